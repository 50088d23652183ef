package io.triggergateway.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.admin.Yaml;
import io.triggergateway.payload.Parsed;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Trigger;
import io.triggergateway.trigger.TriggerReader;
import io.triggergateway.trigger.TriggerWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Forms of definitions, and definitions of forms. */
class ComposerTest {
    private static final Path EXAMPLES = Path.of("src/test/resources/valid-triggers");

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void formThatNobodyTouchesChangesNothing(Path file) throws IOException {
        var written = (ObjectNode) yaml(Files.readString(file));
        var trigger = read(written);
        var canonical = TriggerWriter.write(trigger);
        var composed = again(canonical);
        assertThat(composed.definition()).isEqualTo(canonical);
        assertThat(composed.errors()).isEmpty();
        assertThat(read(again(written).definition())).isEqualTo(trigger);
    }

    private static Composer.Composed again(ObjectNode definition) {
        var type = definition.path("type").asText();
        return Composer.compose(definition, type, Composer.decompose(definition, type));
    }

    private static Trigger read(JsonNode document) {
        var findings = new Findings();
        var trigger = TriggerReader.read(document, findings);
        assertThat(findings.all()).isEmpty();
        return Objects.requireNonNull(trigger);
    }

    private static JsonNode yaml(String text) {
        return ((Parsed.Value) Yaml.parse(text.getBytes(StandardCharsets.UTF_8))).json();
    }

    /** Left what somebody writes into a field, right what the definition has there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/tags | a, b | ['a','b']",
                "/filter | payload.a > 1 | 'payload.a > 1'",
                "/transform | payload.a == 1 ? payload.b : payload.c | 'payload.a == 1 ? payload.b : payload.c'",
                "/transform | a: payload.b | {'a':'payload.b'}",
                "/transform | - payload.b | ['payload.b']",
                "/transform | {\"a\": \"payload.b\"} | {'a':'payload.b'}",
                "/schema | {\"type\": \"object\"} | {'type':'object'}",
                "/config/retentionDays | 7 | 7",
                "/config/retentionDays | seven | 'seven'",
                "/config/rateLimit/window | 5m | '5m'",
                "/config/rateLimit/window | 5000 | 5000",
                "/config/persistData | false | false",
                "/config/deduplicate | false | false",
                "/enabled | true | ",
            })
    void writesWhatAFieldSays(String at, String text, String expected) {
        var base = JsonNodeFactory.instance.objectNode().put("name", "a").put("type", "manual");
        var composed = Composer.compose(
                base, "manual", Composer.decompose(base, "manual").with(at, text));
        var found = Place.of(at).in(composed.definition());
        assertThat(found.toString().replace('"', '\'')).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void timeWithoutAZoneIsOneOfTheSchedule() {
        var base =
                (ObjectNode) yaml("{name: a, type: schedule, schedule: {cron: '0 1 * * *', timezone: Europe/Berlin}}");
        var entered = Composer.decompose(base, "schedule").with("/schedule/startAt", "2027-07-01 09:00");
        var composed = Composer.compose(base, "schedule", entered);
        assertThat(composed.definition().at("/schedule/startAt").asText()).isEqualTo("2027-07-01T07:00:00.000Z");
        assertThat(Composer.decompose(composed.definition(), "schedule").text("/schedule/startAt"))
                .isEqualTo("2027-07-01 09:00:00");
    }

    @Test
    void rowsThatAreRemovedTakeNothingFromOthers() {
        var base = (ObjectNode)
                yaml(
                        "{name: a, type: manual, ui: {form: [{name: x, type: number, min: 1}, {name: y, type: text, multiline: true}]}}");
        var entered = Composer.decompose(base, "manual")
                .with("/ui/form/0/removed", "true")
                .with("/ui/form/2/name", "z")
                .with("/ui/form/2/type", "text");
        var composed = Composer.compose(base, "manual", entered);
        assertThat(composed.definition().at("/ui/form"))
                .isEqualTo(yaml("[{name: y, type: text, multiline: true}, {name: z, type: text}]"));
        assertThat(composed.entered().text("/ui/form/0/name")).isEqualTo("y");
    }
}
