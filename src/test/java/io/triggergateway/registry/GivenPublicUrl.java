package io.triggergateway.registry;

import java.util.Optional;

/** The URLs of a gateway that the world knows under a base. */
public final class GivenPublicUrl {
    private GivenPublicUrl() {}

    public static PublicUrls of(String base) {
        return new PublicUrls(() -> Optional.of(base), 8080);
    }
}
