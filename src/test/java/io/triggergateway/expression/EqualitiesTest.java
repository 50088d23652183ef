package io.triggergateway.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EqualitiesTest {
    static Stream<JsonNode> examples() throws IOException {
        return Cases.of("equalities.json");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void areThoseThatTheCaseNames(JsonNode example) {
        var equalities = equalities(example);

        assertThat(equalities.shape().text()).isEqualTo(example.get("shape").toString());
        assertThat(equalities.values()).isEqualTo(texts(example.get("values")));
        assertThat(equalities.complete()).isEqualTo(example.get("complete").booleanValue());
    }

    /** The index may never say anything else than the filter itself. */
    @ParameterizedTest
    @MethodSource("examples")
    void agreeWithTheFilterAboutEveryPayload(JsonNode example) {
        var filter = Cases.filter(example.get("filter").textValue());
        var equalities = filter.equalities();

        for (var payload : example.get("payloads")) {
            boolean passes = filter.test(Cases.firing(payload)).equals(new Outcome.Matches());
            boolean found = equalities.shape().values(payload).equals(Optional.of(equalities.values()));
            assertThat(passes && !found).as("missed %s", payload).isFalse();
            assertThat(equalities.complete() && found && !passes)
                    .as("made up %s", payload)
                    .isFalse();
        }
    }

    @Test
    void keepTheOrderOfTheirFieldsHoweverTheyAreWritten() {
        assertThat(Cases.filter("event.b == 2 && event.a == 1").equalities())
                .isEqualTo(Cases.filter("1 == payload['a'] && payload.b == 2.0").equalities());
    }

    @Test
    void areIncompleteWithoutOneOfTheirFields() {
        var equalities = Cases.filter("event.b == 2 && event.a == 1").equalities();
        var a = new FieldPath(List.of("a"));
        var b = new FieldPath(List.of("b"));

        assertThat(equalities.within(Set.of(a)).constants()).isEqualTo(Map.of(a, "n1"));
        assertThat(equalities.within(Set.of(a)).complete()).isFalse();
        assertThat(equalities.within(Set.of(a, b))).isEqualTo(equalities);
    }

    @Test
    void haveAShapeThatCanBeReadAgain() {
        var shape = Cases.filter("event['a b'].c == 1 && event['\"'] == 1")
                .equalities()
                .shape();

        assertThat(Shape.parse(shape.text())).isEqualTo(shape);
        assertThat(Shape.parse("[]")).isEqualTo(Shape.EMPTY);
    }

    @Test
    void lookUpNoTextThatNoFilterCanHold() {
        var shape = Shape.of(List.of(new FieldPath(List.of("a"))));
        var longest = "x".repeat(Expressions.MAX_SOURCE);

        assertThat(shape.values(Cases.json("{\"a\": \"%s\"}".formatted(longest))))
                .isPresent();
        assertThat(shape.values(Cases.json("{\"a\": \"%sx\"}".formatted(longest))))
                .isEmpty();
    }

    @Test
    void demandNothingWithoutAFilter() {
        assertThat(Equalities.NONE.complete()).isTrue();
        assertThat(Equalities.NONE.shape()).isEqualTo(Shape.EMPTY);
        assertThat(Shape.EMPTY.values(Cases.json("1"))).contains(List.of());
    }

    private static Equalities equalities(JsonNode example) {
        return Cases.filter(example.get("filter").textValue()).equalities();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }
}
