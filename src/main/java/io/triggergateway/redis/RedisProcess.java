package io.triggergateway.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running redis-server that ends with this virtual machine, however that ends. */
final class RedisProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    // The system closes the script's standard input when this virtual machine is gone, also after kill -9. Killing
    // is right then: what was acknowledged is in the append-only file, and nobody is left to wait for the rest.
    private static final String GUARD = """
            log=$1; shift; exec 3<&0
            "$@" </dev/null >>"$log" 2>&1 3<&- & redis=$!
            (while read -r _; do :; done <&3; kill -KILL $redis) >/dev/null & guard=$!
            echo $redis
            wait $redis; kill $guard
            """;

    private final Process shell;
    private final ProcessHandle redis;

    private RedisProcess(Process shell, ProcessHandle redis) {
        this.shell = shell;
        this.redis = redis;
    }

    /** Starts {@code command}; what it prints is appended to {@code log}. */
    static RedisProcess start(List<String> command, Path log) throws IOException {
        var guarded = Stream.concat(Stream.of("sh", "-c", GUARD, "redis-guard", log.toString()), command.stream());
        Process shell = new ProcessBuilder(guarded.toList())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new RedisProcess(shell, ProcessHandle.of(printedPid(shell)).orElse(shell.toHandle()));
    }

    private static long printedPid(Process shell) throws IOException {
        var output = new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
        String pid = output.readLine();
        if (pid == null) {
            throw new IOException("Expected sh to start the embedded Redis, but it ended with status "
                    + await(shell, PATIENCE) + ".");
        }
        return Long.parseLong(pid);
    }

    private static String await(Process process, Duration atMost) {
        return endsWithin(process, atMost) ? String.valueOf(process.exitValue()) : "unknown";
    }

    boolean isAlive() {
        return redis.isAlive();
    }

    long pid() {
        return redis.pid();
    }

    /** Waits for the end of the server, at most for {@code atMost}; true when it has ended. */
    boolean endsWithin(Duration atMost) {
        return endsWithin(shell, atMost);
    }

    /** Asks the server to end, and forces it after ten seconds. */
    void stop() {
        redis.destroy();
        if (!endsWithin(PATIENCE)) {
            kill();
        }
    }

    /** Ends the server at once (SIGKILL). */
    void kill() {
        redis.destroyForcibly();
        if (!endsWithin(PATIENCE)) {
            throw new IllegalStateException("Expected Redis (process " + pid() + ") to end, but it still runs.");
        }
    }

    private static boolean endsWithin(Process process, Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
