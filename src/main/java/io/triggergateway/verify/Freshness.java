package io.triggergateway.verify;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A signed timestamp that is near now, before or after.
 *
 * @param within how far it may be from now
 */
record Freshness(ValueExpression at, Unit unit, Duration within) {
    /** How a timestamp is written. */
    enum Unit {
        S {
            @Override
            Instant instant(String text) {
                return Instant.ofEpochSecond(digits(text));
            }
        },
        MS {
            @Override
            Instant instant(String text) {
                return Instant.ofEpochMilli(digits(text));
            }
        },
        ISO {
            @Override
            Instant instant(String text) {
                return OffsetDateTime.parse(text).toInstant();
            }
        };

        private static final int MOST_DIGITS = 15;

        /** Throws NumberFormatException or DateTimeException. */
        abstract Instant instant(String text);

        private static long digits(String text) {
            if (text.length() > MOST_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new NumberFormatException("no timestamp");
            }
            return Long.parseLong(text);
        }
    }

    Verdict test(Scope scope) {
        var found = at.evaluate(scope);
        if (found.size() != 1) {
            return found.isEmpty()
                    ? Refusals.missing("a timestamp in " + at.description())
                    : Refusals.repeated("a timestamp in " + at.description());
        }
        var instant = read(found.getFirst());
        return instant == null
                ? Refusals.because("Expected a timestamp in %s, but it cannot be read".formatted(at.description()))
                : near(instant, scope.request().now());
    }

    private @Nullable Instant read(byte[] text) {
        try {
            return unit.instant(new String(text, StandardCharsets.US_ASCII));
        } catch (NumberFormatException | DateTimeException unreadable) {
            return null;
        }
    }

    private Verdict near(Instant instant, Instant now) {
        var age = Duration.between(instant, now);
        if (age.compareTo(within) > 0) {
            return Refusals.stale(rounded(age.minus(within)));
        }
        return age.negated().compareTo(within) > 0 ? Refusals.early(rounded(age.negated())) : Check.PASSED;
    }

    /** Up, so that nobody reads of 0 s. */
    private static long rounded(Duration time) {
        return time.plusNanos(999_999_999).toSeconds();
    }
}
