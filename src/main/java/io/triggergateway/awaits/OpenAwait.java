package io.triggergateway.awaits;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.trigger.AwaitSpec.Wait;
import io.triggergateway.trigger.AwaitWriter;
import io.triggergateway.trigger.FieldError;
import io.triggergateway.trigger.Instants;
import io.triggergateway.verify.CompiledAuth;
import java.util.List;
import java.util.Set;

/** A webhook await that waits at its URL, for whoever came with the right token, or has yet to prove who it is. */
public final class OpenAwait {
    private final WaitingAwait await;
    private final Wait.Webhook webhook;
    private final CompiledAwait compiled;
    private final CompiledAuth auth;

    OpenAwait(WaitingAwait await, Wait.Webhook webhook, CompiledAwait compiled, CompiledAuth auth) {
        this.await = await;
        this.webhook = webhook;
        this.compiled = compiled;
        this.auth = auth;
    }

    WaitingAwait await() {
        return await;
    }

    /** What the request has to pass; where nothing was said it passes everything, as the token was enough. */
    public CompiledAuth auth() {
        return auth;
    }

    /** The methods that resolve it. */
    public Set<String> methods() {
        return webhook.methods();
    }

    /** What is wrong with an answer; empty when it fits. */
    public List<FieldError> validate(JsonNode data) {
        return compiled.validate(data);
    }

    /** What whoever is to answer sees: neither run nor secrets. */
    public ObjectNode description() {
        var whole = AwaitWriter.masked(await.spec());
        whole.retain(List.of("method", "schema", "ui", "context"));
        return whole.put("state", "waiting").put("deadline", Instants.format(await.deadline()));
    }
}
