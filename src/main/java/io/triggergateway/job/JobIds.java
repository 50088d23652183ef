package io.triggergateway.job;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Makes ids that sort by the time at which they were made. */
@Singleton
final class JobIds {
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int TIME_DIGITS = 10;
    private static final int RANDOM_DIGITS = 16;
    private static final Pattern ID = Pattern.compile("j[0-9a-z]{26}");

    private final Clock clock;
    private final RandomGenerator random;

    JobIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    String make() {
        var id = new StringBuilder("j");
        long time = clock.millis();
        for (int digit = TIME_DIGITS - 1; digit >= 0; digit--) {
            id.append(DIGITS.charAt((int) (time >> 5 * digit & 31)));
        }
        for (int digit = 0; digit < RANDOM_DIGITS; digit++) {
            id.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return id.toString();
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
