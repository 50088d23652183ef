package io.triggergateway.awaits;

import io.triggergateway.registry.PublicUrls;
import io.triggergateway.trigger.AwaitSpec;
import io.triggergateway.trigger.AwaitSpec.Wait;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Where awaits for webhooks are answered. */
@Singleton
final class AwaitUrls {
    private static final String WEBHOOKS = "/api/_triggers/webhooks";

    private final PublicUrls urls;
    private final AwaitTokens tokens;

    AwaitUrls(PublicUrls urls, AwaitTokens tokens) {
        this.urls = urls;
        this.tokens = tokens;
    }

    /** The URL of an await that waits; null when it has none, or its token cannot be made any more. */
    @Nullable
    String of(WaitingAwait await) {
        return of(await.spec(), wantsToken(await.spec()) ? tokens.again(await).orElse(null) : null);
    }

    /** The URL of an await with this token; null when it has none. */
    @Nullable
    String of(AwaitSpec spec, @Nullable String token) {
        if (!(spec.on() instanceof Wait.Webhook webhook)) {
            return null;
        }
        var base = urls.base() + WEBHOOKS;
        if (webhook.path() == null) {
            return token == null ? null : base + "/awaits/" + token;
        }
        return base + webhook.path() + (token == null ? "" : "?token=" + token);
    }

    /** True when its URL opens by a token. */
    static boolean wantsToken(AwaitSpec spec) {
        return spec.on() instanceof Wait.Webhook webhook && (webhook.path() == null || webhook.auth() == null);
    }

    /** The path that it has been given; empty for none. */
    static String path(AwaitSpec spec) {
        return spec.on() instanceof Wait.Webhook webhook && webhook.path() != null ? webhook.path() : "";
    }
}
