package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as documents write them: milliseconds, ISO-8601, or short text. */
public final class Durations {
    /** The longest that is accepted: ten years, counted as 3,650 days. */
    public static final Duration LONGEST = Duration.ofDays(3650);

    private static final Pattern SHORT = Pattern.compile("(\\d{1,12})(ms|s|m|h|d|w)");
    private static final Pattern WEEKS = Pattern.compile("P(\\d{1,3})W");
    private static final int LONGEST_TEXT = 40;
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7));

    private Durations() {}

    /** Whole milliseconds from zero to {@link #LONGEST}; null, with a finding, for anything else. */
    public static @Nullable Duration parse(JsonNode value, String pointer, Findings findings) {
        var duration = value.isTextual() ? ofText(value.textValue()) : ofMillis(value);
        if (duration == null) {
            findings.add(
                    pointer,
                    "Expected a duration such as 30s, 5m, 1h, 1d, PT1H or whole milliseconds, but found "
                            + Found.of(value));
            return null;
        }
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0 || duration.toNanos() % 1_000_000 != 0) {
            findings.add(
                    pointer, "Expected a duration of whole milliseconds from 0 to 3650d, but found " + Found.of(value));
            return null;
        }
        return duration;
    }

    private static @Nullable Duration ofMillis(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToLong() ? Duration.ofMillis(value.longValue()) : null;
    }

    private static @Nullable Duration ofText(String text) {
        var brief = SHORT.matcher(text);
        if (brief.matches()) {
            return times(UNITS.getOrDefault(brief.group(2), Duration.ZERO), brief.group(1));
        }
        var weeks = WEEKS.matcher(text);
        return weeks.matches() ? times(Duration.ofDays(7), weeks.group(1)) : ofIso(text);
    }

    private static Duration times(Duration unit, String count) {
        return unit.multipliedBy(Long.parseLong(count));
    }

    private static @Nullable Duration ofIso(String text) {
        try {
            return text.length() > LONGEST_TEXT ? null : Duration.parse(text);
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }
}
