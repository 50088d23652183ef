package io.triggergateway.verify;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What a trigger may rely on beyond the gateway itself; asked when it is registered. */
public interface Outside {
    /** Null when the URL may be asked; otherwise a sentence that says which setting to make. */
    @Nullable
    String refusal(URI url);

    /** Whether a plugin has a verifier of this name. */
    boolean hasVerifier(String name);

    /** For where nothing outside can be relied on. */
    Outside NOTHING = new Outside() {
        @Override
        public String refusal(URI url) {
            return "Expected a host that may be called, but calls to the outside are off";
        }

        @Override
        public boolean hasVerifier(String name) {
            return false;
        }
    };
}
