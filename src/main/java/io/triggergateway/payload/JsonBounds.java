package io.triggergateway.payload;

/**
 * What JSON from strangers may look like.
 *
 * @param depth deepest nesting, at most {@link Json#MAX_DEPTH}
 * @param tokens names, values and brackets together
 * @param nameLength characters of a field's name
 * @param numberLength characters of a number
 * @param stringLength characters of a text
 */
public record JsonBounds(int depth, long tokens, int nameLength, int numberLength, int stringLength) {
    /** Those that hold where nobody has set others. */
    public static final JsonBounds STANDARD = new JsonBounds(Json.MAX_DEPTH, 100_000, 1024, 100, 10_485_760);
}
