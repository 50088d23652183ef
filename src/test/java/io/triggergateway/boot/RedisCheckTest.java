package io.triggergateway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.redis.Durability;
import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.Masters;
import io.triggergateway.redis.RedisConfig;
import io.triggergateway.redis.RedisLink;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of real servers with settings that are not good enough. */
class RedisCheckTest {
    private static final String NO_CONFIG = "--user default on nopass ~* &* +@all -config";

    @TempDir
    Path directory;

    private record Settings(int partitions, Durability durability, Redis redis) implements RedisConfig {}

    private record Connection(String prefix, Duration timeout, int replicas, Optional<String> appendfsync)
            implements RedisConfig.Redis {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // options of Redis | durability | stated appendfsync | verdict | what it says
                "--maxmemory-policy allkeys-lru       | AUTO    |        | unfit  | maxmemory-policy noeviction",
                "--maxmemory-policy volatile-ttl      | REPLICA |        | unfit  | maxmemory-policy noeviction",
                "--replicaof 127.0.0.1 1              | AUTO    |        | unfit  | quarkus.redis.client-type=sentinel",
                "--cluster-enabled yes                | AUTO    |        | unfit  | quarkus.redis.client-type=cluster",
                "--appendonly no                      | AUTO    |        | weak   | appendonly no",
                "--appendonly no                      | FSYNC   |        | unfit  | appendonly yes",
                "--appendfsync everysec               | AUTO    |        | weak   | appendfsync everysec",
                "--appendfsync everysec               | FSYNC   |        | unfit  | appendfsync always",
                "--appendfsync no                     | FSYNC   |        | unfit  | gateway.durability=auto",
                "CONFIG is forbidden                  | AUTO    |        | weak   | gateway.redis.appendfsync",
                "CONFIG is forbidden                  | FSYNC   |        | unfit  | gateway.redis.appendfsync=always",
                "CONFIG is forbidden                  | FSYNC   | always | strong | stated and not checked",
                "CONFIG is forbidden, evicts          | AUTO    | always | unfit  | maxmemory-policy noeviction",
                "--maxmemory 0                        | AUTO    |        | strong | no maxmemory",
                "--no-appendfsync-on-rewrite yes      | FSYNC   |        | strong | no-appendfsync-on-rewrite no",
                "--maxmemory 1gb                      | REPLICA |        | weak   | gateway.redis.replicas",
                "--maxmemory 1gb                      | FSYNC   |        | strong | warnings=[]",
            })
    void saysWhatToChange(String options, Durability durability, String stated, String verdict, String words) {
        var server = EmbeddedRedis.start(
                directory,
                0,
                options.replace("CONFIG is forbidden", NO_CONFIG)
                        .replace(", evicts", " --maxmemory-policy allkeys-lru")
                        .split(" "));
        var vertx = Vertx.vertx();
        try {
            var link = RedisLink.to(vertx, server.address(), Duration.ofSeconds(20));
            var connection = new Connection("tg", Duration.ofSeconds(2), 1, Optional.ofNullable(stated));

            var keys = new Keys("tg", 1);
            var found = new RedisCheck(link, new Masters(link, keys), keys, new Settings(1, durability, connection))
                    .judge();

            assertThat(wordFor(found)).as("%s", found).isEqualTo(verdict);
            assertThat(found.toString()).contains(words);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
            server.stop();
        }
    }

    private static String wordFor(RedisVerdict verdict) {
        return switch (verdict) {
            case RedisVerdict.Unfit unfit -> "unfit";
            case RedisVerdict.Fit fit -> fit.weak() ? "weak" : "strong";
        };
    }
}
