package io.triggergateway.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.primitives.UnsignedLong;
import dev.cel.common.ast.CelConstant;
import org.jspecify.annotations.Nullable;

/**
 * Values as texts that are equal exactly when CEL calls the values equal, and that carry their type: the text 42 is not
 * the number 42, which is the number 42.0.
 */
final class IndexValue {
    /** Whole numbers from here on are equal to several doubles, or to none, depending on who compares. */
    private static final double INEXACT = 9_007_199_254_740_992d;

    private IndexValue() {}

    /** Null when equality with this constant cannot be looked up. */
    static @Nullable String of(CelConstant constant) {
        return switch (constant.getKind()) {
            case STRING_VALUE -> text(constant.stringValue());
            case BOOLEAN_VALUE -> flag(constant.booleanValue());
            case INT64_VALUE -> number(constant.int64Value());
            case UINT64_VALUE -> unsigned(constant.uint64Value());
            case DOUBLE_VALUE -> constant.doubleValue() == 0 ? null : number(constant.doubleValue());
            default -> null;
        };
    }

    /** Null when no constant that is looked up equals this value. */
    static @Nullable String of(JsonNode json) {
        return switch (json.getNodeType()) {
            case STRING -> text(json.textValue());
            case BOOLEAN -> flag(json.booleanValue());
            case NUMBER ->
                json.isIntegralNumber() && json.canConvertToLong()
                        ? number(json.longValue())
                        : number(json.doubleValue());
            case ARRAY, BINARY, MISSING, NULL, OBJECT, POJO -> null;
        };
    }

    /** A filter cannot hold a longer text; half of a surrogate pair would not survive as UTF-8. */
    private static @Nullable String text(String value) {
        return value.length() <= Expressions.MAX_SOURCE
                        && value.codePoints().noneMatch(point -> point >= 0xd800 && point <= 0xdfff)
                ? "s" + value
                : null;
    }

    private static String flag(boolean value) {
        return value ? "true" : "false";
    }

    private static @Nullable String unsigned(UnsignedLong value) {
        return value.bigIntegerValue().bitLength() < Long.SIZE ? number(value.longValue()) : null;
    }

    private static @Nullable String number(long value) {
        return Math.abs((double) value) < INEXACT ? "n" + value : null;
    }

    private static @Nullable String number(double value) {
        boolean negativeZero = value == 0 && 1 / value < 0;
        if (negativeZero) {
            // The library calls it equal to 0.0, but not to 0; so 0.0 is not looked up either.
            return null;
        }
        if (value == Math.rint(value)) {
            return Math.abs(value) < INEXACT ? "n" + (long) value : null;
        }
        return Double.isFinite(value) ? "n" + value : null;
    }
}
