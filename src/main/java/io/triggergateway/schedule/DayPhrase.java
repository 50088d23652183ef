package io.triggergateway.schedule;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Says which days are meant by the fields of a cron expression that can be read. */
final class DayPhrase {
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final Pattern STEP = Pattern.compile("(.+)/(\\d+)");
    private static final Pattern RANGE = Pattern.compile("(\\w+)-(\\w+)");
    private static final String LAST = "L";

    private DayPhrase() {}

    /** {@code every day}, {@code on the last Friday of the month}, {@code on day 1 of the month or on Monday}. */
    static String of(String ofMonth, String ofWeek) {
        var month = isAny(ofMonth) ? "" : whole(items(ofMonth, DayPhrase::dayOfMonth));
        var week = isAny(ofWeek) ? "" : items(spelled(ofWeek), DayPhrase::dayOfWeek);
        if (month.isEmpty() || week.isEmpty()) {
            return month.isEmpty() && week.isEmpty() ? "every day" : on(month + week);
        }
        boolean either = !ofMonth.startsWith("*") && !ofWeek.startsWith("*");
        return either ? on(month) + " or " + on(week) : on(month) + " if that is " + alternatives(week);
    }

    /** {@code in January and July}; empty for every month. */
    static String months(String field) {
        if (isAny(field)) {
            return "";
        }
        var months = items(field, DayPhrase::month);
        return months.startsWith("from ") ? months : "in " + months;
    }

    private static String whole(String days) {
        return days.endsWith("of the month") ? days : days + " of the month";
    }

    /** Steps as the days that they come to. */
    private static String spelled(String ofWeek) {
        return Arrays.stream(ofWeek.split(","))
                .map(item -> item.contains("/") ? Weekdays.plain(item) : item)
                .collect(Collectors.joining(","));
    }

    private static boolean isAny(String field) {
        return field.equals("*") || field.equals("?") || field.equals("*/1");
    }

    private static String on(String days) {
        return days.startsWith("from ") || days.startsWith("every ") ? days : "on " + days;
    }

    private static String alternatives(String week) {
        return week.replace(" and ", " or ");
    }

    private static String items(String field, Function<String, String> words) {
        return Phrases.list(Arrays.stream(field.toUpperCase(Locale.ROOT).split(","))
                .map(words)
                .toList());
    }

    private static String dayOfMonth(String item) {
        if (item.startsWith(LAST)) {
            return item.equals("LW")
                    ? "the last working day of the month"
                    : item.equals(LAST)
                            ? "the last day of the month"
                            : "the day %s before the last of the month".formatted(before(item.substring(2)));
        }
        if (item.endsWith("W")) {
            return "the working day nearest to day %s of the month".formatted(item.substring(0, item.length() - 1));
        }
        var step = STEP.matcher(item);
        return step.matches()
                ? "every %s day from %s".formatted(Phrases.nth(Integer.parseInt(step.group(2))), days(step.group(1)))
                : ranged(item, DayPhrase::day);
    }

    private static String before(String days) {
        return days.equals("1") ? "1 day" : days + " days";
    }

    private static String day(String number) {
        return "day " + number;
    }

    private static String days(String range) {
        var ends = RANGE.matcher(range);
        return ends.matches()
                ? day(ends.group(1)) + " to " + day(ends.group(2))
                : day(range.equals("*") ? "1" : range) + " on";
    }

    private static String dayOfWeek(String item) {
        if (item.endsWith(LAST)) {
            return "the last %s of the month".formatted(weekday(item.substring(0, item.length() - 1)));
        }
        int hash = item.indexOf('#');
        if (hash > 0) {
            int number = Integer.parseInt(item.substring(hash + 1));
            return "the %s %s of the month".formatted(Phrases.ordinal(number), weekday(item.substring(0, hash)));
        }
        return ranged(item, DayPhrase::weekday);
    }

    private static String month(String item) {
        var step = STEP.matcher(item);
        if (!step.matches()) {
            return ranged(item, DayPhrase::monthName);
        }
        var ends = RANGE.matcher(step.group(1));
        int first = ends.matches()
                ? monthNumber(ends.group(1))
                : step.group(1).equals("*") ? 1 : monthNumber(step.group(1));
        int last = ends.matches() ? monthNumber(ends.group(2)) : MONTHS.size();
        int distance = Math.max(1, Integer.parseInt(step.group(2)));
        return Phrases.list(IntStream.rangeClosed(first, last)
                .filter(month -> (month - first) % distance == 0)
                .mapToObj(month -> monthName(Integer.toString(month)))
                .toList());
    }

    private static String ranged(String item, Function<String, String> name) {
        var ends = RANGE.matcher(item);
        return ends.matches()
                ? "from %s to %s".formatted(name.apply(ends.group(1)), name.apply(ends.group(2)))
                : name.apply(item);
    }

    private static String weekday(String day) {
        int known = DAYS.indexOf(day);
        int number = known < 0 ? Integer.parseInt(day) % DAYS.size() : known;
        return DayOfWeek.SUNDAY.plus(number).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static int monthNumber(String month) {
        int known = MONTHS.indexOf(month);
        return known < 0 ? Integer.parseInt(month) : known + 1;
    }

    private static String monthName(String month) {
        return Month.of(monthNumber(month)).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }
}
