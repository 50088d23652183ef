package io.triggergateway.schedule;

import java.util.stream.Stream;

/** Reads a cron expression out: its times by what they mean, its days by how they are written. */
final class CronSentence {
    private CronSentence() {}

    /** Without a capital letter and a full stop; for an expression that can be read. */
    static String of(String expression) {
        return switch (CronDialect.read(expression)) {
            case CronDialect.Reading.Valid(var crons, boolean heeds) -> {
                var fields = CronDialect.fields(expression);
                int last = fields.length - 1;
                yield String.join(
                        ", ",
                        Stream.of(
                                        TimePhrase.of(CronMeaning.of(crons).times()),
                                        DayPhrase.of(fields[last - 2], fields[last]),
                                        DayPhrase.months(fields[last - 1]))
                                .filter(phrase -> !phrase.isEmpty())
                                .toList());
            }
            case CronDialect.Reading.Invalid(var detail) -> expression;
        };
    }
}
