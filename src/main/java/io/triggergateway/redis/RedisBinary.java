package io.triggergateway.redis;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;

/** The redis-server program that the class path carries for this operating system and processor. */
final class RedisBinary {
    private static final String PREFIX = "redis-server-7.0.15-";

    private RedisBinary() {}

    /** The resource's name; {@code os} and {@code arch} are the values of os.name and os.arch. */
    static String resourceFor(String os, String arch) {
        return system(os)
                .flatMap(system -> processor(system, arch).map(processor -> PREFIX + system + "-" + processor))
                .orElseThrow(() -> new IllegalStateException(
                        "Expected Linux (amd64, arm64, 386) or macOS (amd64, arm64) for the embedded Redis, but this is "
                                + os + " on " + arch + ". Start a Redis of your own and set quarkus.redis.hosts."));
    }

    private static Optional<String> system(String os) {
        String name = os.toLowerCase(Locale.ROOT);
        if (name.startsWith("linux")) {
            return Optional.of("linux");
        }
        return name.startsWith("mac") ? Optional.of("darwin") : Optional.empty();
    }

    private static Optional<String> processor(String system, String arch) {
        return switch (arch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> Optional.of("amd64");
            case "aarch64", "arm64" -> Optional.of("arm64");
            case "x86", "i386", "i686" -> Optional.of("386").filter(processor -> system.equals("linux"));
            default -> Optional.empty();
        };
    }

    /** Puts the program into {@code directory}, unless it is there already, and returns its path. */
    static Path unpackInto(Path directory) throws IOException {
        String resource = resourceFor(System.getProperty("os.name"), System.getProperty("os.arch"));
        Path program = directory.resolve(resource);
        URL url = RedisBinary.class.getResource("/" + resource);
        if (url == null) {
            throw new IllegalStateException("Expected " + resource + " on the class path, but this build carries no"
                    + " embedded Redis. Start a Redis of your own and set quarkus.redis.hosts.");
        }
        if (!isUnpacked(program, url)) {
            unpack(url, program);
        }
        return program;
    }

    private static boolean isUnpacked(Path program, URL url) throws IOException {
        if (!Files.isExecutable(program)) {
            return false;
        }
        var connection = url.openConnection();
        connection.setUseCaches(false);
        try (var content = connection.getInputStream()) {
            long size = connection.getContentLengthLong();
            return Files.size(program) == (size >= 0 ? size : content.readAllBytes().length);
        }
    }

    // Moved into place when complete, so that a start that broke off leaves no half program behind.
    private static void unpack(URL url, Path program) throws IOException {
        Path partial = program.resolveSibling(program.getFileName() + ".partial");
        try (var content = url.openStream()) {
            Files.copy(content, partial, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!partial.toFile().setExecutable(true)) {
            throw new IOException("Expected to make " + partial + " executable, but its file system refused.");
        }
        Files.move(partial, program, StandardCopyOption.ATOMIC_MOVE);
    }
}
