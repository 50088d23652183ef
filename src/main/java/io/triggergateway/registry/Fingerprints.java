package io.triggergateway.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Tells whether the files of a directory have changed: by length and time, as most who write them change both. */
final class Fingerprints {
    private Fingerprints() {}

    /** Every file whose name fits, in order; hidden files are editors' and Kubernetes' own business. */
    static Map<Path, String> of(Path directory, Pattern name) throws IOException {
        var all = new TreeMap<Path, String>();
        try (var files = Files.list(directory)) {
            for (var file : files.filter(file -> isMeant(file, name)).toList()) {
                var changed = Files.getLastModifiedTime(file);
                all.put(file, Files.size(file) + " " + changed.toMillis());
            }
        }
        return all;
    }

    private static boolean isMeant(Path file, Pattern name) {
        var text = file.getFileName().toString();
        return !text.startsWith(".") && name.matcher(text).matches() && Files.isRegularFile(file);
    }
}
