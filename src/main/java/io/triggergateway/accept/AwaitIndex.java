package io.triggergateway.accept;

import io.triggergateway.expression.Shape;
import java.util.ArrayList;
import java.util.List;

/** Names under which awaits are found by what they demand of an event; the same on every replica, for ever. */
public final class AwaitIndex {
    /** The id of the shape without a field, which scripts know. */
    public static final String NO_FIELDS = "-";

    private static final int ID_LENGTH = 13;

    private AwaitIndex() {}

    /** A short name of a shape. */
    public static String id(Shape shape) {
        return shape.equals(Shape.EMPTY)
                ? NO_FIELDS
                : Ids.hash("shape", shape.text()).substring(0, ID_LENGTH);
    }

    /** Where the awaits are that demand these values of the shape's fields. */
    public static String bucket(String trigger, Shape shape, List<String> values) {
        var parts = new ArrayList<String>(List.of("await", trigger, shape.text()));
        parts.addAll(values);
        return Ids.hash(parts.toArray(String[]::new));
    }
}
