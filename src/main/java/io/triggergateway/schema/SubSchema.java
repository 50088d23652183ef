package io.triggergateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.triggergateway.trigger.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One place of a schema where a schema stands.
 *
 * @param pointer from the root of the schema
 * @param sameValue pointers of the schemas in it that look at the same value, not at a part of it
 */
record SubSchema(String pointer, JsonNode json, List<String> sameValue) {
    /** In RE2's instructions; a text takes time in proportion to them. */
    private static final int MAX_PATTERN = 5_000;

    private static final Set<String> SAME_VALUE = Set.of("not", "if", "then", "else");
    private static final Set<String> SAME_VALUE_LISTS = Set.of("allOf", "anyOf", "oneOf");
    private static final Set<String> SAME_VALUE_MAPS = Set.of("dependentSchemas");
    private static final Set<String> PARTS = Set.of(
            "additionalProperties",
            "propertyNames",
            "items",
            "contains",
            "unevaluatedItems",
            "unevaluatedProperties",
            "contentSchema");
    private static final Set<String> PART_LISTS = Set.of("prefixItems");
    private static final Set<String> PART_MAPS = Set.of("properties", "patternProperties", "$defs", "definitions");

    /** Every schema within a schema, itself first. */
    static List<SubSchema> allOf(JsonNode root) {
        var all = new ArrayList<SubSchema>();
        collect("", root, all);
        return all;
    }

    private static void collect(String pointer, JsonNode json, List<SubSchema> all) {
        var sameValue = new ArrayList<String>();
        all.add(new SubSchema(pointer, json, sameValue));
        for (var keyword : json.properties()) {
            var name = keyword.getKey();
            var children = children(pointer + "/" + name, keyword.getValue(), shape(name));
            children.forEach(child -> collect(child.pointer, child.json, all));
            if (SAME_VALUE.contains(name) || SAME_VALUE_LISTS.contains(name) || SAME_VALUE_MAPS.contains(name)) {
                children.forEach(child -> sameValue.add(child.pointer));
            }
        }
    }

    private enum Shape {
        NONE,
        ONE,
        LIST,
        MAP
    }

    private record Child(String pointer, JsonNode json) {}

    private static Shape shape(String keyword) {
        if (SAME_VALUE.contains(keyword) || PARTS.contains(keyword)) {
            return Shape.ONE;
        }
        if (SAME_VALUE_LISTS.contains(keyword) || PART_LISTS.contains(keyword)) {
            return Shape.LIST;
        }
        return SAME_VALUE_MAPS.contains(keyword) || PART_MAPS.contains(keyword) ? Shape.MAP : Shape.NONE;
    }

    private static List<Child> children(String pointer, JsonNode json, Shape shape) {
        var children = new ArrayList<Child>();
        switch (shape) {
            case NONE -> {}
            case ONE -> children.add(new Child(pointer, json));
            case LIST -> {
                for (int index = 0; index < json.size(); index++) {
                    children.add(new Child(pointer + "/" + index, json.get(index)));
                }
            }
            case MAP ->
                json.properties()
                        .forEach(member ->
                                children.add(new Child(pointer + "/" + escaped(member.getKey()), member.getValue())));
        }
        return children;
    }

    /** What is wrong with this schema whatever the others are. */
    List<FieldError> problems() {
        var problems = new ArrayList<FieldError>();
        dialect(problems);
        for (var dynamic : List.of("$dynamicRef", "$dynamicAnchor")) {
            if (json.has(dynamic)) {
                problems.add(
                        new FieldError(pointer + "/" + dynamic, "Expected '$ref' and '$anchor', but this is dynamic"));
            }
        }
        var pattern = text("pattern");
        if (pattern != null) {
            pattern(pattern, "/pattern", problems);
        }
        json.path("patternProperties")
                .properties()
                .forEach(
                        member -> pattern(member.getKey(), "/patternProperties/" + escaped(member.getKey()), problems));
        return problems;
    }

    private void dialect(List<FieldError> problems) {
        var named = text("$schema");
        if (named != null
                && (!pointer.isEmpty() || !named.replaceFirst("#$", "").equals(Dialect202012.ID))) {
            problems.add(new FieldError(
                    pointer + "/$schema", "Expected '%s' at the root, or nothing".formatted(Dialect202012.ID)));
        }
        if (json.has("$id") && !pointer.isEmpty()) {
            problems.add(new FieldError(
                    pointer + "/$id",
                    "Expected '$id' at the root only; refer to this schema by '#/...' or an '$anchor'"));
        }
    }

    private void pattern(String pattern, String place, List<FieldError> problems) {
        try {
            if (Pattern.compile(pattern).programSize() > MAX_PATTERN) {
                problems.add(
                        new FieldError(pointer + place, "Expected a smaller pattern, but this one repeats too much"));
            }
        } catch (PatternSyntaxException unsupported) {
            problems.add(new FieldError(
                    pointer + place,
                    "Expected a pattern that RE2 knows, without back-references and look-around, but: %s"
                            .formatted(unsupported.getDescription())));
        }
    }

    /** The text of a keyword; null when it is not there. */
    @Nullable
    String text(String keyword) {
        return json.path(keyword).textValue();
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
