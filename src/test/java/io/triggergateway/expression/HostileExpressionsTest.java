package io.triggergateway.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.schema.PayloadSchema;
import io.triggergateway.trigger.Findings;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Expressions and patterns of people who mean harm: each is refused, or has a value and nothing else, or is cut. To run up to
 * a limit takes a while, so only some do; {@code -Dhostile.every=1} takes all.
 */
class HostileExpressionsTest {
    private static final int EVERY = Integer.getInteger("hostile.every", 6);

    /** What a pattern of that length may cost an engine that does not go back; the others are far beyond it. */
    private static final long STEPS = 5_000_000;

    static Iterable<JsonNode> patterns() throws IOException {
        return Cases.of("slow-patterns.json").toList();
    }

    @Test
    void haveAValueAtMostAndEndWithinTheirLimit() throws IOException {
        var payload = payload();
        var before = payload.deepCopy();
        var ends = new TreeMap<String, Integer>();
        var sources = Cases.of("hostile.json").toList();
        for (int i = 0; i < sources.size(); i += EVERY) {
            ends.merge(end(sources.get(i).textValue(), payload), 1, Integer::sum);
        }
        assertThat(payload).isEqualTo(before);
        assertThat(sources).hasSizeGreaterThanOrEqualTo(300);
        assertThat(ends).containsOnlyKeys("refused", "a value", "failed", "cut");
        assertThat(ends.get("refused")).as(ends.toString()).isGreaterThan(180 / EVERY);
        assertThat(ends.get("cut")).as(ends.toString()).isGreaterThan(30 / EVERY);
    }

    private static String end(String source, JsonNode payload) {
        var findings = new Findings();
        var filter = Expressions.filter(source, Scope.TRIGGER, "/filter", findings);
        if (filter == null) {
            assertThat(findings.errors())
                    .isNotEmpty()
                    .allSatisfy(error ->
                            assertThat(error.detail()).startsWith("Expected").hasSizeLessThan(1000));
            return "refused";
        }
        return switch (filter.test(Cases.firing(payload))) {
            case Outcome.Matches matches -> "a value";
            case Outcome.Differs(var reason) when reason == null -> "a value";
            case Outcome.Differs(var reason) when reason.equals(Reasons.TOO_COSTLY) -> "cut";
            case Outcome.Differs(var reason) -> {
                assertThat(reason).as(source).startsWith("Expected").hasSizeLessThan(1000);
                yield "failed";
            }
        };
    }

    private static ObjectNode payload() {
        var payload = JsonNodeFactory.instance.objectNode();
        payload.put("a", 1).put("text", "a".repeat(100_000));
        for (var list : Map.of("l", 200, "big", 2_000, "big2", 2_000).entrySet()) {
            var array = payload.putArray(list.getKey());
            for (int index = 0; index < list.getValue(); index++) {
                array.add(index);
            }
        }
        return payload;
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void matchesWithinLimitsWhatABacktrackingEngineNeverEnds(JsonNode example) {
        var pattern = example.get("pattern").textValue();
        var text = example.get("text").textValue();
        assertThatExceptionOfType(OutOfSteps.class)
                .isThrownBy(() -> Pattern.compile(pattern)
                        .matcher(new CountedText(text, new long[1]))
                        .matches());

        var filter = Cases.filter("payload.text.matches(payload.pattern)");
        var firing = JsonNodeFactory.instance.objectNode().put("text", text).put("pattern", pattern);
        assertThat(filter.test(Cases.firing(firing)))
                .isIn(new Outcome.Differs(null), new Outcome.Differs(Reasons.TOO_COSTLY));

        var schema = PayloadSchema.compile(
                JsonNodeFactory.instance.objectNode().put("pattern", pattern), "", new Findings());
        assertThat(schema.validate(JsonNodeFactory.instance.textNode(text))).hasSize(1);
    }

    private static final class OutOfSteps extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Counts how often the JDK's engine looks, which no machine makes faster or slower. */
    private record CountedText(CharSequence text, long[] looks) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++looks[0] > STEPS) {
                throw new OutOfSteps();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new CountedText(text.subSequence(start, end), looks);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
