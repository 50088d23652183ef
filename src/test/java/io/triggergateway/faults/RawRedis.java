package io.triggergateway.faults;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The plainest Redis client: one socket, commands out, replies back as they stand on the wire. */
public final class RawRedis implements AutoCloseable {
    private final Socket socket;
    private final RespFrames replies;

    private RawRedis(Socket socket) throws IOException {
        this.socket = socket;
        this.replies = new RespFrames(socket.getInputStream());
    }

    /** Connects to {@code port} of 127.0.0.1 and gives up on a reply after {@code patience}. */
    public static RawRedis connect(int port, Duration patience) throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", port), Math.toIntExact(patience.toMillis()));
        socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
        socket.setTcpNoDelay(true);
        return new RawRedis(socket);
    }

    /** Connects to {@code port} of 127.0.0.1; a reply may take ten seconds. */
    public static RawRedis connect(int port) throws IOException {
        return connect(port, Duration.ofSeconds(10));
    }

    /** Sends a command and returns its reply without the last line end, such as "+PONG" or "$2\r\nhi". */
    public String call(String... words) throws IOException {
        send(words);
        return reply();
    }

    /** Sends a command and does not wait. */
    public void send(String... words) throws IOException {
        var command = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            int length = word.getBytes(StandardCharsets.UTF_8).length;
            command.append('$').append(length).append("\r\n").append(word).append("\r\n");
        }
        socket.getOutputStream().write(command.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The next reply. */
    public String reply() throws IOException {
        byte[] frame = replies.next().orElseThrow(() -> new EOFException("Expected a reply, but the server hung up."));
        return new String(frame, 0, frame.length - 2, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
