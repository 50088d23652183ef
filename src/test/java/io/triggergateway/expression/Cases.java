package io.triggergateway.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.payload.Json;
import io.triggergateway.payload.Parsed;
import io.triggergateway.trigger.Findings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The cases in the resource files, and the firing that they are about. */
final class Cases {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final RequestFacts REQUEST = new RequestFacts(
            "POST",
            "192.0.2.1",
            Map.of("x-many", List.of("one", "two")),
            Map.of("page", List.of("1", "2")),
            Map.of("tenant", "acme"));

    private Cases() {}

    static Stream<JsonNode> of(String file) throws IOException {
        try (var stream = Cases.class.getResourceAsStream("/expression/" + file)) {
            return StreamSupport.stream(json(stream.readAllBytes()).spliterator(), false);
        }
    }

    static JsonNode json(String text) {
        return json(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(byte[] text) {
        return ((Parsed.Value) Json.parse(text)).json();
    }

    static Variables firing(JsonNode payload) {
        return new Variables("orders", NOW, () -> payload, REQUEST);
    }

    static Variables firing(String payload) {
        return firing(json(payload));
    }

    static Filter filter(String source) {
        var findings = new Findings();
        var filter = Expressions.filter(source, Scope.TRIGGER, "/filter", findings);
        assertThat(findings.all()).isEmpty();
        return filter;
    }

    static Transform transform(JsonNode template) {
        var findings = new Findings();
        var transform = Transform.compile(template, Scope.TRIGGER, "/transform", findings);
        assertThat(findings.all()).isEmpty();
        return transform;
    }
}
