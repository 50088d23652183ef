package io.triggergateway.payload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Strict decoding: the JDK's usual way replaces what is broken, and Jackson's own lets overlong forms through. */
public final class Utf8 {
    private Utf8() {}

    /** Null when the bytes are not UTF-8. */
    public static @Nullable String decode(byte[] bytes) {
        var quick = new String(bytes, StandardCharsets.UTF_8);
        // The replacement character is rare, so that only texts with it are decoded again to see where it came from.
        return quick.indexOf('\uFFFD') < 0 ? quick : decodeSlowly(bytes);
    }

    private static @Nullable String decodeSlowly(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException broken) {
            return null;
        }
    }
}
