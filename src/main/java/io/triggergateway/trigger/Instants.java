package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Instants as documents write them (RFC 3339 with an offset) and as answers do (UTC, with milliseconds). */
public final class Instants {
    private static final Pattern RFC_3339 = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)", Pattern.CASE_INSENSITIVE);
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9000-01-01T00:00:00Z");

    private Instants() {}

    /** An instant from 1970 to 8999, cut to milliseconds; null, with a finding, for anything else. */
    public static @Nullable Instant parse(JsonNode value, String pointer, Findings findings) {
        var instant = value.isTextual() ? read(value.textValue()) : null;
        if (instant == null) {
            findings.add(
                    pointer,
                    "Expected a time with its offset, such as 2026-11-24T09:00:00Z or 2026-11-24T09:00:00-05:00, but found "
                            + Found.of(value));
        }
        return instant;
    }

    /** RFC 3339 in UTC with exactly three decimals. */
    public static String format(Instant instant) {
        return UTC.format(instant);
    }

    private static @Nullable Instant read(String text) {
        if (!RFC_3339.matcher(text).matches()) {
            return null;
        }
        try {
            var instant = OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
            return instant.isBefore(FIRST) || !instant.isBefore(END) ? null : instant.truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }
}
