package io.triggergateway.expression;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a filter demands of single fields: a payload passes it only if each of them has its constant.
 *
 * @param constants the constant of each field, as {@link Shape#values} tells what a payload has there
 * @param complete true when the filter demands nothing else, so that whoever has the constants passes it
 */
public record Equalities(SortedMap<FieldPath, String> constants, boolean complete) {
    /** Of no filter at all: everything passes. */
    public static final Equalities NONE = new Equalities(new TreeMap<>(), true);

    /** Of a filter that nobody has looked into: it has to be evaluated. */
    static final Equalities UNTOLD = new Equalities(new TreeMap<>(), false);

    public Equalities {
        constants = Collections.unmodifiableSortedMap(new TreeMap<>(constants));
    }

    /** All fields that have a constant. */
    public Shape shape() {
        return Shape.of(constants.keySet());
    }

    /** The same with some of the fields only; what the others demand has to be found out in another way. */
    public Equalities within(Set<FieldPath> fields) {
        var kept = new TreeMap<FieldPath, String>(constants);
        kept.keySet().retainAll(fields);
        return new Equalities(kept, complete && kept.size() == constants.size());
    }

    /** The constants in the order of the shape's fields. */
    public List<String> values() {
        return List.copyOf(constants.values());
    }
}
