package io.triggergateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.triggergateway.expression.Expressions;
import io.triggergateway.expression.Scope;
import io.triggergateway.expression.Transform;
import io.triggergateway.trigger.FieldError;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.FlowReader;
import io.triggergateway.trigger.TriggerReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guide tells people to send can be read and compiled. */
class WebhookGuideTest {
    private static final Path GUIDE = Path.of("docs/webhooks.md");
    private static final Pattern BODY = Pattern.compile("-d '([^']*)'");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final YAMLMapper MAPPER = new YAMLMapper();

    static List<JsonNode> documents() throws IOException {
        var guide = Files.readString(GUIDE);
        var bodies = BODY.matcher(guide).results().map(found -> found.group(1));
        var triggers = YAML.matcher(guide)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split("---")));
        return Stream.concat(bodies, triggers).map(WebhookGuideTest::parsed).toList();
    }

    @Test
    void findsTheExamples() throws IOException {
        assertThat(documents()).hasSize(9);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void examplesAreValid(JsonNode document) {
        assertThat(errors(document)).isEmpty();
    }

    @Test
    void anExampleThatIsWrongIsFound() {
        assertThat(errors(parsed("{name: x, type: webhook, endpoint: {path: /x, auth: {type: non}}}")))
                .isNotEmpty();
        assertThat(errors(parsed("{subscribe: [a], filter: 'data.'}"))).isNotEmpty();
    }

    private static List<FieldError> errors(JsonNode document) {
        var findings = new Findings();
        if (document.has("subscribe")) {
            FlowReader.read(document, "deploy-flow", findings);
            compile(document, Scope.SUBSCRIPTION, findings);
            document.get("subscribe").forEach(each -> compile(each, Scope.SUBSCRIPTION, findings));
        } else {
            TriggerReader.read(document, findings);
            compile(document, Scope.TRIGGER, findings);
        }
        return findings.all();
    }

    private static void compile(JsonNode document, Scope scope, Findings findings) {
        if (document.has("filter")) {
            Expressions.filter(document.get("filter").textValue(), scope, "/filter", findings);
        }
        if (document.has("transform")) {
            Transform.compile(document.get("transform"), scope, "/transform", findings);
        }
    }

    private static JsonNode parsed(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException malformed) {
            throw new AssertionError("Expected an example that can be parsed, but: " + text, malformed);
        }
    }
}
