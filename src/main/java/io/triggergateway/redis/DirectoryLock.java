package io.triggergateway.redis;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a data directory to one service, in this process and in all others. */
final class DirectoryLock implements AutoCloseable {
    // On POSIX, closing any channel of a locked file gives the lock up, so this process must not open it twice.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Takes the directory, which exists; refuses with a sentence when another service has it. */
    static DirectoryLock take(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!HELD_HERE.add(real)) {
            throw taken(real);
        }
        try {
            return new DirectoryLock(real, lockedChannel(real));
        } catch (IOException | RuntimeException refused) {
            HELD_HERE.remove(real);
            throw refused;
        }
    }

    private static FileChannel lockedChannel(Path directory) throws IOException {
        var channel =
                FileChannel.open(directory.resolve("redis.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException heldByAnotherClassLoader) {
            // Answered below like a lock of another process.
        }
        channel.close();
        throw taken(directory);
    }

    private static IllegalStateException taken(Path directory) {
        return new IllegalStateException("Expected " + directory + " to be free, but another service keeps its Redis"
                + " data there. Stop that service or choose another directory.");
    }

    @Override
    public void close() throws IOException {
        // Only once: the directory may have another holder by then.
        if (channel.isOpen()) {
            channel.close();
            HELD_HERE.remove(directory);
        }
    }
}
