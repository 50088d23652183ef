package io.triggergateway.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.trigger.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostLimitTest {
    private static final Outcome TOO_COSTLY = new Outcome.Differs(Reasons.TOO_COSTLY);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payload.l.all(a, payload.l.all(b, payload.l.all(c, true)))",
                "payload.l.all(a, payload.big == payload.big2) || true",
                "payload.l.map(a, payload.l.map(b, payload.l.map(c, [a, b, c]))) == []",
                "payload.l.all(a, payload.big == payload.big2)",
                "payload.l.all(a, !(-1 in payload.big))",
                "payload.l.map(a, payload.text + 'x').size() == 1",
                "payload.l.all(a, !payload.text.matches('(.*y)+'))",
                "payload.text.replace('a', payload.text) == ''",
                "payload.text.replace('', payload.text) == ''",
                "payload.l.map(a, payload.text).join() == ''",
                "payload.big.map(a, 'a').join(payload.text) == ''",
                "payload.text.split('').size() == 1"
            })
    void cutsLoopsThatAStrangersPayloadCouldMakeEndless(String source) {
        assertThat(Cases.filter(source).test(Cases.firing(largePayload()))).isEqualTo(TOO_COSTLY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s + s", "[s, s]", "{'a': s, 'b': s}", "s.replace('a', s)", "[s, s].join(s)"})
    void cutsChainsThatDouble(String step) {
        var chain = "['aaaaaaaa']" + ".map(s, %s)".formatted(step).repeat(22);

        assertThat(Cases.filter("%s == %s".formatted(chain, chain)).test(Cases.firing("{}")))
                .isEqualTo(TOO_COSTLY);
    }

    @Test
    void cutsListsThatDouble() {
        var chain = "[[1, 2, 3, 4]]" + ".map(s, s + s)".repeat(16);

        assertThat(Cases.filter("%s == %s".formatted(chain, chain)).test(Cases.firing("{}")))
                .isEqualTo(TOO_COSTLY);
    }

    @Test
    void allowsAnHonestLoopOverALargeList() {
        assertThat(Cases.filter("payload.big.filter(i, i >= 5).map(i, i + 1).size() == 2995")
                        .test(Cases.firing(largePayload())))
                .isEqualTo(new Outcome.Matches());
    }

    @ParameterizedTest
    @ValueSource(strings = {"payload.big", "[payload.big, payload.text]", "payload.l.map(i, payload.big)"})
    void refusesAResultThatIsTooLarge(String source) {
        var payload = largePayload();
        payload.put("text", "é".repeat(600_000));

        var result = Cases.transform(
                        JsonNodeFactory.instance.textNode(source.equals("payload.big") ? "payload" : source))
                .apply(Cases.firing(payload));

        assertThat(result)
                .isEqualTo(
                        new TransformResult.Failed("Expected a result of at most 1,048,576 bytes, but it is larger"));
    }

    @ParameterizedTest
    @ValueSource(ints = {150, 2_000})
    void refusesSourcesThatNestTooDeeply(int depth) {
        for (var source : new String[] {
            "(".repeat(depth) + "true" + ")".repeat(depth),
            "[".repeat(depth) + "]".repeat(depth) + " == []",
            "payload" + ".a".repeat(depth) + " == 1",
            "1" + "+1".repeat(depth) + " == 1"
        }) {
            var findings = new Findings();
            assertThat(Expressions.filter(source, Scope.TRIGGER, "", findings))
                    .as(source.substring(0, 20))
                    .isNull();
            assertThat(findings.errors()).isNotEmpty();
        }
    }

    @Test
    void refusesLongSources() {
        var findings = new Findings();

        assertThat(Expressions.filter("'" + "a".repeat(10_000) + "' == ''", Scope.TRIGGER, "", findings))
                .isNull();
        assertThat(findings.errors()).hasSize(1);
    }

    private static ObjectNode largePayload() {
        var payload = JsonNodeFactory.instance.objectNode();
        payload.put("text", "a".repeat(500_000));
        var list = payload.putArray("l");
        var big = payload.putArray("big");
        var other = payload.putArray("big2");
        for (int index = 0; index < 3_000; index++) {
            if (index < 300) {
                list.add(index);
            }
            big.add(index);
            other.add(index);
        }
        return payload;
    }
}
