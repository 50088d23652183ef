package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One object of a document, read field by field; whatever nobody has asked for is refused at the end.
 *
 * <p>A field that is null counts as absent. What is wrong is noted, and a harmless stand-in returned, so that reading
 * goes on and finds the rest.
 */
final class Fields {
    private final JsonNode object;
    private final String pointer;
    private final Findings findings;
    private final Set<String> asked = new LinkedHashSet<>();
    private final Set<String> refused = new TreeSet<>();

    private Fields(JsonNode object, String pointer, Findings findings) {
        this.object = object;
        this.pointer = pointer;
        this.findings = findings;
    }

    /** Null, with a finding, when the value is no object. */
    static @Nullable Fields of(JsonNode value, String pointer, Findings findings) {
        if (value.isObject()) {
            return new Fields(value, pointer, findings);
        }
        findings.add(pointer, "Expected an object, but found " + Found.kind(value));
        return null;
    }

    Findings findings() {
        return findings;
    }

    String pointer() {
        return pointer;
    }

    /** The place of a field. */
    String at(String name) {
        return Pointers.child(pointer, name);
    }

    boolean has(String name) {
        return value(name) != null;
    }

    /** The field as it stands; null when it is absent. */
    @Nullable
    JsonNode value(String name) {
        asked.add(name);
        var value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** Notes that a field is missing; {@code what} completes "Expected 'name', ". */
    void require(String name, String what) {
        if (!has(name)) {
            refuse(name, "Expected '%s', %s, but it is missing".formatted(name, what));
        }
    }

    /** Notes that a field is wrong, in a whole sentence. */
    void refuse(String name, String sentence) {
        refused.add(name);
        findings.add(at(name), sentence);
    }

    /** Refuses a field that has no meaning here, saying why instead of listing what is allowed. */
    void refuseIfPresent(String name, String sentence) {
        if (object.hasNonNull(name)) {
            refuse(name, sentence);
        }
    }

    @Nullable
    Fields object(String name) {
        var value = value(name);
        return value == null ? null : of(value, at(name), findings);
    }

    /** Text that is not blank. */
    @Nullable
    String text(String name, int longest) {
        var value = value(name);
        return value == null ? null : text(value, at(name), longest, findings);
    }

    /** Text that has to be there; empty, with a finding, when it is not. */
    String requiredText(String name, int longest, String what) {
        require(name, what);
        var text = text(name, longest);
        return text == null ? "" : text;
    }

    @Nullable
    Boolean flag(String name) {
        var value = value(name);
        if (value == null || value.isBoolean()) {
            return value == null ? null : value.booleanValue();
        }
        wrong(name, "true or false", value);
        return null;
    }

    @Nullable
    Long whole(String name, long least, long most) {
        var value = value(name);
        if (value == null) {
            return null;
        }
        if (value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= least
                && value.longValue() <= most) {
            return value.longValue();
        }
        wrong(name, "a whole number from %d to %d".formatted(least, most), value);
        return null;
    }

    <E extends Enum<E>> E word(String name, Class<E> type, E otherwise) {
        var value = value(name);
        if (value == null) {
            return otherwise;
        }
        var word = value.isTextual() ? Words.parse(type, value.textValue()) : Optional.<E>empty();
        if (word.isEmpty()) {
            wrong(name, "one of " + Words.list(type), value);
        }
        return word.orElse(otherwise);
    }

    @Nullable
    Duration duration(String name) {
        var value = value(name);
        return value == null ? null : Durations.parse(value, at(name), findings);
    }

    /** A duration that is more than nothing. */
    @Nullable
    Duration positive(String name) {
        var duration = duration(name);
        if (duration != null && duration.isZero()) {
            refuse(name, "Expected a duration above zero, but found 0");
        }
        return duration;
    }

    @Nullable
    Instant instant(String name) {
        var value = value(name);
        return value == null ? null : Instants.parse(value, at(name), findings);
    }

    List<String> texts(String name, int most, int longest) {
        return each(name, most, (value, place) -> text(value, place, longest, findings));
    }

    /** Reads a list item by item; absent is empty. */
    <T> List<T> each(String name, int most, BiFunction<JsonNode, String, T> read) {
        var list = value(name);
        if (list == null) {
            return List.of();
        }
        if (!list.isArray() || list.size() > most) {
            wrong(name, "a list of at most %d".formatted(most), list);
            return List.of();
        }
        var items = new ArrayList<T>();
        for (int index = 0; index < list.size(); index++) {
            items.add(read.apply(list.get(index), Pointers.child(at(name), index)));
        }
        return items;
    }

    /** Refuses the fields that nobody has asked for, and says which ones there are. */
    void done() {
        object.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name) && !refused.contains(name)) {
                findings.add(
                        at(name),
                        "Expected one of the fields %s, but found '%s'.%s"
                                .formatted(String.join(", ", asked), Found.cut(name), Nearest.hint(name, asked)));
            }
        });
    }

    /** Notes that a field should have been something else. */
    void wrong(String name, String expected, JsonNode value) {
        var size = value.isArray() ? " of " + value.size() : "";
        refuse(name, "Expected %s, but found %s%s".formatted(expected, Found.of(value), size));
    }

    /** The text of a value; empty, with a finding, when it is none. */
    static String text(JsonNode value, String place, int longest, Findings findings) {
        var text = value.isTextual() ? value.textValue() : "";
        if (text.isBlank() || text.codePointCount(0, text.length()) > longest) {
            findings.add(
                    place, "Expected text of 1 to %,d characters, but found %s".formatted(longest, Found.of(value)));
            return "";
        }
        return text;
    }
}
