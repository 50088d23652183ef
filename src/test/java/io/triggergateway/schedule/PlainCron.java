package io.triggergateway.schedule;

import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What an expression means, read once more from docs/schedules.md and without any library: the slow way, day by day, so
 * that it can be trusted.
 */
final class PlainCron {
    private static final List<String> WEEKDAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

    private final String ofMonth;
    private final String ofWeek;
    private final boolean[] months;
    private final boolean[] hours;
    private final boolean[] minutes;
    private final int[] seconds;
    private final boolean everyHour;

    PlainCron(String expression) {
        var fields = (expression.split(" ").length == 5 ? "0 " + expression : expression)
                .toUpperCase(Locale.ROOT)
                .split(" ");
        seconds = numbers(plain(fields[0], 0, 59));
        minutes = plain(fields[1], 0, 59);
        hours = plain(fields[2], 0, 23);
        ofMonth = fields[3];
        months = plain(named(fields[4], MONTHS, 1), 1, 12);
        ofWeek = named(fields[5], WEEKDAYS, 0);
        everyHour = fields[2].startsWith("*");
    }

    /** Whether it fires whenever its fields match, whatever the clock does. */
    boolean firesAtEveryMatch() {
        return everyHour;
    }

    boolean isMinute(int minuteOfDay) {
        return hours[minuteOfDay / 60] && minutes[minuteOfDay % 60];
    }

    int[] seconds() {
        return seconds;
    }

    boolean isDay(LocalDate date) {
        if (!months[date.getMonthValue()]) {
            return false;
        }
        boolean month = any(ofMonth, item -> isDayOfMonth(item, date));
        boolean week = any(ofWeek, item -> isDayOfWeek(item, date));
        return isRestricted(ofMonth) && isRestricted(ofWeek) ? month || week : month && week;
    }

    private static boolean isRestricted(String field) {
        return !field.startsWith("*") && !field.equals("?");
    }

    private static boolean any(String field, Predicate<String> item) {
        return Arrays.stream(field.split(",")).anyMatch(item);
    }

    private static boolean isDayOfMonth(String item, LocalDate date) {
        int last = date.lengthOfMonth();
        int day = date.getDayOfMonth();
        if (item.equals("LW")) {
            return day == nearestWorkday(date, last);
        }
        if (item.startsWith("L")) {
            return day == last - (item.equals("L") ? 0 : Integer.parseInt(item.substring(2)));
        }
        if (item.endsWith("W")) {
            int wanted = Integer.parseInt(item.substring(0, item.length() - 1));
            return wanted <= last && day == nearestWorkday(date, wanted);
        }
        return plain(item, 1, 31)[day];
    }

    /** Monday to Friday, within the same month. */
    private static int nearestWorkday(LocalDate month, int day) {
        int weekday = month.withDayOfMonth(day).getDayOfWeek().getValue();
        return switch (weekday) {
            case 6 -> day == 1 ? 3 : day - 1;
            case 7 -> day == month.lengthOfMonth() ? day - 2 : day + 1;
            default -> day;
        };
    }

    private static boolean isDayOfWeek(String item, LocalDate date) {
        int weekday = date.getDayOfWeek().getValue() % 7;
        if (item.endsWith("L")) {
            int wanted = item.equals("L") ? 0 : Integer.parseInt(item.substring(0, 1)) % 7;
            return weekday == wanted && date.plusDays(7).isAfter(date.with(TemporalAdjusters.lastDayOfMonth()));
        }
        if (item.contains("#")) {
            return weekday == Integer.parseInt(item.substring(0, 1)) % 7
                    && (date.getDayOfMonth() + 6) / 7 == Integer.parseInt(item.substring(2));
        }
        return weekdays(item)[weekday];
    }

    /** The week is a ring: {@code 5-1} is Friday to Monday; 7 is Sunday at either end. */
    private static boolean[] weekdays(String item) {
        var range = item.split("/")[0].replace("?", "*").split("-");
        int step = item.contains("/") ? Integer.parseInt(item.split("/")[1]) : 1;
        boolean star = range[0].equals("*");
        int first = star ? 0 : Integer.parseInt(range[0]) % 7;
        int given = range.length == 2 ? Integer.parseInt(range[1]) : item.contains("/") || star ? 7 : first;
        var chosen = new boolean[7];
        for (int day = first; day <= (given < first ? given + 7 : given); day += step) {
            chosen[day % 7] = true;
        }
        return chosen;
    }

    /** Lists, ranges and steps of numbers. */
    private static boolean[] plain(String field, int least, int most) {
        var chosen = new boolean[most + 1];
        for (var item : field.replace("?", "*").split(",")) {
            var parts = item.split("/");
            var range = parts[0].equals("*") ? new String[] {"" + least, "" + most} : parts[0].split("-");
            int first = Integer.parseInt(range[0]);
            int last = range.length == 2 ? Integer.parseInt(range[1]) : parts.length == 2 ? most : first;
            for (int value = first; value <= last; value += parts.length == 2 ? Integer.parseInt(parts[1]) : 1) {
                chosen[value] = true;
            }
        }
        return chosen;
    }

    private static int[] numbers(boolean[] chosen) {
        return IntStream.range(0, chosen.length)
                .filter(number -> chosen[number])
                .toArray();
    }

    private static String named(String field, List<String> names, int first) {
        var numbered = field;
        for (int index = 0; index < names.size(); index++) {
            numbered = numbered.replace(names.get(index), String.valueOf(index + first));
        }
        return numbered;
    }
}
