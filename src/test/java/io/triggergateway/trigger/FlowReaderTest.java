package io.triggergateway.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.triggergateway.trigger.Subscription.Mode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowReaderTest {
    private final Findings findings = new Findings();

    private @Nullable FlowDocument read(String yaml, @Nullable String flow) {
        return FlowReader.read(Documents.yaml(yaml), flow, findings);
    }

    @Test
    void letsEachSubscriptionOverrideWhatHoldsForAll() {
        var flow = read(
                "{mode: manual, filter: 'data.x > 1', stream: slow, subscribe: [a, {trigger: b, mode: auto, transform: data.y, stream: quick}]}",
                "Flow:1");
        assertThat(findings.errors()).isEmpty();
        assertThat(Objects.requireNonNull(flow).subscriptions())
                .containsExactly(
                        new Subscription("Flow:1", "a", Mode.MANUAL, "data.x > 1", null, "slow", null),
                        new Subscription(
                                "Flow:1", "b", Mode.AUTO, "data.x > 1", TextNode.valueOf("data.y"), "quick", null));
    }

    @Test
    void survivesWritingAndReading() {
        var flow = read(
                "{name: f, subscribe: [a, {trigger: b, mode: manual, filter: x, transform: {y: z}, stream: s}]}", null);
        var written = FlowWriter.write(Objects.requireNonNull(flow));
        assertThat(written.get("subscribe").get(0)).isEqualTo(TextNode.valueOf("a"));
        assertThat(FlowReader.read(Documents.stored(written), "f", findings)).isEqualTo(flow);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{subscribe: [a]} ; /name ; it is missing",
                "{name: a b, subscribe: [a]} ; /name ; letters, digits",
                "{name: f} ; /subscribe ; a list of triggers",
                "{name: f, subscribe: a} ; /subscribe ; a list of at most 500",
                "{name: f, subscribe: [A]} ; /subscribe/0 ; lower-case",
                "{name: f, subscribe: [a, 1]} ; /subscribe/1 ; a trigger's name or an object, but found 1",
                "{name: f, subscribe: [a, {trigger: a}]} ; /subscribe/1 ; 'a' comes again",
                "{name: f, subscribe: [{mode: auto}]} ; /subscribe/0/trigger ; it is missing",
                "{name: f, subscribe: [{trigger: a, mod: auto}]} ; /subscribe/0/mod ; Did you mean 'mode'?",
                "{name: f, subscribe: [{trigger: a, stream: dead}]} ; /subscribe/0/stream ; dead letters",
                "{name: f, subscribe: [{trigger: a, stream: 'slow:dead'}]} ; /subscribe/0/stream ; dead letters",
                "{name: f, mode: later, subscribe: []} ; /mode ; auto, manual",
                "{name: f, triggers: [a], subscribe: []} ; /triggers ; Expected one of the fields",
            })
    void saysWhatIsWrongAndWhere(String document, String pointer, String says) {
        assertThat(read(document, null)).isNull();
        assertThat(findings.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo(pointer);
            assertThat(error.detail()).contains(says);
        });
    }

    @Test
    void refusesAnotherNameThanItsAddress() {
        assertThat(read("{name: g, subscribe: []}", "f")).isNull();
        assertThat(findings.errors()).extracting(FieldError::pointer).containsExactly("/name");
    }

    @Test
    void readsASubscriptionWithoutBody() {
        assertThat(SubscriptionReader.read(null, "t", "f", findings))
                .isEqualTo(new Subscription("f", "t", Mode.AUTO, null, null, null, null));
    }

    @Test
    void readsASubscriptionAsItIsWritten() {
        var subscription = new Subscription(
                "f", "t", Mode.MANUAL, "x", TextNode.valueOf("y"), "s", new Sample(100_000, 250_000, "payload.id"));
        assertThat(SubscriptionReader.read(SubscriptionWriter.write(subscription), "t", "f", findings))
                .isEqualTo(subscription);
    }

    @Test
    void refusesUnknownFieldsOfASubscription() {
        assertThat(SubscriptionReader.read(Documents.yaml("{trigger: a}"), "t", "f", findings))
                .isNull();
        assertThat(findings.errors()).extracting(FieldError::pointer).containsExactly("/trigger");
    }
}
