package io.triggergateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.trigger.FieldError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows every reference of a schema that the meta-schema allows, and finds those that cannot be kept. */
final class SchemaReferences {
    private final List<FieldError> problems = new ArrayList<>();
    private final Map<String, SubSchema> schemas = new LinkedHashMap<>();
    private final Map<String, String> anchors = new HashMap<>();

    SchemaReferences(JsonNode root) {
        for (var schema : SubSchema.allOf(root)) {
            schemas.put(schema.pointer(), schema);
        }
        schemas.values().forEach(this::check);
        var done = new HashSet<String>();
        schemas.keySet().forEach(pointer -> follow(pointer, new HashSet<>(), done));
    }

    /** What has to be changed, with pointers into the schema; empty when all is well. */
    List<FieldError> problems() {
        return List.copyOf(problems);
    }

    private void check(SubSchema schema) {
        schema.problems().forEach(problems::add);
        var anchor = schema.text("$anchor");
        if (anchor != null && anchors.put(anchor, schema.pointer()) != null) {
            problems.add(new FieldError(
                    schema.pointer() + "/$anchor", "Expected anchors to differ, but this one comes twice"));
        }
    }

    /** Goes on only through what looks at the same value again: such a circle never ends. */
    private void follow(String pointer, Set<String> open, Set<String> done) {
        if (done.contains(pointer)) {
            return;
        }
        open.add(pointer);
        var schema = Objects.requireNonNull(schemas.get(pointer));
        for (var next : schema.sameValue()) {
            step(next, schema.pointer(), open, done);
        }
        var reference = schema.text("$ref");
        if (reference != null) {
            var target = target(reference);
            if (target == null) {
                problems.add(new FieldError(
                        pointer + "/$ref",
                        "Expected a reference to a schema within this one, such as '#/$defs/name', but there is none"));
            } else {
                step(target, pointer + "/$ref", open, done);
            }
        }
        open.remove(pointer);
        done.add(pointer);
    }

    private void step(String next, String from, Set<String> open, Set<String> done) {
        if (open.contains(next)) {
            problems.add(
                    new FieldError(
                            from,
                            "Expected references that come to an end, but this one leads back to itself without going into the value"));
        } else {
            follow(next, open, done);
        }
    }

    private @Nullable String target(String reference) {
        if (!reference.startsWith("#")) {
            return null;
        }
        var fragment = decoded(reference.substring(1));
        var pointer = fragment.isEmpty() || fragment.startsWith("/") ? fragment : anchors.get(fragment);
        return pointer != null && schemas.containsKey(pointer) ? pointer : null;
    }

    private static String decoded(String fragment) {
        try {
            return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return fragment;
        }
    }
}
