package io.triggergateway.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.triggergateway.trigger.FieldError;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.FlowDocument;
import io.triggergateway.trigger.FlowReader;
import io.triggergateway.trigger.Trigger;
import io.triggergateway.trigger.TriggerReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * One file of triggers and flows: YAML documents or JSON, each a trigger (it has a {@code type}), a flow (it has
 * {@code subscribe}), or lists of both under {@code triggers} and {@code flows}.
 *
 * @param defects why the file cannot be used; empty when it can
 */
record TriggerFile(String name, List<Trigger> triggers, List<FlowDocument> flows, List<String> defects) {
    private static final long LARGEST = 16 * 1024 * 1024;
    private static final ObjectReader YAML = yaml();

    TriggerFile {
        triggers = List.copyOf(triggers);
        flows = List.copyOf(flows);
        defects = List.copyOf(defects);
    }

    static TriggerFile read(Path path) {
        var name = path.getFileName().toString();
        var content = new Content(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try {
            if (Files.size(path) > LARGEST) {
                content.defects.add("Expected at most 16 MiB");
            } else {
                read(Files.readAllBytes(path), content);
            }
        } catch (JsonProcessingException malformed) {
            var place = malformed.getLocation();
            content.defects.add("Expected YAML or JSON, but line %d, column %d cannot be read"
                    .formatted(place == null ? 1 : place.getLineNr(), place == null ? 1 : place.getColumnNr()));
        } catch (IOException unreadable) {
            content.defects.add("Expected a readable file, but " + unreadable.getMessage());
        }
        return new TriggerFile(name, content.triggers, content.flows, content.defects);
    }

    boolean broken() {
        return !defects.isEmpty();
    }

    /** What is gathered while reading. */
    private record Content(List<Trigger> triggers, List<FlowDocument> flows, List<String> defects) {}

    private static void read(byte[] bytes, Content content) throws IOException {
        try (var documents = YAML.<JsonNode>readValues(bytes)) {
            while (documents.hasNextValue()) {
                addDocument(documents.nextValue(), content);
            }
        }
    }

    private static void addDocument(JsonNode document, Content content) {
        if (document == null || document.isNull() || document.isMissingNode()) {
            return;
        }
        if (document.has("triggers") || document.has("flows")) {
            document.path("triggers").forEach(trigger -> addTrigger(trigger, content));
            document.path("flows").forEach(flow -> addFlow(flow, content));
        } else if (document.isArray()) {
            document.forEach(each -> addDocument(each, content));
        } else if (document.has("subscribe")) {
            addFlow(document, content);
        } else {
            addTrigger(document, content);
        }
    }

    private static void addTrigger(JsonNode document, Content content) {
        var findings = new Findings();
        var trigger = TriggerReader.read(document, findings);
        if (trigger == null) {
            content.defects.add(sentence("trigger", document, findings.errors()));
        } else {
            content.triggers.add(trigger);
        }
    }

    private static void addFlow(JsonNode document, Content content) {
        var findings = new Findings();
        var flow = document instanceof ObjectNode ? FlowReader.read(document, null, findings) : null;
        if (flow == null) {
            content.defects.add(sentence("flow", document, findings.errors()));
        } else {
            content.flows.add(flow);
        }
    }

    private static String sentence(String kind, JsonNode document, List<FieldError> errors) {
        return "%s '%s': %s"
                .formatted(
                        kind,
                        document.path("name").asText("without a name"),
                        errors.stream().map(FieldError::sentence).collect(Collectors.joining("; ")));
    }

    private static ObjectReader yaml() {
        var limits = new LoaderOptions();
        limits.setMaxAliasesForCollections(20);
        limits.setNestingDepthLimit(100);
        limits.setCodePointLimit((int) LARGEST);
        limits.setAllowDuplicateKeys(false);
        return YAMLMapper.builder(YAMLFactory.builder().loaderOptions(limits).build())
                .build()
                .readerFor(JsonNode.class);
    }
}
