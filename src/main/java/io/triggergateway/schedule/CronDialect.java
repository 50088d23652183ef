package io.triggergateway.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The cron expressions that schedules may use: five fields, six with leading seconds, or a macro. */
final class CronDialect {
    private static final CronParser FIVE = new CronParser(definition(CronDefinitionBuilder.defineCron()));
    private static final CronParser SIX = new CronParser(definition(
            CronDefinitionBuilder.defineCron().withSeconds().withStrictRange().and()));

    private static final Map<String, String> MACROS = Map.of(
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *");

    private static final List<String> MEANINGS = List.of(
            "seconds (0-59)",
            "minutes (0-59)",
            "hours (0-23)",
            "days of the month (1-31, L, W)",
            "months (1-12 or JAN-DEC)",
            "days of the week (0-7 or SUN-SAT, 0 and 7 are Sunday, 5L, 1#2)");

    private static final int MOST_CHOICES = 40;

    private static final String VALUE = "([0-9]{1,2}|[A-Z]{3})";

    /** The library itself reads on where {@code 1#2#3}, {@code 1/2/3} or {@code 15WW} make no sense. */
    private static final Pattern ITEM = Pattern.compile(
            "\\?|\\*(/[0-9]{1,2})?|V(-V)?(/[0-9]{1,2})?|V?L|LW|L-[0-9]{1,2}|[0-9]{1,2}W|V#[0-9]".replace("V", VALUE),
            Pattern.CASE_INSENSITIVE);

    private static final Pattern RANGE = Pattern.compile("\\b(\\d+)-(\\d+)\\b");

    private CronDialect() {}

    /** What an expression was read as. */
    sealed interface Reading {
        /**
         * It can be used: it fires whenever any of the parts does, which differ in their days alone.
         *
         * @param heedsClockChanges false when its hour field starts with a star
         */
        record Valid(List<Cron> crons, boolean heedsClockChanges) implements Reading {}

        /** It cannot; {@code detail} is a sentence for its author. */
        record Invalid(String detail) implements Reading {}
    }

    /** The fields of an expression; those that a macro stands for. */
    static String[] fields(String expression) {
        return MACROS.getOrDefault(expression.toLowerCase(Locale.ROOT), expression)
                .strip()
                .split("\\s+");
    }

    static Reading read(String expression) {
        var plain = MACROS.getOrDefault(expression.toLowerCase(Locale.ROOT), expression);
        if (plain.startsWith("@")) {
            return new Reading.Invalid(
                    "Expected one of @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually, but found another macro");
        }
        var fields = plain.strip().split("\\s+");
        if (fields.length != 5 && fields.length != 6) {
            return new Reading.Invalid(
                    "Expected a cron expression of five fields, or six with leading seconds, but found "
                            + fields.length);
        }
        var crons = parse(fields);
        return crons.isEmpty()
                ? new Reading.Invalid(explain(fields))
                : new Reading.Valid(crons, !fields[fields.length - 4].startsWith("*"));
    }

    /** Empty when the fields cannot be read. */
    private static List<Cron> parse(String[] fields) {
        var ofMonth = fields[fields.length - 3];
        var ofWeek = fields[fields.length - 1];
        if (!Arrays.stream(fields).allMatch(CronDialect::isList) || runsBackwards(ofMonth) || hasLoneL(ofWeek)) {
            return List.of();
        }
        var time = String.join(" ", Arrays.copyOf(fields, fields.length - 3));
        var month = fields[fields.length - 2];
        var days = CronDays.of(ofMonth, ofWeek);
        var parser = fields.length == 5 ? FIVE : SIX;
        try {
            return days.size() > MOST_CHOICES
                    ? List.of()
                    : days.stream()
                            .map(each -> String.join(" ", time, each.ofMonth(), month, each.ofWeek()))
                            .map(parser::parse)
                            .map(Cron::validate)
                            .toList();
        } catch (IllegalArgumentException refused) {
            return List.of();
        }
    }

    private static boolean isList(String field) {
        return Arrays.stream(field.split(",", -1))
                .allMatch(item -> ITEM.matcher(item).matches());
    }

    /** The library takes {@code 28-2} for the 28th. */
    private static boolean runsBackwards(String ofMonth) {
        return RANGE.matcher(ofMonth)
                .results()
                .anyMatch(range -> Integer.parseInt(range.group(1)) > Integer.parseInt(range.group(2)));
    }

    /** Some take it for Saturday, some for Sunday, and the library for the last Sunday or for every one. */
    private static boolean hasLoneL(String ofWeek) {
        return Arrays.stream(ofWeek.split(",")).anyMatch("L"::equalsIgnoreCase);
    }

    /** Tries each field among stars, because the library's own messages speak of its insides. */
    private static String explain(String[] fields) {
        for (int index = 0; index < fields.length; index++) {
            var alone = new String[fields.length];
            Arrays.fill(alone, "*");
            alone[index] = fields[index];
            if (parse(alone).isEmpty()) {
                return "Expected %s in field %d of the cron expression, but found \"%s\""
                        .formatted(MEANINGS.get(index + 6 - fields.length), index + 1, shown(fields[index]));
            }
        }
        return "Expected a cron expression with fewer days in its lists, but these are too many together";
    }

    private static String shown(String field) {
        var plain = field.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= 30 ? plain : plain.substring(0, 30) + "…";
    }

    private static CronDefinition definition(CronDefinitionBuilder start) {
        return start.withMinutes()
                .withStrictRange()
                .and()
                .withHours()
                .withStrictRange()
                .and()
                .withDayOfMonth()
                .supportsL()
                .supportsW()
                .supportsLW()
                .and()
                .withMonth()
                .withStrictRange()
                .and()
                .withDayOfWeek()
                .withValidRange(0, 7)
                .withMondayDoWValue(1)
                .withIntMapping(7, 0)
                .supportsHash()
                .supportsL()
                .and()
                .matchDayOfWeekAndDayOfMonth()
                .instance();
    }
}
