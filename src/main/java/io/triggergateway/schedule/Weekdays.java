package io.triggergateway.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Ranges and steps of weekdays, written out as single days where they meet a Sunday, because the library fails there. */
final class Weekdays {
    private static final List<String> NAMES = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final String DAY = "([0-7]|%s)".formatted(String.join("|", NAMES));
    private static final Pattern SEVERAL =
            Pattern.compile("(?:\\*|D(?:-D)?)/([1-7])|D-D".replace("D", DAY), Pattern.CASE_INSENSITIVE);
    private static final int SATURDAY = 6;

    private Weekdays() {}

    /** The same field in words that the library understands; what makes no sense is left for it to refuse. */
    static String plain(String field) {
        return Arrays.stream(field.split(",", -1)).map(Weekdays::item).collect(Collectors.joining(","));
    }

    private static String item(String item) {
        var several = SEVERAL.matcher(item);
        if (!several.matches()) {
            return item;
        }
        boolean isRange = several.group(4) != null;
        int first = number(several.group(isRange ? 4 : 1), 0) % 7;
        int last = number(several.group(isRange ? 5 : 2), 7);
        return isRange && 0 < first && first <= last && last <= SATURDAY
                ? item
                : singleDays(first, last < first ? last + 7 : last, isRange ? 1 : number(several.group(3), 1));
    }

    private static String singleDays(int first, int last, int step) {
        return IntStream.rangeClosed(first, last)
                .filter(day -> (day - first) % step == 0)
                .mapToObj(day -> String.valueOf(day % 7))
                .distinct()
                .collect(Collectors.joining(","));
    }

    private static int number(@Nullable String day, int otherwise) {
        if (day == null) {
            return otherwise;
        }
        int name = NAMES.indexOf(day.toUpperCase(Locale.ROOT));
        return name < 0 ? Integer.parseInt(day) : name;
    }
}
