package io.triggergateway.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.schedule.ScheduleCompiler;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each case of {@code invalid-triggers} is a document, the place that is wrong, and words of the sentence about it. */
class InvalidTriggersTest {
    static Stream<Arguments> cases() {
        return Stream.of("trigger", "endpoint", "auth", "schedule", "config", "ui")
                .flatMap(InvalidTriggersTest::cases);
    }

    private static Stream<Arguments> cases(String part) {
        var list = Documents.resource("/invalid-triggers/%s.yaml".formatted(part));
        return StreamSupport.stream(list.spliterator(), false)
                .map(each -> Arguments.of(part + ": " + each.get("name").asText(), each));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void saysWhatIsWrongAndWhere(String name, JsonNode given) {
        var findings = new Findings();
        var trigger = TriggerReader.read(given.get("document"), findings);
        assertThat(trigger == null).isEqualTo(!findings.errors().isEmpty());
        if (trigger != null && trigger.schedule() != null) {
            assertThat(ScheduleCompiler.compile(trigger.schedule(), "/schedule", findings))
                    .isNull();
        }
        assertThat(findings.errors())
                .hasSize(given.path("errors").asInt(1))
                .anySatisfy(error -> {
                    assertThat(error.pointer()).isEqualTo(given.get("pointer").asText());
                    assertThat(error.detail())
                            .startsWith("Expected")
                            .contains(given.get("says").asText());
                })
                .allSatisfy(error -> assertThat(error.detail()).doesNotContain("hush-hush", "12345678"));
    }
}
