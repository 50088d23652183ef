package io.triggergateway.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.triggergateway.payload.Json;
import io.triggergateway.payload.Parsed;
import io.triggergateway.trigger.FieldError;
import io.triggergateway.trigger.Findings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadSchemaTest {
    static Stream<JsonNode> valid() throws IOException {
        return cases("valid.json");
    }

    static Stream<JsonNode> refused() throws IOException {
        return cases("refused.json");
    }

    @ParameterizedTest
    @MethodSource("valid")
    void findsWhatTheCaseSays(JsonNode example) {
        var errors = compile(example.get("schema")).validate(example.get("payload"));

        var expected = example.path("errors");
        assertThat(errors)
                .hasSize(expected.size())
                .allSatisfy(error -> assertThat(error.detail())
                        .startsWith(expected.path(error.pointer()).asText("no error here")));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedAtItsPlace(JsonNode example) {
        var findings = new Findings();

        var schema = PayloadSchema.compile(example.get("schema"), "/schema", findings);

        assertThat(schema).isNull();
        assertThat(findings.errors()).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.pointer()).isEqualTo(example.get("pointer").textValue());
            assertThat(finding.detail()).startsWith("Expected");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"(.*a){12}b", "(a+)+$", "(a|a)*b", "^(([a-z])+.)+[A-Z]([a-z])+$"})
    void runsPatternsThatWouldTakeABacktrackingEngineForEver(String pattern) {
        var schema = JsonNodeFactory.instance.objectNode().put("pattern", pattern);

        assertThat(compile(schema).validate(json("\"" + "a".repeat(60) + "!\"")))
                .hasSize(1);
    }

    @Test
    void refusesOrBoundsWhatHostilePeopleWrite() throws IOException {
        int refused = 0;
        int cut = 0;
        for (var example : cases("hostile.json").toList()) {
            var findings = new Findings();
            var schema = PayloadSchema.compile(example.get("schema"), "/schema", findings);
            if (schema == null) {
                assertThat(findings.errors())
                        .isNotEmpty()
                        .allSatisfy(error -> assertThat(error.detail()).startsWith("Expected"));
                refused++;
            } else {
                var errors = schema.validate(example.get("payload"));
                assertThat(errors).hasSizeLessThanOrEqualTo(20);
                cut += errors.stream().anyMatch(error -> error.detail().contains("cost limit")) ? 1 : 0;
            }
        }
        assertThat(refused).isGreaterThan(70);
        assertThat(cut).isGreaterThanOrEqualTo(6);
    }

    @Test
    void cutsRecursionThatBranchesAtEveryLevel() {
        var schema = compile(json("""
                {"properties": {"n": {"allOf": [{"$ref": "#"}, {"$ref": "#"}]}}}"""));

        assertThat(schema.validate(json("{\"n\":".repeat(5) + "1" + "}".repeat(5))))
                .isEmpty();
        assertThat(schema.validate(json("{\"n\":".repeat(90) + "1" + "}".repeat(90))))
                .extracting(FieldError::detail)
                .containsExactly(
                        "Expected a payload that is cheap to check against the schema, but this one takes it over the cost limit");
    }

    @Test
    void cutsReferencesThatDouble() {
        var definitions = IntStream.range(0, 60)
                .mapToObj(n -> "\"d%d\": {\"allOf\": [{\"$ref\": \"#/$defs/d%d\"}, {\"$ref\": \"#/$defs/d%d\"}]}"
                        .formatted(n, n + 1, n + 1))
                .collect(Collectors.joining(", "));
        var schema = compile(json(
                "{\"$ref\": \"#/$defs/d0\", \"$defs\": {%s, \"d60\": {\"type\": \"null\"}}}".formatted(definitions)));

        assertThat(schema.validate(json("1")))
                .hasSize(1)
                .allSatisfy(error -> assertThat(error.detail()).contains("cost limit"));
    }

    @Test
    void acceptsALargeHonestSchemaAndPayload() {
        var properties = IntStream.range(0, 1_000)
                .mapToObj(n -> "\"p%d\": {\"type\": \"string\", \"maxLength\": 9}".formatted(n))
                .collect(Collectors.joining(", "));
        var schema = compile(json("{\"items\": {\"properties\": {%s}}}".formatted(properties)));
        var payload =
                IntStream.range(0, 10_000).mapToObj(n -> "{\"p1\": \"x\"}").collect(Collectors.joining(","));

        assertThat(schema.validate(json("[" + payload + "]"))).isEmpty();
    }

    @Test
    void namesAtMostTwentyErrorsAndNoLongValues() {
        var schema = compile(json("{\"items\": {\"enum\": [\"" + "x".repeat(500) + "\"]}}"));

        var errors = schema.validate(json("[" + "\"secret\",".repeat(50) + "1]"));

        assertThat(errors)
                .hasSize(20)
                .allSatisfy(
                        error -> assertThat(error.detail()).hasSizeLessThan(200).doesNotContain("secret"));
    }

    @Test
    void refusesLargeAndDeepSchemas() {
        var large = "{\"description\": \"" + "x".repeat(65_536) + "\"}";
        var deep = "{\"items\":".repeat(60) + "true" + "}".repeat(60);

        for (var schema : new String[] {large, deep}) {
            var findings = new Findings();
            assertThat(PayloadSchema.compile(json(schema), "/schema", findings)).isNull();
            assertThat(findings.errors())
                    .hasSize(1)
                    .extracting(FieldError::pointer)
                    .containsExactly("/schema");
        }
    }

    private static PayloadSchema compile(JsonNode json) {
        var findings = new Findings();
        var schema = PayloadSchema.compile(json, "", findings);
        assertThat(findings.all()).isEmpty();
        return schema;
    }

    private static Stream<JsonNode> cases(String file) throws IOException {
        try (var stream = PayloadSchemaTest.class.getResourceAsStream("/schema/" + file)) {
            var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return StreamSupport.stream(json(text).spliterator(), false);
        }
    }

    private static JsonNode json(String text) {
        return ((Parsed.Value) Json.parse(text.getBytes(StandardCharsets.UTF_8))).json();
    }
}
