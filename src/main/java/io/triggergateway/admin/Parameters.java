package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.TextNode;
import io.triggergateway.entry.Emission;
import io.triggergateway.firing.Statistics;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Instants;
import io.triggergateway.trigger.Words;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads query parameters; throws {@link Refused} for values that make no sense. Absent ones are null. */
final class Parameters {
    private static final int STANDARD_LIMIT = 50;
    private static final int LARGEST_LIMIT = 500;
    private static final int STANDARD_HOURS = 24;

    private Parameters() {}

    /** How many items a page has: 1 to 500, and 50 when nothing is said. */
    static int limit(@Nullable String value) {
        return value == null ? STANDARD_LIMIT : limit("limit", value);
    }

    /** A whole number from 1 to 500. */
    static int limit(String name, String value) {
        if (value.matches("\\d{1,3}")) {
            int limit = Integer.parseInt(value);
            if (limit >= 1 && limit <= LARGEST_LIMIT) {
                return limit;
            }
        }
        throw wrong(name, "a whole number from 1 to " + LARGEST_LIMIT, value);
    }

    /** How many hours of statistics are listed: 1 to 720, and 24 when nothing is said. */
    static int hours(@Nullable String value) {
        if (value == null) {
            return STANDARD_HOURS;
        }
        if (value.matches("\\d{1,3}")) {
            int hours = Integer.parseInt(value);
            if (hours >= 1 && hours <= Statistics.MOST_HOURS) {
                return hours;
            }
        }
        throw wrong("hours", "a whole number from 1 to " + Statistics.MOST_HOURS, value);
    }

    static <E extends Enum<E>> @Nullable E word(String name, Class<E> type, @Nullable String value) {
        return value == null
                ? null
                : Words.parse(type, value).orElseThrow(() -> wrong(name, "one of " + Words.list(type), value));
    }

    static @Nullable Boolean flag(String name, @Nullable String value) {
        if (value == null) {
            return null;
        }
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, "true or false", value);
        };
    }

    static @Nullable Instant instant(String name, @Nullable String value) {
        if (value == null) {
            return null;
        }
        var instant = Instants.parse(TextNode.valueOf(value), "", new Findings());
        if (instant == null) {
            throw wrong(name, "a time with its offset, such as 2026-11-24T09:00:00Z", value);
        }
        return instant;
    }

    /** The header {@code Idempotency-Key}. */
    static @Nullable String idempotencyKey(List<String> values) {
        if (values.isEmpty()) {
            return null;
        }
        var defect = values.size() > 1
                ? "Expected it once, but it is there several times"
                : Emission.defectOf(values.getFirst());
        if (defect != null) {
            throw new Refused(ProblemType.MALFORMED_PARAMETER.of("Idempotency-Key: " + defect));
        }
        return values.getFirst();
    }

    static Refused wrong(String name, String expected, String found) {
        return new Refused(ProblemType.MALFORMED_PARAMETER.of(
                "Expected '%s' to be %s, but found '%s'".formatted(name, expected, found)));
    }
}
