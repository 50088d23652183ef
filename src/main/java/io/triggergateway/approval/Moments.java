package io.triggergateway.approval;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people say them. Where the reader is nobody knows without a script, so that they are in UTC. */
final class Moments {
    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Moments() {}

    static String text(Instant instant) {
        return TEXT.format(instant);
    }

    /** How far away a time is, in its largest unit; rounded down, so that nobody comes too late. */
    static String distance(Instant now, Instant then) {
        var left = Duration.between(now, then);
        if (left.toMinutes() < 1) {
            return "in less than a minute";
        }
        if (left.toHours() < 2) {
            return "in %d min".formatted(left.toMinutes());
        }
        return left.toDays() < 2 ? "in %d hours".formatted(left.toHours()) : "in %d days".formatted(left.toDays());
    }
}
