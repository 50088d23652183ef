package io.triggergateway.redis;

import io.triggergateway.faults.RawRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A master with a replica, watched by three Sentinels that agree within a second or so that it is gone. */
public final class GivenSentinels implements AutoCloseable {
    /** What the Sentinels call it. */
    public static final String MASTER = "mymaster";

    private static final int COUNT = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final EmbeddedRedis first;
    private final EmbeddedRedis second;
    private final List<RedisProcess> processes = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    private GivenSentinels(EmbeddedRedis first, EmbeddedRedis second) {
        this.first = first;
        this.second = second;
    }

    /** Starts all and returns when the Sentinels know each other and the replica. */
    public static GivenSentinels start(Path directory) throws IOException {
        var first = EmbeddedRedis.start(directory.resolve("first"), 0);
        var second = EmbeddedRedis.start(directory.resolve("second"), 0, "--replicaof", "127.0.0.1 " + first.port());
        var all = new GivenSentinels(first, second);
        await(() -> call(first.port(), "INFO", "replication").contains("state=online"));
        for (int i = 0; i < COUNT; i++) {
            all.add(Files.createDirectories(directory.resolve("sentinel-" + i)));
        }
        for (int port : all.ports) {
            await(() -> call(port, "SENTINEL", "CKQUORUM", MASTER).startsWith("+OK " + COUNT)
                    && call(port, "SENTINEL", "REPLICAS", MASTER).contains(Integer.toString(second.port())));
        }
        return all;
    }

    private void add(Path directory) throws IOException {
        int port = FreePort.find();
        var settings = directory.resolve("sentinel.conf");
        Files.writeString(settings, """
                bind 127.0.0.1
                port %d
                dir %s
                sentinel monitor %s 127.0.0.1 %d 2
                sentinel down-after-milliseconds %3$s 700
                sentinel failover-timeout %3$s 5000
                """.formatted(port, directory, MASTER, first.port()));
        var command = List.of(RedisBinary.unpackInto(directory).toString(), settings.toString(), "--sentinel");
        processes.add(RedisProcess.start(command, directory.resolve("sentinel.log")));
        ports.add(port);
        await(() -> call(port, "PING").equals("+PONG"));
    }

    private interface Look {
        boolean holds() throws IOException;
    }

    private static void await(Look look) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE.toNanos()) {
            try {
                if (look.holds()) {
                    return;
                }
            } catch (IOException notYet) {
                // It is on its way.
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new IllegalStateException("Expected Redis and its Sentinels to come about, but they did not");
    }

    private static String call(int port, String... command) throws IOException {
        try (var connection = RawRedis.connect(port)) {
            return connection.call(command);
        }
    }

    /** The addresses of the Sentinels. */
    public List<String> addresses() {
        return ports.stream().map(port -> "redis://127.0.0.1:" + port).toList();
    }

    /** Kills the master, and returns when the Sentinels have made the replica one. */
    public void failOver() {
        first.kill();
        await(() -> call(ports.getFirst(), "SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER)
                .contains(Integer.toString(second.port())));
    }

    /** Brings the former master back as a replica; Sentinels would do so too, but take ten seconds. */
    public void bringBack() {
        first.restart();
        await(() -> call(first.port(), "REPLICAOF", "127.0.0.1", Integer.toString(second.port()))
                .equals("+OK"));
        await(() -> call(second.port(), "INFO", "replication").contains("state=online"));
    }

    @Override
    public void close() {
        processes.forEach(RedisProcess::kill);
        second.stop();
        first.stop();
    }
}
