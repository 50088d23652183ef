package io.triggergateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.access.TokenDesk;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** How a thing looks to people now, without secrets, so that an audit can say what an act has changed. Waits. */
@Singleton
final class AuditedThings {
    private final Known known;
    private final TriggerView triggers;
    private final TokenDesk tokens;

    AuditedThings(Known known, TriggerView triggers, TokenDesk tokens) {
        this.known = known;
        this.triggers = triggers;
        this.tokens = tokens;
    }

    /** Null where there is none of that name, and for nouns whose things are no documents. */
    @Nullable
    JsonNode now(String noun, String name) {
        return switch (noun) {
            case "trigger" -> trigger(name);
            case "flow" -> flow(name);
            case "subscription" -> flow(name.substring(name.indexOf('/') + 1));
            case "token" -> tokens.find(name).map(TokenView::of).orElse(null);
            default -> null;
        };
    }

    private @Nullable JsonNode trigger(String name) {
        known.catchUp();
        return known.find(name).map(triggers::of).orElse(null);
    }

    private @Nullable JsonNode flow(String name) {
        known.catchUp();
        return known.findFlow(name).map(FlowView::of).orElse(null);
    }
}
