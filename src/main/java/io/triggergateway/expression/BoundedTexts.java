package io.triggergateway.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelEvaluationExceptionBuilder;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.List;

/**
 * The functions on texts whose result can be far larger than what they take. The cost limit counts a value once it is
 * there, which is too late for these: they refuse before they build.
 */
final class BoundedTexts {
    private static final int MAX_CHARACTERS = 1024 * 1024;
    private static final int MAX_PARTS = 10_000;

    private BoundedTexts() {}

    static List<CelFunctionBinding> bindings() {
        return List.of(
                CelFunctionBinding.from(
                        "string_replace_string_string",
                        List.of(String.class, String.class, String.class),
                        arguments -> replace((String) arguments[0], (String) arguments[1], (String) arguments[2], -1)),
                CelFunctionBinding.from(
                        "string_replace_string_string_int",
                        List.of(String.class, String.class, String.class, Long.class),
                        arguments -> replace((String) arguments[0], (String) arguments[1], (String) arguments[2], (Long)
                                arguments[3])),
                CelFunctionBinding.from("list_join", List.class, texts -> join(texts, "")),
                CelFunctionBinding.from("list_join_string", List.class, String.class, BoundedTexts::join),
                CelFunctionBinding.from(
                        "string_split_string",
                        String.class,
                        String.class,
                        (text, separator) -> split(text, separator, -1)),
                CelFunctionBinding.from(
                        "string_split_string_int",
                        List.of(String.class, String.class, Long.class),
                        arguments -> split((String) arguments[0], (String) arguments[1], (Long) arguments[2])));
    }

    /** Replaces at most {@code limit} times, always when it is negative. */
    private static String replace(String text, String found, String other, long limit) throws CelEvaluationException {
        var result = new StringBuilder();
        int from = 0;
        for (long done = 0; done != limit; done++) {
            int at = next(text, found, from, done);
            if (at < 0) {
                break;
            }
            append(result.append(text, from, at), other);
            from = at + found.length();
        }
        return append(result, text.substring(from)).toString();
    }

    /** An empty text is found before every character and at the end. */
    private static int next(String text, String found, int from, long done) {
        int start = found.isEmpty() && done > 0 ? from + 1 : from;
        return start > text.length() ? -1 : text.indexOf(found, start);
    }

    private static String join(List<?> texts, String separator) throws CelEvaluationException {
        var result = new StringBuilder();
        boolean first = true;
        for (var text : texts) {
            if (!(text instanceof String part)) {
                throw failure(CelErrorCode.OVERLOAD_NOT_FOUND, "No matching overload for function 'join'");
            }
            append(result, first ? part : separator);
            if (!first) {
                append(result, part);
            }
            first = false;
        }
        return result.toString();
    }

    /** At most {@code limit} parts, any number when it is negative; an empty separator gives the characters. */
    private static List<String> split(String text, String separator, long limit) throws CelEvaluationException {
        var parts = new ArrayList<String>();
        int from = 0;
        while (limit < 0 || parts.size() < limit - 1) {
            int at = separator.isEmpty() ? characterEnd(text, from) : text.indexOf(separator, from);
            if (at < 0) {
                break;
            }
            add(parts, text.substring(from, at));
            from = at + separator.length();
        }
        if (limit != 0) {
            add(parts, text.substring(from));
        }
        return parts;
    }

    /** Where the character at {@code from} ends; negative for the last one. */
    private static int characterEnd(String text, int from) {
        int end = from < text.length() ? text.offsetByCodePoints(from, 1) : text.length();
        return end < text.length() ? end : -1;
    }

    private static void add(List<String> parts, String part) throws CelEvaluationException {
        if (parts.size() == MAX_PARTS) {
            throw failure(CelErrorCode.ITERATION_BUDGET_EXCEEDED, "too many parts");
        }
        parts.add(part);
    }

    private static StringBuilder append(StringBuilder result, String part) throws CelEvaluationException {
        if (result.length() + (long) part.length() > MAX_CHARACTERS) {
            throw failure(CelErrorCode.ITERATION_BUDGET_EXCEEDED, "too long a text");
        }
        return result.append(part);
    }

    private static CelEvaluationException failure(CelErrorCode code, String message) {
        return CelEvaluationExceptionBuilder.newBuilder(message)
                .setErrorCode(code)
                .build();
    }
}
