package io.triggergateway.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.payload.Json;
import io.triggergateway.trigger.FieldError;
import io.triggergateway.trigger.Findings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransformTest {
    static Stream<JsonNode> transforms() throws IOException {
        return Cases.of("transforms.json");
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void givesWhatTheCaseSays(JsonNode example) {
        var result = Cases.transform(example.get("template")).apply(Cases.firing(example.get("payload")));

        switch (result) {
            case TransformResult.Value(var json) -> assertThat(written(json)).isEqualTo(written(example.get("value")));
            case TransformResult.Failed(var reason) ->
                assertThat(reason).startsWith(example.path("failed").asText("success"));
        }
    }

    @Test
    void namesThePlaceOfEveryWrongLeaf() {
        var findings = new Findings();

        var transform = Transform.compile(
                Cases.json("{\"a/b\": [\"payload.x\", \"nope\"], \"c\": \"1 +\", \"d\": 1}"),
                Scope.TRIGGER,
                "/transform",
                findings);

        assertThat(transform).isNull();
        assertThat(findings.errors()).extracting(FieldError::pointer).containsOnly("/transform/a~1b/1", "/transform/c");
    }

    @Test
    void tellsWhichNamesItsLeavesRead() {
        assertThat(Cases.transform(Cases.json("{\"a\": \"event.x\", \"b\": [\"ip\"], \"c\": 1}"))
                        .names())
                .containsExactlyInAnyOrder("event", "ip");
    }

    @Test
    void refusesALargeNumberOfLeaves() {
        var findings = new Findings();
        var template = Cases.json("[" + "1,".repeat(1_000) + "1]");

        assertThat(Transform.compile(template, Scope.TRIGGER, "/transform", findings))
                .isNull();
        assertThat(findings.errors()).hasSize(1);
    }

    @Test
    void keepsTheDigitsOfWhatItHandsOn() {
        var result = Cases.transform(Cases.json("\"payload.n\""))
                .apply(Cases.firing("{\"n\": {\"x\": 12345678901234567890123}}"));

        assertThat(result)
                .isInstanceOfSatisfying(
                        TransformResult.Value.class,
                        value -> assertThat(written(value.json())).isEqualTo("{\"x\":12345678901234567890123}"));
    }

    private static String written(JsonNode json) {
        return new String(Json.write(json), StandardCharsets.UTF_8);
    }
}
