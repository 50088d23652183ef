package io.triggergateway.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** What development mode keeps between starts: a token, secrets, example triggers and the data of its Redis. */
record DevDirectory(Path root) {
    static final String SETTING = "gateway.dev.directory";
    static final String DEFAULT = "target/dev";
    private static final int RANDOM_BYTES = 32;

    Path redis() {
        return root.resolve("redis");
    }

    Path triggers() {
        return root.resolve("triggers");
    }

    /** The token that may do everything; made once. */
    String token(SecureRandom random) {
        return onceMade(root.resolve("token"), "tgw_" + text(random));
    }

    /** The secret that an example shares with its provider; made once. */
    String secret(String provider, SecureRandom random) {
        return onceMade(root.resolve("secrets").resolve(provider), text(random));
    }

    /** The key that encrypts other secrets, in base64; made once. */
    String key(SecureRandom random) {
        return onceMade(
                root.resolve("secrets").resolve("key"), Base64.getEncoder().encodeToString(bytes(random)));
    }

    private static String text(SecureRandom random) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(random));
    }

    private static byte[] bytes(SecureRandom random) {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String onceMade(Path file, String fresh) {
        try {
            Files.createDirectories(file.getParent());
            writeNew(file, fresh);
            return Files.readString(file).strip();
        } catch (IOException fault) {
            throw new UncheckedIOException("Expected to read and write " + file + ", but " + fault.getMessage(), fault);
        }
    }

    private static void writeNew(Path file, String content) throws IOException {
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
            Files.writeString(file, content);
        } catch (FileAlreadyExistsException kept) {
            // Made at an earlier start.
        }
    }
}
