package io.triggergateway.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Stands between a client and Redis on 127.0.0.1 and fails on demand. A fault is meant for the n-th command of a name,
 * counted from the call that orders it, over all connections.
 */
public final class RedisProxy implements AutoCloseable {
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private final int redisPort;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final Map<String, Fate> always = new ConcurrentHashMap<>();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch passable = new CountDownLatch(0);
    private volatile boolean mortal;
    private int left;

    private RedisProxy(ServerSocket listener, int redisPort) {
        this.listener = listener;
        this.redisPort = redisPort;
    }

    /** Listens on a free port and passes everything on to {@code redisPort}. */
    public static RedisProxy before(int redisPort) throws IOException {
        var proxy = new RedisProxy(new ServerSocket(0, 128, InetAddress.getByName("127.0.0.1")), redisPort);
        Thread.ofVirtual().name("redis-proxy").start(proxy::accept);
        return proxy;
    }

    /** The port of 127.0.0.1 that clients connect to. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Where clients connect to, such as {@code redis://127.0.0.1:6379}. */
    public String address() {
        return "redis://127.0.0.1:" + port();
    }

    /** Lets the n-th command be executed (1 is the next), keeps its reply back and cuts its connection. */
    public void swallowReply(String command, int nth) {
        faults.add(new Fault(upper(command), nth, new Fate.Cut()));
    }

    /** Answers the n-th command (1 is the next) with {@code error}, such as "-READONLY no", and keeps it from Redis. */
    public void refuse(String command, int nth, String error) {
        faults.add(new Fault(upper(command), nth, new Fate.Refuse(error)));
    }

    /** From now on answers every command of this name with {@code error}, until {@link #obey}. */
    public void refuseAll(String command, String error) {
        always.put(upper(command), new Fate.Refuse(error));
    }

    /** From now on lets every command of this name be executed and cuts its connection, until {@link #obey}. */
    public void swallowAll(String command) {
        always.put(upper(command), new Fate.Cut());
    }

    /** Ends {@link #refuseAll} and {@link #swallowAll}. */
    public void obey() {
        always.clear();
    }

    /** Passes nothing on, in both directions, and keeps connections open; what waits goes on after {@link #heal}. */
    public void blackHole() {
        if (passable.getCount() == 0) {
            passable = new CountDownLatch(1);
        }
    }

    /** Ends {@link #blackHole}. */
    public void heal() {
        passable.countDown();
    }

    /**
     * Lets so many more commands be executed, and then is gone for good, as the connections of a client are that is
     * killed after the last of them.
     */
    public void dieAfter(int commands) {
        left = commands;
        mortal = true;
    }

    /** Cuts all connections of this moment; new ones are welcome. */
    public void cutAll() {
        connections.forEach(Connection::cut);
    }

    /** How many commands of this name clients have sent, refused ones included. */
    public int count(String command) {
        return counts.getOrDefault(upper(command), 0);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cutAll();
        heal();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                open(listener.accept());
            } catch (IOException closedOrRefused) {
                // Closed ends the loop; a client that found no Redis sees its connection end, as it would without us.
            }
        }
    }

    private void open(Socket client) throws IOException {
        try {
            var connection = new Connection(client, new Socket("127.0.0.1", redisPort));
            connections.add(connection);
            connection.pump(connection::passCommands);
            connection.pump(connection::passReplies);
        } catch (IOException noRedis) {
            client.close();
            throw noRedis;
        }
    }

    // One command at a time, so that "the n-th" means the same to all connections.
    private synchronized Fate fateOf(String command) {
        counts.merge(command, 1, Integer::sum);
        if (mortal && left-- <= 0) {
            return new Fate.Die();
        }
        Fate fate = always.getOrDefault(command, new Fate.Pass());
        for (Fault fault : faults) {
            if (fault.isDue(command)) {
                faults.remove(fault);
                fate = fault.fate;
            }
        }
        return fate;
    }

    private void waitUntilPassable() throws IOException {
        try {
            passable.await();
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    private static String upper(String command) {
        return command.toUpperCase(Locale.ROOT);
    }

    private sealed interface Fate {
        record Pass() implements Fate {}

        record Cut() implements Fate {}

        record Die() implements Fate {}

        record Refuse(String error) implements Fate {}
    }

    private static final class Fault {
        private final String command;
        private final Fate fate;
        private int remaining;

        Fault(String command, int nth, Fate fate) {
            this.command = command;
            this.remaining = nth;
            this.fate = fate;
        }

        boolean isDue(String name) {
            return name.equals(command) && --remaining == 0;
        }
    }

    private interface Pump {
        void run() throws IOException;
    }

    private final class Connection {
        private final Socket client;
        private final Socket redis;
        // What becomes of the replies that Redis still owes, in the order of their commands.
        private final Queue<Fate> owed = new LinkedBlockingQueue<>();

        Connection(Socket client, Socket redis) throws IOException {
            this.client = client;
            this.redis = redis;
            client.setTcpNoDelay(true);
            redis.setTcpNoDelay(true);
        }

        void pump(Pump pump) {
            Thread.ofVirtual().start(() -> {
                try {
                    pump.run();
                } catch (IOException ended) {
                    // Either side hung up or was cut; the other one learns it below.
                } finally {
                    cut();
                }
            });
        }

        void passCommands() throws IOException {
            var commands = new RespFrames(client.getInputStream());
            for (var next = commands.next(); next.isPresent(); next = commands.next()) {
                waitUntilPassable();
                byte[] command = next.get();
                Fate fate = fateOf(RespFrames.commandName(command));
                if (fate instanceof Fate.Die) {
                    close();
                    return;
                }
                owed.add(fate);
                // A harmless command in its place keeps the replies in order.
                redis.getOutputStream().write(fate instanceof Fate.Refuse ? PING : command);
            }
        }

        void passReplies() throws IOException {
            var replies = new RespFrames(redis.getInputStream());
            for (var next = replies.next(); next.isPresent(); next = replies.next()) {
                waitUntilPassable();
                byte[] reply = next.get();
                Fate fate = RespFrames.isPush(reply) ? null : owed.poll();
                switch (fate == null ? new Fate.Pass() : fate) {
                    case Fate.Pass pass -> client.getOutputStream().write(reply);
                    case Fate.Refuse refuse -> client.getOutputStream().write(line(refuse.error));
                    case Fate.Cut cut -> cut();
                    case Fate.Die die -> close();
                }
            }
        }

        private static byte[] line(String error) {
            return (error + "\r\n").getBytes(StandardCharsets.UTF_8);
        }

        void cut() {
            connections.remove(this);
            try {
                client.close();
                redis.close();
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }
    }
}
