package io.triggergateway.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Pieces of sentences. */
final class Phrases {
    private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth", "fifth");

    private Phrases() {}

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String list(List<String> items) {
        int last = items.size() - 1;
        return last < 1
                ? String.join("", items)
                : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }

    /** {@code first} to {@code fifth}, then {@code 6th}. */
    static String ordinal(int number) {
        return number >= 1 && number <= ORDINALS.size() ? ORDINALS.get(number - 1) : number + suffix(number);
    }

    /** {@code 2nd}, {@code 13th}. */
    static String nth(int number) {
        return number + suffix(number);
    }

    private static String suffix(int number) {
        if (number % 100 / 10 == 1) {
            return "th";
        }
        return switch (number % 10) {
            case 1 -> "st";
            case 2 -> "nd";
            case 3 -> "rd";
            default -> "th";
        };
    }

    /** {@code 1 hour and 30 minutes}. */
    static String span(Duration length) {
        var parts = new ArrayList<String>();
        add(parts, length.toDaysPart(), "day");
        add(parts, length.toHoursPart(), "hour");
        add(parts, length.toMinutesPart(), "minute");
        add(parts, length.toSecondsPart(), "second");
        add(parts, length.toMillisPart(), "millisecond");
        return list(parts);
    }

    /** What follows "every": {@code day}, {@code 2 days}, {@code 1 hour and 30 minutes}. */
    static String period(Duration length) {
        var span = span(length);
        return span.matches("1 \\w+") ? span.substring(2) : span;
    }

    private static void add(List<String> parts, long count, String unit) {
        if (count > 0) {
            parts.add(count + " " + unit + (count == 1 ? "" : "s"));
        }
    }

    static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ENGLISH) + words.substring(1) + ".";
    }
}
