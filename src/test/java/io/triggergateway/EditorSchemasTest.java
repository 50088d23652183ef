package io.triggergateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.triggergateway.trigger.AwaitReader;
import io.triggergateway.trigger.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas for editors say of a document what the service says of it, as far as a schema can. */
class EditorSchemasTest {
    private static final Path SCHEMAS = Path.of("openapi", "schemas");
    private static final Path CASES = Path.of("src", "test", "resources");
    private static final Path EXAMPLES = Path.of("src", "main", "resources", "examples");
    private static final Pattern AWAIT_IN_GUIDE =
            Pattern.compile("```\\n(?:PUT [^\\n]+\\n)?(\\{ \"type\".*?})\\n```", Pattern.DOTALL);
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Schema TRIGGER = schema("trigger");
    private static final Schema FLOW = schema("flow");
    private static final Schema AWAIT = schema("await");

    private static Schema schema(String name) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(read(SCHEMAS.resolve(name + ".json")));
    }

    private static JsonNode read(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new AssertionError(file.toString(), unreadable);
        }
    }

    static List<Path> files() throws IOException {
        var files = new ArrayList<Path>();
        for (var directory : List.of(EXAMPLES, CASES.resolve("valid-triggers"), Path.of("docker", "files"))) {
            try (var found = Files.list(directory)) {
                files.addAll(found.toList());
            }
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource("files")
    void validDocumentsPass(Path file) throws IOException {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
            while (documents.hasNextValue()) {
                var document = documents.nextValue();
                assertThat((document.has("subscribe") ? FLOW : TRIGGER).validate(document))
                        .isEmpty();
            }
        }
    }

    @Test
    void invalidTriggersAreFoundExceptThoseThatAreListed() throws IOException {
        var passed = new ArrayList<String>();
        int all = 0;
        for (var part : List.of("trigger", "endpoint", "auth", "schedule", "config", "ui")) {
            for (var each : read(CASES.resolve("invalid-triggers/" + part + ".yaml"))) {
                all++;
                if (TRIGGER.validate(each.get("document")).isEmpty()) {
                    passed.add(part + ": " + each.get("name").asText());
                }
            }
        }
        var listed = Files.readAllLines(CASES.resolve("schemas/beyond.txt"));
        assertThat(passed).containsExactlyInAnyOrderElementsOf(listed.subList(1, listed.size()));
        assertThat(all).isGreaterThan(2 * passed.size());
    }

    static Stream<JsonNode> awaits() {
        var cases = new ArrayList<JsonNode>();
        read(CASES.resolve("schemas/awaits.yaml")).forEach(cases::add);
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("awaits")
    void schemaAndServiceAgreeOnAwaits(JsonNode given) {
        var findings = new Findings();
        AwaitReader.read(given.get("document"), findings);
        assertThat(findings.isEmpty()).isEqualTo(given.get("valid").booleanValue());
        assertThat(AWAIT.validate(given.get("document")).isEmpty())
                .isEqualTo(given.get("valid").booleanValue());
    }

    @Test
    void awaitsOfTheGuideAreValid() throws IOException {
        var blocks = AWAIT_IN_GUIDE
                .matcher(Files.readString(Path.of("docs", "awaits.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(blocks).hasSizeGreaterThan(1);
        for (var block : blocks) {
            var document = YAML.readTree(block);
            var findings = new Findings();
            AwaitReader.read(document, findings);
            assertThat(findings.isEmpty()).as(block).isTrue();
            assertThat(AWAIT.validate(document)).as(block).isEmpty();
        }
    }

    @Test
    void messagesAreThoseOfTheDescriptionOfTheStreams() {
        var described = read(Path.of("openapi", "asyncapi.yaml")).at("/components/schemas");
        var published = read(SCHEMAS.resolve("message.json"));
        assertThat(published.path("oneOf")).hasSize(4);
        published
                .path("$defs")
                .properties()
                .forEach(each -> assertThat(each.getValue())
                        .as(each.getKey())
                        .isEqualTo(moved(described.path(each.getKey()).path("schema"))));
    }

    /** In a schema of its own, definitions have another place. */
    private static JsonNode moved(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            var copy = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(each -> copy.set(
                            each.getKey(),
                            each.getKey().equals("$ref")
                                    ? JsonNodeFactory.instance.textNode(each.getValue()
                                            .asText()
                                            .replace("#/components/schemas/", "#/$defs/")
                                            .replace("/schema", ""))
                                    : moved(each.getValue())));
            return copy;
        }
        if (schema.isArray()) {
            var copy = JsonNodeFactory.instance.arrayNode();
            schema.forEach(each -> copy.add(moved(each)));
            return copy;
        }
        return schema;
    }

    @Test
    void examplesNameTheirSchema() throws IOException {
        try (var files = Files.list(EXAMPLES)) {
            assertThat(files.toList()).allSatisfy(file -> {
                var first = Files.readAllLines(file).getFirst();
                assertThat(first).startsWith("# yaml-language-server: $schema=");
                assertThat(file.resolveSibling(first.substring(first.indexOf('=') + 1)))
                        .exists();
            });
        }
    }
}
