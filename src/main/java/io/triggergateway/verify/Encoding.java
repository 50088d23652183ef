package io.triggergateway.verify;

import io.triggergateway.payload.Form;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** How a received signature is written; decoding is strict, so that one signature has one spelling (but for hex case). */
enum Encoding {
    HEX {
        @Override
        byte @Nullable [] decodeStrictly(byte[] text) {
            if (text.length % 2 != 0) {
                return null;
            }
            var out = new byte[text.length / 2];
            for (var at = 0; at < out.length; at++) {
                var octet = Form.octet(text[2 * at], text[2 * at + 1]);
                if (octet < 0) {
                    return null;
                }
                out[at] = (byte) octet;
            }
            return out;
        }

        @Override
        byte[] encode(byte[] value) {
            return HexFormat.of().formatHex(value).getBytes(StandardCharsets.US_ASCII);
        }
    },
    BASE64 {
        @Override
        byte @Nullable [] decodeStrictly(byte[] text) {
            return canonical(text, Base64.getDecoder(), Base64.getEncoder());
        }

        @Override
        byte[] encode(byte[] value) {
            return Base64.getEncoder().encode(value);
        }
    },
    BASE64URL {
        @Override
        byte @Nullable [] decodeStrictly(byte[] text) {
            var encoder = Base64.getUrlEncoder();
            var padded = text.length % 4 == 0 && text.length > 0 && text[text.length - 1] == '=';
            return canonical(text, Base64.getUrlDecoder(), padded ? encoder : encoder.withoutPadding());
        }

        @Override
        byte[] encode(byte[] value) {
            return Base64.getUrlEncoder().withoutPadding().encode(value);
        }
    };

    /** Null when {@code text} is not written this way, or empty. */
    byte @Nullable [] decode(byte[] text) {
        return text.length == 0 ? null : decodeStrictly(text);
    }

    abstract byte @Nullable [] decodeStrictly(byte[] text);

    abstract byte[] encode(byte[] value);

    /** Java's decoders overlook missing padding and stray bits; writing the value again shows them. */
    private static byte @Nullable [] canonical(byte[] text, Base64.Decoder decoder, Base64.Encoder encoder) {
        try {
            var value = decoder.decode(text);
            return Arrays.equals(encoder.encode(value), text) ? value : null;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
