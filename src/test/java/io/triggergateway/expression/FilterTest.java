package io.triggergateway.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.trigger.FieldError;
import io.triggergateway.trigger.Findings;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FilterTest {
    static Stream<JsonNode> filters() throws IOException {
        return Cases.of("filters.json");
    }

    static Stream<JsonNode> refused() throws IOException {
        return Cases.of("refused.json");
    }

    @ParameterizedTest
    @MethodSource("filters")
    void decidesAsTheCaseSays(JsonNode example) {
        var outcome = Cases.filter(example.get("filter").textValue()).test(Cases.firing(example.get("payload")));

        if (example.has("reason")) {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Differs.class,
                            differs -> assertThat(differs.reason())
                                    .startsWith(example.get("reason").textValue())
                                    .doesNotContain("hunter2"));
        } else {
            assertThat(outcome)
                    .isEqualTo(
                            example.get("matches").booleanValue() ? new Outcome.Matches() : new Outcome.Differs(null));
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedWithPlaceAndReason(JsonNode example) {
        var findings = new Findings();

        var filter = Expressions.filter(example.get("source").textValue(), Scope.TRIGGER, "/filter", findings);

        assertThat(filter).isNull();
        assertThat(findings.errors())
                .allSatisfy(finding -> assertThat(finding.pointer()).isEqualTo("/filter"));
        assertThat(findings.errors())
                .extracting(FieldError::detail)
                .anySatisfy(detail -> assertThat(detail)
                        .startsWith("Expected")
                        .contains(example.get("finding").textValue()));
    }

    @Test
    void knowsTheDataOfTheTriggerInSubscriptions() {
        var findings = new Findings();
        var filter = Expressions.filter("data.total > payload.limit", Scope.SUBSCRIPTION, "", findings);

        assertThat(findings.all()).isEmpty();
        assertThat(filter.names()).containsExactlyInAnyOrder("data", "payload");
        assertThat(filter.test(Cases.firing("{\"limit\": 1}").withData(() -> Cases.json("{\"total\": 2}"))))
                .isEqualTo(new Outcome.Matches());
    }

    @Test
    void readsThePayloadOnlyWhenItIsUsedAndThenOnce() {
        var reads = new AtomicInteger();
        var variables = new Variables(
                "orders",
                Instant.EPOCH,
                () -> {
                    reads.incrementAndGet();
                    return Cases.json("{\"a\": 1}");
                },
                RequestFacts.NONE);

        assertThat(Cases.filter("trigger == 'orders'").test(variables)).isEqualTo(new Outcome.Matches());
        assertThat(reads).hasValue(0);

        assertThat(Cases.filter("payload.a == event.a").test(variables)).isEqualTo(new Outcome.Matches());
        assertThat(Cases.filter("payload.a == 1").test(variables.withData(() -> Cases.json("1"))))
                .isEqualTo(new Outcome.Matches());
        assertThat(reads).hasValue(1);
    }
}
