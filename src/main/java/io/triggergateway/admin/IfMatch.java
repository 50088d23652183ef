package io.triggergateway.admin;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The header If-Match (RFC 9110, section 13.1.1). */
final class IfMatch {
    private static final String ANY = "*";

    private IfMatch() {}

    /**
     * The one entity tag that has to be current.
     *
     * @param header null when it was not sent, and then nothing has to be
     * @param current the tag of what is there; empty when nothing is
     */
    static @Nullable String tag(@Nullable String header, Optional<String> current) {
        if (header == null) {
            return null;
        }
        return current.filter(tag -> header.strip().equals(ANY)
                        || Arrays.stream(header.split(",")).map(String::strip).anyMatch(tag::equals))
                .orElse(header.strip());
    }
}
