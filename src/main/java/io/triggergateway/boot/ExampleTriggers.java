package io.triggergateway.boot;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The example triggers and flows of development mode; what a person has changed stays. */
final class ExampleTriggers {
    static final List<String> FILES = List.of(
            "user-created.yaml",
            "stripe-payment-succeeded.yaml",
            "github-push.yaml",
            "daily-cleanup.yaml",
            "manual-data-import.yaml",
            "flows.yaml");
    /** As seen from the resources; copies stand elsewhere. */
    private static final String SCHEMAS = "../../../../openapi/";

    private ExampleTriggers() {}

    /** Copies into the directory what is missing there. */
    static void copyTo(DevDirectory directory) {
        try {
            Files.createDirectories(directory.triggers());
            for (var name : FILES) {
                var file = directory.triggers().resolve(name);
                if (Files.notExists(file)) {
                    Files.writeString(
                            file,
                            text(name)
                                    .replace(
                                            DevDirectory.DEFAULT,
                                            directory.root().toString())
                                    .replace(SCHEMAS, Path.of("").toUri() + "openapi/"));
                }
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(
                    "Expected to write " + directory.triggers() + ", but " + fault.getMessage(), fault);
        }
    }

    private static String text(String name) throws IOException {
        try (var resource = ExampleTriggers.class.getResourceAsStream("/examples/" + name)) {
            if (resource == null) {
                throw new FileNotFoundException("examples/" + name + " is missing");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
