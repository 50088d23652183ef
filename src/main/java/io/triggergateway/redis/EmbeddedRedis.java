package io.triggergateway.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real Redis for development and tests: durable in its own directory, and gone when this virtual machine is gone. */
public final class EmbeddedRedis {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final int READ_MILLIS = 500;
    private static final int LOG_LINES = 10;

    private final Path directory;
    private final int port;
    private final List<String> extraArguments;
    private DirectoryLock lock;
    private RedisProcess process;

    private EmbeddedRedis(Path directory, int port, List<String> extraArguments) throws IOException {
        this.directory = directory;
        this.port = port;
        this.extraArguments = extraArguments;
        this.lock = DirectoryLock.take(directory);
        this.process = launchOrRelease();
    }

    /**
     * Starts Redis with its data in {@code directory}, which is made when missing, and returns when it answers.
     *
     * @param port a port of 127.0.0.1, or 0 for a free one
     * @param extraArguments options of redis-server that win over those set here, such as "--maxmemory", "64mb"
     * @throws IllegalStateException when this platform has no embedded Redis, another service has the directory or
     *     the port, or Redis does not answer within ten seconds; the message says which, and what to do
     */
    public static EmbeddedRedis start(Path directory, int port, String... extraArguments) {
        try {
            Path real = Files.createDirectories(directory).toRealPath();
            return new EmbeddedRedis(real, port == 0 ? FreePort.find() : port, List.of(extraArguments));
        } catch (IOException fault) {
            throw notStarted(directory, fault);
        }
    }

    /** The port of 127.0.0.1 that it listens on; the same after a restart. */
    public int port() {
        return port;
    }

    /** Where clients find it, such as {@code redis://127.0.0.1:6379}. */
    public String address() {
        return "redis://127.0.0.1:" + port;
    }

    /** True while the server process runs. */
    public synchronized boolean alive() {
        return process.isAlive();
    }

    /** Ends it in order, by force after ten seconds, waits for the end and frees the directory; harmless when ended. */
    public synchronized void stop() {
        process.stop();
        release();
    }

    /** Kills it as a crash would (SIGKILL) and waits for the end; the directory stays taken. */
    public synchronized void kill() {
        process.kill();
    }

    /** Stops it when it runs and starts it again on the same port, directory and arguments. */
    public synchronized void restart() {
        stop();
        try {
            lock = DirectoryLock.take(directory);
            process = launchOrRelease();
        } catch (IOException fault) {
            throw notStarted(directory, fault);
        }
    }

    synchronized long pid() {
        return process.pid();
    }

    private RedisProcess launchOrRelease() throws IOException {
        try {
            return launch();
        } catch (IOException | RuntimeException fault) {
            release();
            throw fault;
        }
    }

    private RedisProcess launch() throws IOException {
        // Otherwise a stranger's Redis on this port would answer in the place of ours.
        if (!FreePort.isFree(port)) {
            throw new IllegalStateException("Expected port " + port + " of 127.0.0.1 to be free for the embedded Redis,"
                    + " but another program listens there. Stop it or choose another port.");
        }
        var started = RedisProcess.start(command(), log());
        if (!answers(started)) {
            started.kill();
            throw new IllegalStateException("Expected the embedded Redis to answer on port " + port
                    + ", but it did not. The last lines of " + log() + ":\n" + lastLogLines());
        }
        return started;
    }

    private List<String> command() throws IOException {
        var command = new ArrayList<String>();
        command.add(RedisBinary.unpackInto(directory).toString());
        command.addAll(List.of("--bind", "127.0.0.1", "--protected-mode", "yes", "--port", String.valueOf(port)));
        command.addAll(List.of("--dir", directory.toString(), "--logfile", log().toString()));
        command.addAll(List.of("--appendonly", "yes", "--appendfsync", "always", "--save", ""));
        command.addAll(List.of("--maxmemory-policy", "noeviction"));
        command.addAll(extraArguments);
        return command;
    }

    private boolean answers(RedisProcess started) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answersPing()) {
            boolean tooLate =
                    System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted();
            if (tooLate || started.endsWithin(PAUSE)) {
                return false;
            }
        }
        return true;
    }

    private boolean answersPing() {
        try (var socket = new Socket()) {
            socket.setSoTimeout(READ_MILLIS);
            socket.connect(new InetSocketAddress("127.0.0.1", port), READ_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] reply = socket.getInputStream().readNBytes("+PONG".length());
            return new String(reply, StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException notYet) {
            return false;
        }
    }

    private Path log() {
        return directory.resolve("redis.log");
    }

    private String lastLogLines() throws IOException {
        var lines = Files.readString(log(), StandardCharsets.ISO_8859_1).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }

    private void release() {
        try {
            lock.close();
        } catch (IOException fault) {
            throw new UncheckedIOException("Expected to free " + directory + ", but " + fault.getMessage(), fault);
        }
    }

    private static UncheckedIOException notStarted(Path directory, IOException fault) {
        return new UncheckedIOException(
                "Expected to start the embedded Redis in " + directory + ", but " + fault.getMessage(), fault);
    }
}
