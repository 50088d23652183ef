package io.triggergateway.payload;

/** The escapes of a JSON text. */
final class Escapes {
    private static final int LENGTH = "\\uXXXX".length();

    private Escapes() {}

    /**
     * True when half of a character is written without the other half (RFC 8259, section 8.2): whoever reads it makes
     * something else of it.
     *
     * @param json well-formed, so that backslashes are in strings only
     */
    static boolean haveLoneSurrogate(String json) {
        int at = json.indexOf('\\');
        while (at >= 0) {
            int length = lengthOfCharacter(json, at);
            if (length == 0) {
                return true;
            }
            at = json.indexOf('\\', at + length);
        }
        return false;
    }

    /** How long the escape at a backslash is, with its second half; 0 for one half alone. */
    private static int lengthOfCharacter(String json, int at) {
        if (!isUnicode(json, at)) {
            return 2;
        }
        char first = unit(json, at);
        if (!Character.isSurrogate(first)) {
            return LENGTH;
        }
        boolean whole = isUnicode(json, at + LENGTH) && Character.isSurrogatePair(first, unit(json, at + LENGTH));
        return whole ? 2 * LENGTH : 0;
    }

    private static boolean isUnicode(String json, int at) {
        return json.startsWith("\\u", at) && at + LENGTH <= json.length();
    }

    private static char unit(String json, int at) {
        return (char) Integer.parseInt(json, at + 2, at + LENGTH, 16);
    }
}
