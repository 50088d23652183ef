package io.triggergateway.expression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.values.CelByteString;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The values behind the names of one firing, each made when an expression first reads it. For one thread at a time.
 */
public final class Variables {
    private final String trigger;
    private final Instant now;
    private final Supplier<? extends @Nullable JsonNode> payloadSource;
    private final RequestFacts request;
    private final Supplier<? extends @Nullable JsonNode> data;
    private final @Nullable Proof proof;
    private @Nullable JsonNode payload;
    private boolean payloadRead;
    private @Nullable Map<String, String> headers;
    private @Nullable Map<String, String> query;

    /**
     * @param trigger the trigger's name
     * @param now the time of the firing
     * @param payload asked at most once, and only when an expression reads it; null is seen as the CEL null
     */
    public Variables(
            String trigger, Instant now, Supplier<? extends @Nullable JsonNode> payload, RequestFacts request) {
        this(trigger, now, payload, request, () -> null, null);
    }

    /** The values for judging a sender: {@link Scope#PROOF}. */
    public static Variables of(
            Instant now, Supplier<? extends @Nullable JsonNode> payload, RequestFacts request, Proof proof) {
        return new Variables("", now, payload, request, () -> null, proof);
    }

    private Variables(
            String trigger,
            Instant now,
            Supplier<? extends @Nullable JsonNode> payload,
            RequestFacts request,
            Supplier<? extends @Nullable JsonNode> data,
            @Nullable Proof proof) {
        this.trigger = trigger;
        this.now = now;
        this.payloadSource = payload;
        this.request = request;
        this.data = data;
        this.proof = proof;
    }

    /** The same values for a subscription, with what the trigger hands over; asked when an expression reads it. */
    public Variables withData(Supplier<? extends @Nullable JsonNode> transformed) {
        return new Variables(trigger, now, this::payload, request, transformed, proof);
    }

    Optional<Object> find(String name, Budget budget) {
        return Optional.ofNullable(
                switch (name) {
                    case "payload", "event" -> CelValues.view(payload(), budget);
                    case "data" -> CelValues.view(data.get(), budget);
                    case "headers" -> headers();
                    case "query" -> query();
                    case "params" -> request.params();
                    case "method" -> request.method();
                    case "ip" -> request.ip();
                    case "trigger" -> trigger;
                    case "now" -> now;
                    case "url" -> proof == null ? null : proof.url();
                    case "body" -> proof == null ? null : CelByteString.of(proof.body());
                    case "secret" -> proof == null ? null : CelByteString.of(proof.secret());
                    default -> null;
                });
    }

    private @Nullable JsonNode payload() {
        if (!payloadRead) {
            payload = payloadSource.get();
            payloadRead = true;
        }
        return payload;
    }

    private Map<String, String> headers() {
        if (headers == null) {
            headers = flat(request.headers(), values -> String.join(", ", values));
        }
        return headers;
    }

    private Map<String, String> query() {
        if (query == null) {
            query = flat(request.query(), List::getFirst);
        }
        return query;
    }

    private static Map<String, String> flat(Map<String, List<String>> multi, Function<List<String>, String> choice) {
        var flat = new LinkedHashMap<String, String>();
        multi.forEach((name, values) -> {
            if (!values.isEmpty()) {
                flat.put(name, choice.apply(values));
            }
        });
        return flat;
    }
}
