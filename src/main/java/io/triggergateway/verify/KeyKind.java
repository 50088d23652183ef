package io.triggergateway.verify;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a secret's text becomes a key.
 *
 * @param name as documents write it
 * @param reader null from it means that the text is not written this way
 */
record KeyKind(String name, Reader reader) {
    interface Reader {
        byte @Nullable [] key(byte[] secret);
    }

    static final KeyKind UTF8 = new KeyKind("utf8", secret -> secret);

    private static final Map<String, KeyKind> SIMPLE = Map.ofEntries(
            entry("utf8", UTF8.reader()),
            entry("hex", KeyKind::hex),
            entry("base64", secret -> base64(text(secret))),
            entry("whsec", secret -> base64(withoutPrefix(text(secret), "whsec_"))),
            entry("whpk", secret -> base64(withoutPrefix(text(secret), "whpk_"))),
            entry("pem", secret -> secret),
            entry("spki-base64", secret -> base64(text(secret))),
            entry("raw-hex", KeyKind::hex),
            entry("raw-base64", secret -> base64(text(secret))),
            entry("sha1", Hash.SHA1::of),
            entry("sha256", Hash.SHA256::of));

    private static Map.Entry<String, KeyKind> entry(String name, Reader reader) {
        return Map.entry(name, new KeyKind(name, reader));
    }

    /** Reads {@code utf8}, {@code hex}, ... or {@code strip <regex>}. */
    static KeyKind parse(String text) {
        if (text.startsWith("strip ")) {
            return stripping(text);
        }
        var simple = SIMPLE.get(text);
        if (simple == null) {
            throw new MalformedExpression(
                    "Expected a kind of key such as utf8, hex, base64, whsec or pem, but found \"%s\"".formatted(text));
        }
        return simple;
    }

    private static KeyKind stripping(String text) {
        try {
            var pattern = Pattern.compile(text.substring("strip ".length()).trim());
            return new KeyKind(
                    text,
                    secret -> pattern.matcher(text(secret)).replaceFirst("").getBytes(StandardCharsets.UTF_8));
        } catch (PatternSyntaxException broken) {
            throw new MalformedExpression("Expected a regular expression after strip, but: " + broken.getMessage());
        }
    }

    /** The key's bytes; null when the secret is empty or not written this way. */
    byte @Nullable [] key(byte[] secret) {
        if (secret.length == 0) {
            return null;
        }
        var key = reader.key(secret);
        return key == null || key.length == 0 ? null : key;
    }

    /** Whether this kind is a public key's form only. */
    boolean isPublic() {
        return switch (name) {
            case "whpk", "pem", "spki-base64", "raw-hex", "raw-base64" -> true;
            default -> false;
        };
    }

    private static String text(byte[] secret) {
        return new String(secret, StandardCharsets.UTF_8).trim();
    }

    private static String withoutPrefix(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static byte @Nullable [] hex(byte[] secret) {
        try {
            return HexFormat.of().parseHex(text(secret));
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static byte @Nullable [] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
