package io.triggergateway.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.payload.Json;
import io.triggergateway.payload.Parsed;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.SecretParams;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one provider document and proves that its scheme compiles. */
final class ProviderReader {
    private static final Set<String> FIELDS = Set.of(
            "id",
            "name",
            "confidence",
            "fieldsFromMemory",
            "params",
            "people",
            "expects",
            "bodyNeverRepeats",
            "scheme",
            "example");

    /** A document, or a sentence that says what is wrong with it. */
    sealed interface Reading {
        record Good(ProviderDocument document) implements Reading {}

        record Broken(String problem) implements Reading {}
    }

    private ProviderReader() {}

    static Reading read(String file, byte[] content) {
        return switch (Json.parse(content)) {
            case Parsed.Malformed(var detail) -> new Reading.Broken(file + ": " + detail);
            case Parsed.Value(var json) -> read(file, json);
        };
    }

    private static Reading read(String file, JsonNode json) {
        var findings = new Findings();
        var document = document(new SchemeNode(json, "", findings));
        var needs = document == null ? null : compile(document, findings);
        return findings.isEmpty() && document != null && needs != null
                ? new Reading.Good(document.with(needs))
                : new Reading.Broken(file + ": "
                        + findings.all().stream()
                                .map(error -> error.pointer() + " " + error.detail())
                                .collect(Collectors.joining("; ")));
    }

    private static @Nullable ProviderDocument document(SchemeNode node) {
        if (!node.isObject()) {
            return null;
        }
        node.fields(FIELDS);
        var scheme = node.child("scheme");
        if (scheme == null) {
            node.wrong("Expected scheme: how the sender signs");
            return null;
        }
        var example = node.child("example");
        return new ProviderDocument(
                required(node, "id"),
                required(node, "name"),
                required(node, "confidence"),
                texts(node.child("fieldsFromMemory")),
                params(node.child("params")),
                people(node),
                required(node, "expects"),
                node.json().path("bodyNeverRepeats").asBoolean(false),
                new ProviderDocument.Needs(true, List.of()),
                scheme.json(),
                example == null ? null : example.json());
    }

    private static String required(SchemeNode node, String field) {
        var child = node.child(field);
        if (child == null) {
            node.wrong("Expected the field " + field);
            return "";
        }
        return Objects.requireNonNullElse(child.text(), "");
    }

    private static List<String> texts(@Nullable SchemeNode node) {
        return node == null
                ? List.of()
                : node.elements().stream()
                        .map(element -> element.json().asText())
                        .toList();
    }

    private static List<ProviderDocument.Param> params(@Nullable SchemeNode node) {
        var found = new ArrayList<ProviderDocument.Param>();
        for (var param : node == null ? List.<SchemeNode>of() : node.elements()) {
            var required = param.json().path("required").asBoolean(true);
            var secret = param.json().path("secret").asBoolean(false);
            var name = required(param, "name");
            if (secret && !SecretParams.isSecret(name)) {
                param.wrong("Expected the name of a secret to end with %s, but it is \"%s\""
                        .formatted(SecretParams.ENDINGS, name));
            }
            found.add(new ProviderDocument.Param(name, required(param, "label"), required, secret));
        }
        return found;
    }

    private static ProviderDocument.People people(SchemeNode node) {
        var people = node.child("people");
        if (people == null) {
            node.wrong("Expected the field people");
            return new ProviderDocument.People("", "", "", "");
        }
        return new ProviderDocument.People(
                required(people, "secretLabel"),
                required(people, "whereToFind"),
                required(people, "enter"),
                people.json().path("link").asText(""));
    }

    /** Any value will do, but a URL has to look like one. */
    private static String sample(String param) {
        return param.endsWith("_url") ? "https://keys.example.com/" : "x";
    }

    private static ProviderDocument.@Nullable Needs compile(ProviderDocument document, Findings findings) {
        Map<String, String> params = new HashMap<>();
        document.params().forEach(param -> params.put(param.name(), sample(param.name())));
        var scheme = SchemeCompiler.compile(document.scheme(), params, "/scheme", findings);
        var example = document.example();
        if (example != null) {
            ExampleTemplate.compile(example, params, ExampleTemplate.PLACEHOLDERS, findings);
        }
        return scheme == null ? null : new ProviderDocument.Needs(scheme.needsSecret(), scheme.hosts());
    }
}
