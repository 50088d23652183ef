package io.triggergateway.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields that several filters compare with constants: what a payload is looked up by, whatever the constants. */
public final class Shape {
    /** No field at all: what cannot be looked up. */
    public static final Shape EMPTY = new Shape(List.of());

    private final List<FieldPath> paths;
    private final String text;

    private Shape(List<FieldPath> paths) {
        this.paths = paths;
        this.text = ShapeText.writeAll(paths);
    }

    /** The order of {@code paths} does not matter. */
    public static Shape of(Collection<FieldPath> paths) {
        return new Shape(paths.stream().sorted().distinct().toList());
    }

    /** Reads what {@link #text} wrote; anything else is an IllegalArgumentException. */
    public static Shape parse(String text) {
        return of(ShapeText.readAll(text));
    }

    /** The fields, sorted. */
    public List<FieldPath> paths() {
        return paths;
    }

    /** The same for the same fields, on every replica. */
    public String text() {
        return text;
    }

    /**
     * What a payload has in these fields, in their order: texts that are equal exactly when CEL says that the values
     * are. Empty when a field is missing or holds what no constant equals.
     */
    public Optional<List<String>> values(JsonNode payload) {
        var values = new ArrayList<String>(paths.size());
        for (var path : paths) {
            var value = IndexValue.of(path.in(payload));
            if (value == null) {
                return Optional.empty();
            }
            values.add(value);
        }
        return Optional.of(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && shape.paths.equals(paths);
    }

    @Override
    public int hashCode() {
        return paths.hashCode();
    }

    /** For people: {@code payload.a.b, payload.c}. */
    @Override
    public String toString() {
        return paths.stream()
                .map(path -> Stream.concat(Stream.of("payload"), path.names().stream())
                        .collect(Collectors.joining(".")))
                .collect(Collectors.joining(", "));
    }
}
