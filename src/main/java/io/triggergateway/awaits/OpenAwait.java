package io.triggergateway.awaits;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.trigger.AwaitSpec.Wait;
import io.triggergateway.trigger.AwaitWriter;
import io.triggergateway.trigger.FieldError;
import io.triggergateway.trigger.Instants;
import io.triggergateway.verify.CompiledAuth;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /** Which one it is, of all that there ever are. */
    public String identity() {
        return "%d %s %d".formatted(await.partition(), await.place().text(), await.generation());
    }

    /** The step that waits. */
    public Place place() {
        return await.place();
    }

    /** The flow of its run; null when the engine does not say. */
    public @Nullable String flow() {
        return await.spec().flow();
    }

    /** What the page shows; null, as JSON, for nothing. */
    public JsonNode context() {
        return Objects.requireNonNullElseGet(webhook.context(), NullNode::getInstance);
    }

    /** What an answer has to be like; null for any. */
    public @Nullable JsonNode schema() {
        return webhook.schema();
    }

    /** How the page draws the form; null for one made from the schema. */
    public @Nullable JsonNode ui() {
        return webhook.ui();
    }

    /** Until when it waits. */
    public Instant deadline() {
        return await.deadline();
    }

    /** What whoever is to answer sees: neither run nor secrets. */
    public ObjectNode description() {
        var whole = AwaitWriter.masked(await.spec());
        whole.retain(List.of("method", "schema", "ui", "context"));
        return whole.put("state", "waiting").put("deadline", Instants.format(await.deadline()));
    }
}
