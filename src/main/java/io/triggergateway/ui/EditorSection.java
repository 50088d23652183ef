package io.triggergateway.ui;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.admin.Yaml;
import io.triggergateway.payload.Parsed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Fields that belong together.
 *
 * @param types of triggers that have it; empty is all
 * @param rows the list whose items each are a row of the fields; empty where there is one of each
 * @param row what one of them is called
 * @param key the field without which a row counts for nothing
 */
record EditorSection(
        String id, String title, Set<String> types, String rows, String row, String key, List<EditorField> fields) {
    /** All of them, in their order. */
    static final List<EditorSection> ALL = load("/editor/fields.yaml");

    private static List<EditorSection> load(String name) {
        try (var file = EditorSection.class.getResourceAsStream(name)) {
            var bytes = Objects.requireNonNull(file, "Expected the fields of the pages, but there is no " + name)
                    .readAllBytes();
            return switch (Yaml.parse(bytes)) {
                case Parsed.Value(JsonNode json) ->
                    stream(json).map(EditorSection::of).toList();
                case Parsed.Malformed(var detail) -> throw new IllegalStateException(detail);
            };
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static EditorSection of(JsonNode json) {
        return new EditorSection(
                json.path("section").asText(),
                json.path("title").asText(),
                stream(json.path("types")).map(JsonNode::asText).collect(Collectors.toUnmodifiableSet()),
                json.path("rows").asText(),
                json.path("row").asText(),
                json.path("key").asText(),
                stream(json.path("fields")).map(EditorField::of).toList());
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    static List<EditorSection> of(String type) {
        return ALL.stream()
                .filter(section -> section.types.isEmpty() || section.types.contains(type))
                .toList();
    }

    public boolean isRows() {
        return !rows.isEmpty();
    }

    /** How many rows {@code entered} has. */
    int count(Entered entered) {
        return entered.values().keySet().stream()
                .filter(name -> name.startsWith(rows + "/"))
                .map(name -> name.substring(rows.length() + 1).split("/", 2)[0])
                .filter(number -> number.matches("\\d{1,3}"))
                .mapToInt(number -> Integer.parseInt(number) + 1)
                .max()
                .orElse(0);
    }

    /** The fields that a trigger of that type has with what has been chosen. */
    Stream<EditorField> fields(String type, Entered entered) {
        var chosen = List.of(entered.text("auth"), entered.text("timing"));
        return isRows()
                ? IntStream.range(0, count(entered)).boxed().flatMap(this::row)
                : fields.stream().filter(field -> field.isFor(type) && field.isFor(Set.copyOf(chosen)));
    }

    Stream<EditorField> row(int number) {
        return fields.stream().map(field -> field.in(number));
    }
}
