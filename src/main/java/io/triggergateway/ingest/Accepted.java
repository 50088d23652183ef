package io.triggergateway.ingest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.accept.AcceptOutcome;
import io.triggergateway.payload.Json;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.trigger.Instants;
import io.triggergateway.verify.HandshakeReply;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers to those who are let in: the standard one, the path's own, or what the provider insists on. */
final class Accepted {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private Accepted() {}

    static Answer stored(Arrival arrival, AcceptOutcome.Stored stored) {
        boolean duplicate = stored.allDuplicates();
        var outcome = duplicate ? "duplicate" : "accepted";
        return own(arrival, outcome, new Answer(duplicate ? 200 : 202, JSON, Json.write(body(stored)), outcome));
    }

    /** A genuine request that no trigger wants: an error would make its sender switch the endpoint off. */
    static Answer unwanted(Arrival arrival) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("received", true);
        body.put("timestamp", Instants.format(arrival.request().now()));
        body.putArray("runs");
        return own(arrival, "unwanted", new Answer(202, JSON, Json.write(body), "unwanted"));
    }

    static Answer handshake(HandshakeReply reply) {
        return new Answer(reply.status(), reply.headers(), reply.body(), "handshake");
    }

    private static Answer own(Arrival arrival, String outcome, Answer standard) {
        CompiledTrigger owner = arrival.route().owner();
        var endpoint = owner.definition().endpoint();
        var response = endpoint == null ? null : endpoint.response();
        if (response != null) {
            var text = response.body();
            var body = text == null ? standard.body() : text.getBytes(StandardCharsets.UTF_8);
            return new Answer(
                    response.status(), text == null ? merged(response.headers()) : response.headers(), body, outcome);
        }
        var auth = owner.auth();
        return auth == null
                ? standard
                : auth.reply(arrival.request())
                        .map(reply -> new Answer(reply.status(), reply.headers(), reply.body(), outcome))
                        .orElse(standard);
    }

    private static Map<String, String> merged(Map<String, String> headers) {
        var all = new LinkedHashMap<>(JSON);
        all.putAll(headers);
        return all;
    }

    private static ObjectNode body(AcceptOutcome.Stored stored) {
        var firings = stored.firings();
        var body = firings.getFirst().document();
        if (firings.size() > 1) {
            var list = body.putArray("firings");
            firings.forEach(firing -> list.add(firing.document()));
        }
        return body;
    }
}
