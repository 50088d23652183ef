package io.triggergateway.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A secret in a file, read again when the file changes; one that vanishes or breaks keeps its last value. */
final class SecretFile {
    private static final int MAX_BYTES = 64 * 1024;
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(1);

    private final Path path;
    private volatile State state;

    private record State(byte[] value, @Nullable Stamp stamp, Instant checked) {}

    private record Stamp(FileTime modified, long size) {}

    private SecretFile(Path path, State state) {
        this.path = path;
        this.state = state;
    }

    /** What came of reading a file. */
    sealed interface Content {
        /** It can be used, and will be watched. */
        record Readable(SecretFile file) implements Content {}

        /** It cannot; {@code reason} names neither content nor key. */
        record Unreadable(String reason) implements Content {}
    }

    private static final class Unusable extends Exception {
        private final String reason;

        Unusable(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }
    }

    static Content open(String name, Instant now) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            return new Content.Unreadable("Expected the path of a file after 'file:', but there is none");
        }
        try {
            var path = Path.of(name);
            var stamp = stamp(path);
            return new Content.Readable(new SecretFile(path, new State(read(path), stamp, now)));
        } catch (Unusable unusable) {
            return new Content.Unreadable(unusable.reason);
        } catch (IOException | InvalidPathException missing) {
            return new Content.Unreadable(
                    "Expected the file '%s' to be there and readable, but it cannot be read".formatted(name));
        }
    }

    /** The value; looks at the file at most once a second. */
    byte[] value(Instant now) {
        var seen = state;
        if (Duration.between(seen.checked, now).abs().compareTo(BETWEEN_CHECKS) >= 0) {
            seen = refreshed(seen, now);
            state = seen;
        }
        return seen.value;
    }

    private State refreshed(State seen, Instant now) {
        try {
            var stamp = stamp(path);
            return stamp.equals(seen.stamp)
                    ? new State(seen.value, seen.stamp, now)
                    : new State(read(path), stamp, now);
        } catch (IOException | Unusable broken) {
            // No stamp: the file is read as soon as it is whole again, even with its old time and size.
            return new State(seen.value, null, now);
        }
    }

    private static Stamp stamp(Path path) throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new Stamp(attributes.lastModifiedTime(), attributes.size());
    }

    private static byte[] read(Path path) throws IOException, Unusable {
        if (Files.isDirectory(path)) {
            throw new Unusable("Expected '%s' to be a file, but it is a directory".formatted(path));
        }
        byte[] content;
        try (var stream = Files.newInputStream(path)) {
            content = stream.readNBytes(MAX_BYTES + 1);
        }
        if (content.length > MAX_BYTES) {
            throw new Unusable("Expected the file '%s' to have at most 65,536 bytes, but it has more".formatted(path));
        }
        var value = Arrays.copyOf(content, withoutNewline(content));
        if (value.length == 0) {
            throw new Unusable("Expected the file '%s' to hold a secret, but it is empty".formatted(path));
        }
        return value;
    }

    /** Editors and {@code echo} end a file with a newline that belongs to nobody's secret. */
    private static int withoutNewline(byte[] content) {
        int length = content.length;
        if (length > 0 && content[length - 1] == '\n') {
            length--;
            if (length > 0 && content[length - 1] == '\r') {
                length--;
            }
        }
        return length;
    }
}
