package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;

/** Says in a few words what a document has at a place. */
final class Found {
    private static final int LONGEST = 40;

    private Found() {}

    /** The value as people would quote it, cut when it is long; not for secrets. */
    static String of(JsonNode value) {
        if (value.isTextual()) {
            return '"' + cut(value.textValue()) + '"';
        }
        return value.isNumber() || value.isBoolean() ? cut(value.asText()) : kind(value);
    }

    /** What sort of value it is, without showing it. */
    static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> "an object";
            case ARRAY -> "a list";
            case STRING, BINARY -> "text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL, MISSING -> "nothing";
        };
    }

    /** Text that is safe to put into a sentence: short, and on one line. */
    static String cut(String text) {
        var end = text.length() > LONGEST ? text.offsetByCodePoints(0, Math.min(LONGEST, codePoints(text))) : -1;
        var shown = end < 0 ? text : text.substring(0, end) + "…";
        return shown.replaceAll("\\p{Cntrl}", " ");
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }
}
