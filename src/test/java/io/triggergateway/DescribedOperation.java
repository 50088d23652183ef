package io.triggergateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One call of the API, as the checked-in description has it. */
record DescribedOperation(String method, String path, JsonNode document) {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    boolean isPublic() {
        return path.startsWith("/api/_triggers/webhooks/") || path.equals("/api/_triggers/login");
    }

    /** The lowest role that may make it. */
    String role() {
        return document.path("x-required-role").asText();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }

    static List<DescribedOperation> all(Path file) throws IOException {
        var operations = new ArrayList<DescribedOperation>();
        var paths = new YAMLMapper().readTree(file.toFile()).path("paths");
        for (var path : paths.properties()) {
            for (var entry : path.getValue().properties()) {
                if (METHODS.contains(entry.getKey())) {
                    operations.add(new DescribedOperation(
                            entry.getKey().toUpperCase(Locale.ROOT), path.getKey(), entry.getValue()));
                }
            }
        }
        return operations;
    }
}
