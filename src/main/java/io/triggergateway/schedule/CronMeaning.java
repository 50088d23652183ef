package io.triggergateway.schedule;

import static com.cronutils.model.field.CronFieldName.DAY_OF_MONTH;
import static com.cronutils.model.field.CronFieldName.DAY_OF_WEEK;
import static com.cronutils.model.field.CronFieldName.HOUR;
import static com.cronutils.model.field.CronFieldName.MINUTE;
import static com.cronutils.model.field.CronFieldName.MONTH;
import static com.cronutils.model.field.CronFieldName.SECOND;

import com.cronutils.mapper.WeekDay;
import com.cronutils.model.Cron;
import com.cronutils.model.field.CronField;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.value.SpecialChar;
import com.cronutils.model.time.generator.FieldValueGenerator;
import com.cronutils.model.time.generator.FieldValueGeneratorFactory;
import java.time.YearMonth;
import java.util.List;

/**
 * What the fields of expressions mean, asked once for each field and each kind of month.
 *
 * <p>Nothing of the library is used when the next time is searched: its own search does not know our rule about changes
 * of the clocks, and is not bounded.
 */
final class CronMeaning {
    private static final WeekDay MONDAY_IS_ONE = new WeekDay(1, false);

    private CronMeaning() {}

    /** The local times of expressions that differ in their days alone; on every day that any of them means. */
    static LocalTimes of(List<Cron> crons) {
        var any = crons.getFirst();
        var times = new TimesOfDay(values(any, HOUR, 0, 23), values(any, MINUTE, 0, 59), seconds(any));
        return new LocalTimes(days(crons, values(any, MONTH, 1, 12)), times);
    }

    private static Days days(List<Cron> crons, long months) {
        var table = MonthKind.table(
                month -> crons.stream().mapToInt(cron -> days(cron, month)).reduce(0, (one, other) -> one | other));
        return month -> Bits.has(months, month.getMonthValue()) ? table[MonthKind.of(month)] : 0;
    }

    private static int days(Cron cron, YearMonth month) {
        return (int) (ofMonth(cron.retrieve(DAY_OF_MONTH), month) & ofWeek(cron.retrieve(DAY_OF_WEEK), month));
    }

    private static long ofMonth(CronField field, YearMonth month) {
        return isSpecial(field)
                ? SpecialDays.ofMonth((On) field.getExpression(), month)
                : bits(
                        FieldValueGeneratorFactory.createDayOfMonthValueGeneratorInstance(
                                field, month.getYear(), month.getMonthValue()),
                        1,
                        month.lengthOfMonth());
    }

    private static long ofWeek(CronField field, YearMonth month) {
        return isSpecial(field)
                ? SpecialDays.ofWeek((On) field.getExpression(), month)
                : bits(
                        FieldValueGeneratorFactory.createDayOfWeekValueGeneratorInstance(
                                field, month.getYear(), month.getMonthValue(), MONDAY_IS_ONE),
                        1,
                        month.lengthOfMonth());
    }

    private static boolean isSpecial(CronField field) {
        return field.getExpression() instanceof On on && on.getSpecialChar().getValue() != SpecialChar.NONE;
    }

    /** An expression of five fields means the first second of a minute. */
    private static long seconds(Cron cron) {
        return cron.retrieveFieldsAsMap().containsKey(SECOND) ? values(cron, SECOND, 0, 59) : 1;
    }

    private static long values(Cron cron, CronFieldName name, int least, int most) {
        return bits(FieldValueGeneratorFactory.forCronField(cron.retrieve(name)), least, most);
    }

    private static long bits(FieldValueGenerator generator, int least, int most) {
        return generator.generateCandidates(least, most).stream()
                .mapToLong(value -> 1L << value)
                .reduce(0, (one, other) -> one | other);
    }
}
