package io.triggergateway.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Objects;

/**
 * Style that stands within a page, which a content security policy lets in by its hash: the page needs no second
 * request, wherever proxies and ports put it, and no other style gets in.
 *
 * @param text CSS
 * @param source for the directive {@code style-src}
 */
public record Stylesheet(String text, String source) {
    /** Tokens and the looks of elements, which all pages have, and one page's own part. */
    public static Stylesheet of(String part) {
        var text = read("look") + read(part);
        return new Stylesheet(text, "'sha256-" + hash(text) + "'");
    }

    private static String read(String name) {
        try (var css = Stylesheet.class.getResourceAsStream("/style/" + name + ".css")) {
            return new String(
                    Objects.requireNonNull(css, "Expected a style, but there is no " + name)
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("Expected SHA-256 to be there, but it is not", fault);
        }
    }
}
