package io.triggergateway.firing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.accept.Cause;
import io.triggergateway.accept.Occurrence;
import io.triggergateway.expression.RequestFacts;
import io.triggergateway.expression.Variables;
import io.triggergateway.payload.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A recorded firing as something that happens again: what its record tells of the request, and the payload. */
final class Replayed {
    static final String REPLAY_OF = "replayOf";

    private Replayed() {}

    /**
     * The occurrence of a firing whose payload was kept.
     *
     * @param parameters those of the path
     * @param identity null for one of its own
     * @param flows the only ones to start; empty for all. They tell one use of an identity from another
     */
    static Occurrence occurrence(
            Firing firing, Map<String, String> parameters, @Nullable String identity, List<String> flows, Instant now) {
        var payload = Objects.requireNonNull(firing.payload());
        var bytes = Json.write(payload);
        var types = firing.meta().path("eventType");
        return new Occurrence(
                (Supplier<JsonNode>) () -> payload,
                () -> bytes,
                flows.isEmpty() ? bytes : with(bytes, flows),
                facts(firing, parameters),
                meta(firing),
                types.isTextual() ? List.of(types.textValue()) : List.of(),
                identity,
                false,
                null,
                now,
                new Cause.Replayed(firing.id()));
    }

    /** What a filter over recorded firings sees; the time is the firing's own. */
    static Variables variables(Firing firing, Map<String, String> parameters) {
        return new Variables(
                firing.trigger(),
                firing.time(),
                (Supplier<@Nullable JsonNode>) firing::payload,
                facts(firing, parameters));
    }

    /** The query was not recorded: it may carry credentials. */
    private static RequestFacts facts(Firing firing, Map<String, String> parameters) {
        var meta = firing.meta();
        var headers = new HashMap<String, List<String>>();
        meta.path("headers")
                .properties()
                .forEach(header ->
                        headers.put(header.getKey(), List.of(header.getValue().asText())));
        return new RequestFacts(meta.path("method").asText(), meta.path("ip").asText(), headers, Map.of(), parameters);
    }

    private static ObjectNode meta(Firing firing) {
        var meta = ((ObjectNode) firing.meta()).deepCopy();
        return meta.put(REPLAY_OF, firing.id());
    }

    private static byte[] with(byte[] payload, List<String> flows) {
        var all = new ByteArrayOutputStream(payload.length + flows.size() * 32);
        all.writeBytes(payload);
        flows.stream().sorted().forEach(flow -> all.writeBytes((" " + flow).getBytes(StandardCharsets.UTF_8)));
        return all.toByteArray();
    }
}
