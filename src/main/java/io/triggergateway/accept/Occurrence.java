package io.triggergateway.accept;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.expression.RequestFacts;
import io.triggergateway.payload.Json;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened outside and may make triggers fire.
 *
 * @param payload the body as a JSON value; asked only when somebody reads it
 * @param data the payload as JSON bytes, as it is handed over where nothing transforms it
 * @param body the bytes as received
 * @param request what expressions see of the request
 * @param meta facts of the source for engines, without credentials
 * @param eventTypes as the provider names them, several in a batch; empty when it does not
 * @param identity the delivery's own identity; null when it has none
 * @param bodyNeverRepeats true when the sender does not sign the delivery id and never sends the same bytes twice
 * @param traceparent W3C trace context; null when there is none
 * @param now when it came in, by the clock of this replica
 */
public record Occurrence(
        Supplier<? extends @Nullable JsonNode> payload,
        Supplier<byte[]> data,
        byte[] body,
        RequestFacts request,
        ObjectNode meta,
        List<String> eventTypes,
        @Nullable String identity,
        boolean bodyNeverRepeats,
        @Nullable String traceparent,
        Instant now,
        Cause cause) {

    /**
     * Something that no webhook brought: an event, a manual start, a slot, a replay.
     *
     * @param payload JSON
     * @param body what tells this payload from others, as it came
     * @param identity its own; null when it has none
     * @param traceparent W3C trace context; null when there is none
     */
    public static Occurrence of(
            JsonNode payload,
            byte[] body,
            RequestFacts request,
            ObjectNode meta,
            @Nullable String identity,
            @Nullable String traceparent,
            Instant now,
            Cause cause) {
        return new Occurrence(
                (Supplier<JsonNode>) () -> payload,
                () -> Json.write(payload),
                body,
                request,
                meta,
                List.of(),
                identity,
                false,
                traceparent,
                now,
                cause);
    }
}
