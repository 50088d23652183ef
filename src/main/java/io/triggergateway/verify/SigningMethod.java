package io.triggergateway.verify;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which algorithm a signature uses: fixed by the document, or one of a few that it lists. */
sealed interface SigningMethod {
    /** Null when the request names none of those that the document lists. */
    @Nullable
    KeyRing ring(Scope scope);

    Collection<KeyRing> rings();

    boolean isPlainHash();

    record Fixed(KeyRing ring, boolean isPlainHash) implements SigningMethod {
        @Override
        public KeyRing ring(Scope scope) {
            return ring;
        }

        @Override
        public Collection<KeyRing> rings() {
            return List.of(ring);
        }
    }

    /** The document's own table of names leads from a value in the message to the algorithm. */
    record Chosen(Template name, Map<String, KeyRing> byName, boolean isPlainHash) implements SigningMethod {
        @Override
        public @Nullable KeyRing ring(Scope scope) {
            var rendered = name.render(scope);
            return rendered == null ? null : byName.get(new String(rendered, StandardCharsets.UTF_8));
        }

        @Override
        public Collection<KeyRing> rings() {
            return byName.values();
        }
    }
}
