package io.triggergateway.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says which times of a day are meant: {@code at 09:00 and 17:00}, {@code every 15 minutes from 09:00 to 17:59}. */
final class TimePhrase {
    private static final int MOST_TIMES = 8;
    private static final int MOST_NUMBERS = 12;
    private static final int MINUTES = 60;
    private static final int HOURS = 24;

    private TimePhrase() {}

    static String of(TimesOfDay times) {
        var hours = numbers(times.hours(), HOURS);
        var minutes = numbers(times.minutes(), MINUTES);
        var seconds = numbers(times.seconds(), MINUTES);
        boolean fullMinutes = seconds.equals(List.of(0));
        if ((long) hours.size() * minutes.size() * seconds.size() <= MOST_TIMES) {
            return "at " + Phrases.list(clocks(hours, minutes, seconds, fullMinutes));
        }
        return fullMinutes ? minutes(minutes, hours) : seconds(seconds, minutes, hours);
    }

    private static List<String> clocks(
            List<Integer> hours, List<Integer> minutes, List<Integer> seconds, boolean fullMinutes) {
        var clocks = new ArrayList<String>();
        for (int hour : hours) {
            for (int minute : minutes) {
                for (int second : seconds) {
                    clocks.add(
                            fullMinutes
                                    ? "%02d:%02d".formatted(hour, minute)
                                    : "%02d:%02d:%02d".formatted(hour, minute, second));
                }
            }
        }
        return clocks;
    }

    private static String minutes(List<Integer> minutes, List<Integer> hours) {
        var step = step(minutes, MINUTES);
        if (step.isPresent()) {
            return every(step.get(), "minute") + during(hours);
        }
        return minutes.equals(List.of(0)) ? "on the hour" + of(hours) : "at " + named("minute", minutes) + of(hours);
    }

    private static String seconds(List<Integer> seconds, List<Integer> minutes, List<Integer> hours) {
        var step = step(seconds, MINUTES);
        var start = step.isPresent() ? every(step.get(), "second") : "at " + named("second", seconds);
        if (minutes.size() == MINUTES) {
            return start + (step.isPresent() ? "" : " of every minute") + during(hours);
        }
        return start + " of " + named("minute", minutes) + of(hours);
    }

    private static String every(int step, String unit) {
        return step == 1 ? "every " + unit : "every " + step + " " + unit + "s";
    }

    /** After something that goes on through each hour. */
    private static String during(List<Integer> hours) {
        if (hours.size() == HOURS) {
            return "";
        }
        return isRange(hours)
                ? " from %02d:00 to %02d:59".formatted(hours.getFirst(), hours.getLast())
                : " of " + hours(hours);
    }

    /** After something that is once or a few times in each hour. */
    private static String of(List<Integer> hours) {
        return hours.size() == HOURS ? " of every hour" : " of " + hours(hours);
    }

    private static String hours(List<Integer> hours) {
        var step = step(hours, HOURS);
        return step.isPresent() && step.get() > 1 && hours.size() > 4
                ? "every %s hour from 00:00 on".formatted(Phrases.nth(step.get()))
                : named("hour", hours);
    }

    private static String named(String unit, List<Integer> numbers) {
        if (numbers.size() == 1) {
            return unit + " " + numbers.getFirst();
        }
        if (isRange(numbers) && numbers.size() > 2) {
            return "%ss %d to %d".formatted(unit, numbers.getFirst(), numbers.getLast());
        }
        return unit + "s "
                + (numbers.size() <= MOST_NUMBERS
                        ? Phrases.list(numbers.stream().map(String::valueOf).toList())
                        : "%d, %d, %d, … and %d"
                                .formatted(numbers.get(0), numbers.get(1), numbers.get(2), numbers.getLast()));
    }

    /** The distance of numbers that go evenly around the clock from 0 on; empty for others, and for one alone. */
    private static Optional<Integer> step(List<Integer> numbers, int all) {
        if (numbers.size() < 2 || numbers.getFirst() != 0 || all % numbers.size() != 0) {
            return Optional.empty();
        }
        int step = all / numbers.size();
        for (int at = 0; at < numbers.size(); at++) {
            if (numbers.get(at) != at * step) {
                return Optional.empty();
            }
        }
        return Optional.of(step);
    }

    private static boolean isRange(List<Integer> numbers) {
        return numbers.getLast() - numbers.getFirst() == numbers.size() - 1;
    }

    private static List<Integer> numbers(long bits, int all) {
        var numbers = new ArrayList<Integer>();
        for (int number = 0; number < all; number++) {
            if (Bits.has(bits, number)) {
                numbers.add(number);
            }
        }
        return numbers;
    }
}
