package io.triggergateway.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.trigger.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A part of a scheme document with its place, so that whatever is wrong is noted where it is wrong. */
record SchemeNode(JsonNode json, String pointer, Findings findings) {

    void wrong(String detail) {
        findings.add(pointer, detail);
    }

    /** Notes every field that the language does not have. */
    void fields(Set<String> known) {
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                findings.add(
                        at(name),
                        "Expected one of %s, but found \"%s\"".formatted(String.join(", ", sorted(known)), name));
            }
        });
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    /** Notes it when this is no object. */
    boolean isObject() {
        if (!json.isObject()) {
            wrong("Expected an object, but found " + kind());
        }
        return json.isObject();
    }

    private String kind() {
        return json.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    boolean has(String field) {
        return json.hasNonNull(field);
    }

    /** Null when there is no such field. */
    @Nullable
    SchemeNode child(String field) {
        return has(field) ? new SchemeNode(json.get(field), at(field), findings) : null;
    }

    private String at(String field) {
        return pointer + "/" + field.replace("~", "~0").replace("/", "~1");
    }

    /** What its parent calls it. */
    String name() {
        var last = pointer.substring(pointer.lastIndexOf('/') + 1);
        return last.replace("~1", "/").replace("~0", "~");
    }

    /** The elements of a list; a single value is a list of one. */
    List<SchemeNode> elements() {
        if (!json.isArray()) {
            return List.of(this);
        }
        var found = new ArrayList<SchemeNode>();
        for (var at = 0; at < json.size(); at++) {
            found.add(new SchemeNode(json.get(at), pointer + "/" + at, findings));
        }
        return found;
    }

    /** The fields of an object. */
    List<SchemeNode> children() {
        var found = new ArrayList<SchemeNode>();
        json.fieldNames().forEachRemaining(name -> found.add(new SchemeNode(json.get(name), at(name), findings)));
        return found;
    }

    /** Notes it and gives null when this is no text. */
    @Nullable
    String text() {
        if (!json.isTextual()) {
            wrong("Expected a text, but found " + kind());
        }
        return json.isTextual() ? json.asText() : null;
    }

    /** Reads a text; null, and noted, when it cannot be read. */
    <T> @Nullable T parse(Function<String, T> parser) {
        var text = text();
        try {
            return text == null ? null : parser.apply(text);
        } catch (MalformedExpression malformed) {
            wrong(String.valueOf(malformed.getMessage()));
            return null;
        }
    }

    /** A whole number in a range; null, and noted, when it is not. */
    @Nullable
    Integer number(int least, int most) {
        if (!json.isInt() || json.intValue() < least || json.intValue() > most) {
            wrong("Expected a whole number from %d to %d".formatted(least, most));
            return null;
        }
        return json.intValue();
    }
}
