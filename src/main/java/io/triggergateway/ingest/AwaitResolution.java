package io.triggergateway.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.approval.FormAnswer;
import io.triggergateway.awaits.AnsweredBy;
import io.triggergateway.awaits.Ending;
import io.triggergateway.awaits.OpenAwait;
import io.triggergateway.awaits.WebhookAwaits;
import io.triggergateway.payload.Payload;
import io.triggergateway.telemetry.Traceparent;
import io.triggergateway.trigger.Instants;
import io.triggergateway.verify.InboundRequest;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Ends a webhook await with an answer, and notes of it when and how it came, from where, and from whom. Waits. */
@Singleton
final class AwaitResolution {
    /** How an answer has come. */
    enum Way {
        /** From a person, by the form of the page. */
        PAGE("page"),
        /** From a program, as JSON. */
        PROGRAM("webhook");

        private final String word;

        Way(String word) {
            this.word = word;
        }
    }

    private final WebhookAwaits awaits;

    AwaitResolution(WebhookAwaits awaits) {
        this.awaits = awaits;
    }

    /** @param data JSON as bytes, which {@code json} is of */
    Ending resolve(InboundRequest request, OpenAwait open, byte[] data, JsonNode json, Way way) {
        var user = open.auth().user(request);
        var decision = FormAnswer.decision(open, json).orElse(null);
        var meta = meta(request, open);
        meta.put("via", way == Way.PAGE ? "page" : "program");
        meta.put("decidedAt", Instants.format(request.now()));
        if (user != null) {
            meta.put("user", user);
        }
        var trace = Traceparent.of(request.header("traceparent"));
        return awaits.answer(open, data, meta, trace, new AnsweredBy(way.word, user, decision));
    }

    private static ObjectNode meta(InboundRequest request, OpenAwait open) {
        Payload payload = request.payload();
        var meta = RequestMeta.of(request, open.auth(), payload, open.auth().deliveryId(request), null);
        meta.put("path", AwaitRoute.shown(request.path()));
        withoutToken(request, meta.withObjectProperty("headers"));
        return meta;
    }

    /** Pages and proxies repeat the URL, which is a secret, in headers of their own. */
    private static void withoutToken(InboundRequest request, ObjectNode headers) {
        var secrets = new ArrayList<>(request.query().getOrDefault("token", List.of()));
        secrets.add(request.path().substring(request.path().lastIndexOf('/') + 1));
        headers.properties()
                .removeIf(header -> secrets.stream().anyMatch(header.getValue().asText()::contains));
    }
}
