package io.triggergateway.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Steps in the field of weekdays, written out as single days, because the library fails where they meet a Sunday. */
final class Weekdays {
    private static final List<String> NAMES = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final String DAY = "([0-7]|%s)".formatted(String.join("|", NAMES));
    private static final Pattern STEPS =
            Pattern.compile("(?:\\*|D(?:-D)?)/([1-7])".replace("D", DAY), Pattern.CASE_INSENSITIVE);

    private Weekdays() {}

    /** The same field without steps; what makes no sense is left for the library to refuse. */
    static String withoutSteps(String field) {
        return Arrays.stream(field.split(",", -1)).map(Weekdays::singleDays).collect(Collectors.joining(","));
    }

    private static String singleDays(String item) {
        var steps = STEPS.matcher(item);
        return steps.matches() ? singleDays(steps.toMatchResult()) : item;
    }

    private static String singleDays(MatchResult steps) {
        int first = steps.group(1) == null ? 0 : number(steps.group(1)) % 7;
        int last = steps.group(2) == null ? 7 : number(steps.group(2));
        int step = Integer.parseInt(steps.group(3));
        return IntStream.rangeClosed(first, last < first ? last + 7 : last)
                .filter(day -> (day - first) % step == 0)
                .mapToObj(day -> String.valueOf(day % 7))
                .distinct()
                .collect(Collectors.joining(","));
    }

    private static int number(String day) {
        int name = NAMES.indexOf(day.toUpperCase(Locale.ROOT));
        return name < 0 ? Integer.parseInt(day) : name;
    }
}
