package io.triggergateway.redis;

import java.io.IOException;
import java.nio.file.Path;

/** Starts an embedded Redis, tells its process id and port, and then lives until it is killed. */
final class EmbeddedRedisInAnotherProcess {
    private EmbeddedRedisInAnotherProcess() {}

    public static void main(String[] arguments) throws IOException {
        var redis = EmbeddedRedis.start(Path.of(arguments[0]), 0);
        System.out.println(redis.pid() + " " + redis.port());
        System.in.transferTo(System.out);
    }
}
