package io.triggergateway.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;

/** Where a value stands within a payload: the names of fields from the outside in; none is the payload itself. */
public record FieldPath(List<String> names) implements Comparable<FieldPath> {
    private static final Comparator<FieldPath> ORDER = Comparator.comparing(FieldPath::toString);

    public FieldPath {
        names = List.copyOf(names);
    }

    /** What stands there; a missing node when there is nothing. */
    JsonNode in(JsonNode payload) {
        var found = payload;
        for (var name : names) {
            // Also of an array, whose elements have no names.
            found = found.path(name);
        }
        return found;
    }

    /** Any total order does, as long as every replica has the same. */
    @Override
    public int compareTo(FieldPath other) {
        return ORDER.compare(this, other);
    }

    /** A JSON list of the names. */
    @Override
    public String toString() {
        return ShapeText.write(names);
    }
}
