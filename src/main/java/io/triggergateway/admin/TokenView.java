package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.access.TokenDesk;
import io.triggergateway.trigger.Instants;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A token's document for answers; it has neither the token nor its hash. */
final class TokenView {
    private TokenView() {}

    static ObjectNode of(TokenDesk.Listed token) {
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("name", token.name())
                .put("role", token.role().word())
                .put("origin", token.configured() ? "static" : "dynamic");
        put(document, "createdAt", token.createdAt());
        put(document, "expiresAt", token.expiresAt());
        put(document, "lastUsedAt", token.lastUsedAt());
        return document;
    }

    private static void put(ObjectNode document, String field, @Nullable Instant time) {
        document.put(field, time == null ? null : Instants.format(time));
    }
}
