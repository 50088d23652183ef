package io.triggergateway.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.triggergateway.payload.Json;
import io.triggergateway.trigger.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The specification's rules, case by case, without a service around them. */
class CloudEventsTest {
    private static final String EVENT = "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/s\",\"type\":\"t\"}";

    private static EventBody read(String type, String body) {
        return EventBody.read(Map.of("content-type", List.of(type)), body.getBytes(StandardCharsets.UTF_8), 3);
    }

    @ParameterizedTest
    @MethodSource("io.triggergateway.entry.EventCase#all")
    void keepsTheSpecification(EventCase given) {
        var body = EventBody.read(given.headers(), given.body(), 3);

        assertThat(body).isInstanceOf(EventBody.One.class);
        switch (((EventBody.One) body).reading()) {
            case EventReading.Read(var event) -> {
                assertThat(given.errors()).as("read as %s", event.attributes()).isEmpty();
                expect(given.event(), event);
            }
            case EventReading.Invalid(var id, var source, var errors) -> {
                assertThat(errors)
                        .extracting(FieldError::pointer)
                        .as("%s", errors)
                        .containsExactlyInAnyOrderElementsOf(given.errors());
                assertThat(errors)
                        .allSatisfy(error -> assertThat(error.detail()).contains(" "));
            }
        }
    }

    private static void expect(JsonNode expected, IncomingEvent event) {
        expected.path("attributes")
                .properties()
                .forEach(attribute -> assertThat(event.attributes().get(attribute.getKey()))
                        .as(attribute.getKey())
                        .isEqualTo(attribute.getValue()));
        expected.path("absent")
                .forEach(name -> assertThat(event.attributes().has(name.asText()))
                        .as(name.asText())
                        .isFalse());
        if (expected.has("kind")) {
            assertThat(event.data().kind()).hasToString(expected.path("kind").asText());
            assertThat(event.data().json()).isEqualTo(expected.get("data"));
            assertThat(Json.parseOrNull(event.data().data())).isEqualTo(expected.get("data"));
        }
    }

    @Test
    void showsExpressionsTheSameHeadersInEveryMode() {
        var headers = Map.of(
                "ce-specversion", List.of("1.0"),
                "ce-id", List.of("1"),
                "ce-source", List.of("/s"),
                "ce-type", List.of("t"),
                "ce-subject", List.of("a%20b"),
                "ce-ext", List.of("true"),
                "content-type", List.of("text/plain"));
        var structured = read(
                "application/cloudevents+json",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"subject\":\"a b\",\"ext\":true,"
                        + "\"datacontenttype\":\"text/plain\",\"data\":\"x\"}");

        var binary = EventBody.read(headers, "x".getBytes(StandardCharsets.UTF_8), 3);
        assertThat(event(binary).headers())
                .isEqualTo(event(structured).headers())
                .containsEntry("ce-subject", List.of("a b"))
                .containsEntry("content-type", List.of("text/plain"));
        assertThat(event(binary).bytes()).isEqualTo(event(structured).bytes());
    }

    private static IncomingEvent event(EventBody body) {
        return ((EventReading.Read) ((EventBody.One) body).reading()).event();
    }

    @Test
    void readsEveryEventOfABatchForItself() {
        var body = read(
                "application/cloudevents-batch+json; charset=utf-8",
                "[" + EVENT.formatted("1") + ", {\"id\": \"2\"}, 7]");

        var readings = ((EventBody.Batch) body).readings();
        assertThat(readings).hasSize(3);
        assertThat(readings.get(0)).isInstanceOf(EventReading.Read.class);
        assertThat(readings.get(1)).isInstanceOfSatisfying(EventReading.Invalid.class, invalid -> {
            assertThat(invalid.id()).isEqualTo("2");
            assertThat(invalid.errors()).hasSize(3);
        });
        assertThat(readings.get(2)).isInstanceOf(EventReading.Invalid.class);
    }

    @Test
    void takesABatchOfNone() {
        assertThat(read("application/cloudevents-batch+json", "[]")).isEqualTo(new EventBody.Batch(List.of()));
    }

    @Test
    void boundsABatch() {
        var event = EVENT.formatted("1");
        assertThat(read("application/cloudevents-batch+json", "[" + String.join(",", event, event, event, event) + "]"))
                .isEqualTo(new EventBody.TooMany(4, 3));
        assertThat(read("application/cloudevents-batch+json", "[" + String.join(",", event, event, event) + "]"))
                .isInstanceOf(EventBody.Batch.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/cloudevents+json", "application/cloudevents-batch+json"})
    void refusesWhatIsNoJson(String type) {
        assertThat(read(type, "{")).isInstanceOf(EventBody.Malformed.class);
        assertThat(read(type, "")).isInstanceOf(EventBody.Malformed.class);
    }

    @Test
    void refusesABatchThatIsNoList() {
        assertThat(read("application/cloudevents-batch+json", "{}")).isInstanceOf(EventBody.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/cloudevents", "application/cloudevents+avro", "application/cloudevents-batch"})
    void namesFormatsThatItCannotRead(String type) {
        assertThat(read(type, "{}")).isEqualTo(new EventBody.UnknownFormat(type));
    }

    @Test
    void knowsWhichNullIsMeant() {
        var event = event(read("application/cloudevents+json", EVENT.formatted("1")));
        assertThat(event.data().json()).isEqualTo(NullNode.getInstance());
        assertThat(event.bytes()).isEmpty();
        assertThat(event.data().json()).isNotEqualTo(IntNode.valueOf(0));
    }
}
