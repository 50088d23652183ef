package io.triggergateway.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Cuts a stream of Redis commands or replies (RESP 2 and 3) into whole frames. */
final class RespFrames {
    private final InputStream stream;

    RespFrames(InputStream stream) {
        this.stream = new BufferedInputStream(stream);
    }

    /** The bytes of the next frame; empty at the end of the stream. */
    Optional<byte[]> next() throws IOException {
        stream.mark(1);
        if (stream.read() < 0) {
            return Optional.empty();
        }
        stream.reset();
        var frame = new ByteArrayOutputStream();
        copyFrame(frame);
        return Optional.of(frame.toByteArray());
    }

    /** True for what a server sends without being asked. */
    static boolean isPush(byte[] frame) {
        return frame[0] == '>';
    }

    /** The name of a command in upper case, such as EVALSHA. */
    static String commandName(byte[] frame) {
        String text = new String(frame, StandardCharsets.ISO_8859_1);
        String name = text.startsWith("*") ? text.split("\r\n", 4)[2] : text.split("[ \r]", 2)[0];
        return name.toUpperCase(Locale.ROOT);
    }

    private void copyFrame(ByteArrayOutputStream frame) throws IOException {
        String line = copyLine(frame);
        switch (line.charAt(0)) {
            case '$', '=', '!' -> copyBulk(frame, length(line));
            case '*', '~', '>' -> copyFrames(frame, length(line));
            case '%' -> copyFrames(frame, 2 * length(line));
            // An attribute stands before the reply that it describes.
            case '|' -> copyFrames(frame, 2 * length(line) + 1);
            default -> {}
        }
    }

    private static int length(String line) {
        return Integer.parseInt(line.substring(1));
    }

    private void copyFrames(ByteArrayOutputStream frame, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            copyFrame(frame);
        }
    }

    private void copyBulk(ByteArrayOutputStream frame, int length) throws IOException {
        if (length >= 0) {
            byte[] content = stream.readNBytes(length + 2);
            if (content.length < length + 2) {
                throw new EOFException("Expected " + length + " bytes, but the stream ended.");
            }
            frame.writeBytes(content);
        }
    }

    private String copyLine(ByteArrayOutputStream frame) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = stream.read(); next != '\n'; next = stream.read()) {
            if (next < 0) {
                throw new EOFException("Expected a whole line, but the stream ended.");
            }
            line.write(next);
        }
        line.write('\n');
        frame.writeBytes(line.toByteArray());
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
