package io.triggergateway.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One choice of days: a day of the month and a day of the week, of which both have to match.
 *
 * <p>A cron expression may stand for several. When both of its fields are restricted, either is enough; and the library
 * loses the rest of a list that has {@code L}, {@code W} or {@code #} in it, so these stand on their own.
 */
record CronDays(String ofMonth, String ofWeek) {
    private static final Predicate<String> SPECIAL_OF_MONTH =
            Pattern.compile("[LW]", Pattern.CASE_INSENSITIVE).asPredicate();
    private static final Predicate<String> SPECIAL_OF_WEEK =
            Pattern.compile("#|L$", Pattern.CASE_INSENSITIVE).asPredicate();

    /** The choices that two fields stand for; any of them is enough. */
    static List<CronDays> of(String ofMonth, String ofWeek) {
        var months = apart(anyDay(ofMonth), SPECIAL_OF_MONTH);
        var weeks = apart(Weekdays.plain(anyDay(ofWeek)), SPECIAL_OF_WEEK);
        if (isRestricted(ofMonth) && isRestricted(ofWeek)) {
            var either = new ArrayList<CronDays>();
            months.forEach(month -> either.add(new CronDays(month, "*")));
            weeks.forEach(week -> either.add(new CronDays("*", week)));
            return either;
        }
        return months.stream()
                .flatMap(month -> weeks.stream().map(week -> new CronDays(month, week)))
                .toList();
    }

    /** As vixie-cron tells it: by the first character alone. */
    private static boolean isRestricted(String field) {
        return !field.startsWith("*") && !field.equals("?");
    }

    private static String anyDay(String field) {
        return field.equals("?") ? "*" : field;
    }

    private static List<String> apart(String field, Predicate<String> special) {
        var items = Arrays.stream(field.split(",", -1)).collect(Collectors.partitioningBy(special));
        var choices = new ArrayList<>(items.getOrDefault(true, List.of()));
        var plain = items.getOrDefault(false, List.of());
        if (!plain.isEmpty()) {
            choices.add(String.join(",", plain));
        }
        return choices;
    }
}
