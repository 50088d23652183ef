package io.triggergateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;

/** Requests as the description of the API has them, and as it has them not: the same ones for the same seed. */
final class DescribedRequests {
    private static final List<String> NAMES = List.of(
            "fuzz.webhook",
            "fuzz.manual",
            "fuzz.schedule",
            "fuzz.event",
            "fuzz-flow",
            "fuzz.new",
            "nobody",
            "run-1",
            "step-1");
    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            ".",
            "..",
            "-1",
            "0",
            "99999999999999999999",
            "9223372036854775807",
            "1e9",
            "NaN",
            "null",
            "true",
            "*",
            "{}",
            "[]",
            "'\"<>&;",
            "%",
            "%00",
            "\u0000",
            "\r\nX: y",
            "ä€😀",
            "\u202e",
            "a/b",
            "a\\b",
            "../tokens",
            "${jndi:ldap://x}",
            "{{7*7}}",
            "2026-11-23T10:00:00Z",
            "2026-02-30T10:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "0-0",
            "18446744073709551615-18446744073709551615",
            "x".repeat(300),
            "x".repeat(2000));
    private static final List<String> BROKEN_BODIES = List.of(
            "",
            "{",
            "null",
            "[]",
            "\"\"",
            "1",
            "{\"a\":1,\"a\":2}",
            "[".repeat(200),
            "{}{}",
            "\uFEFF{}",
            "\u0000",
            "a: [",
            "- a\n b");
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/yaml",
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "application/merge-patch+json",
            "application/cloudevents+json",
            "application/cloudevents-batch+json",
            "application/json; charset=utf-16",
            "a",
            "*/*");
    private static final List<String> ACCEPTED = List.of(
            "*/*", "application/json", "application/yaml", "application/problem+json", "text/html", "text/csv", "x");
    private static final List<String> TOKENS = List.of(
            "test-token-of-a-viewer",
            "test-token-of-an-engine",
            "test-token-of-an-operator",
            "wrong",
            "tgw_wrong",
            "a.b.c");

    private final Random random;
    private final JsonNode components;
    private final URI base;

    DescribedRequests(long seed, JsonNode components, URI base) {
        this.random = new Random(seed);
        this.components = components;
        this.base = base;
    }

    /** One of many; some are valid, most have one or two things wrong. */
    HttpRequest next(DescribedOperation operation) {
        var path = operation.path();
        var query = new ArrayList<String>();
        var request = HttpRequest.newBuilder();
        for (var parameter : operation.document().path("parameters")) {
            var described = resolve(parameter);
            var name = described.path("name").asText();
            switch (described.path("in").asText()) {
                case "path" -> path = path.replace("{" + name + "}", encoded(pathValue(described)));
                case "query" -> addQuery(query, described, name);
                case "header" -> addHeader(request, name, value(described.path("schema"), 0));
                default -> throw new AssertionError("Expected a known place of " + name);
            }
        }
        while (path.contains("{")) {
            path = path.replaceFirst("[{][^}]*[}]", encoded(any(NAMES)));
        }
        if (chance(20)) {
            query.add(encoded(any(HOSTILE)) + "=" + encoded(any(HOSTILE)));
        }
        authorize(request);
        addHeader(request, "Accept", chance(3) ? any(ACCEPTED) : "*/*");
        return request.uri(base.resolve(path + (query.isEmpty() ? "" : "?" + String.join("&", query))))
                .method(operation.method(), body(operation, request))
                .build();
    }

    private void authorize(HttpRequest.Builder request) {
        if (!chance(10)) {
            request.header("Authorization", "Bearer test-token-of-an-admin");
        } else if (!chance(4)) {
            request.header("Authorization", "Bearer " + any(TOKENS));
        }
    }

    private HttpRequest.BodyPublisher body(DescribedOperation operation, HttpRequest.Builder request) {
        var contents = resolve(operation.document().path("requestBody")).path("content");
        if (contents.isEmpty() && !chance(10)) {
            return BodyPublishers.noBody();
        }
        var types = new ArrayList<String>();
        contents.fieldNames().forEachRemaining(types::add);
        var type = types.isEmpty() || chance(8) ? any(TYPES) : any(types);
        addHeader(request, "Content-Type", type.equals("*/*") ? any(TYPES) : type);
        return chance(6)
                ? BodyPublishers.ofString(any(BROKEN_BODIES))
                : BodyPublishers.ofString(example(contents.path(type)).toString());
    }

    private JsonNode example(JsonNode content) {
        var examples = StreamSupport.stream(content.path("examples").spliterator(), false)
                .map(example -> resolve(example).path("value"))
                .toList();
        var chosen = content.has("example")
                ? content.path("example")
                : examples.isEmpty() ? json(content.path("schema"), 0) : any(examples);
        return chance(2) ? chosen : broken(chosen);
    }

    /** The same with one thing changed, somewhere. */
    private JsonNode broken(JsonNode json) {
        if (json.isObject() && !json.isEmpty()) {
            var names = new ArrayList<String>();
            json.fieldNames().forEachRemaining(names::add);
            var name = any(names);
            var copy = json.<ObjectNode>deepCopy();
            switch (random.nextInt(4)) {
                case 0 -> copy.remove(name);
                case 1 -> copy.put(any(HOSTILE), any(HOSTILE));
                case 2 -> copy.set(name, broken(copy.get(name)));
                default -> copy.set(name, anything(0));
            }
            return copy;
        }
        return anything(0);
    }

    private JsonNode json(JsonNode schema, int depth) {
        var described = resolve(schema);
        var type = described.path("type").isArray() ? described.path("type").path(0) : described.path("type");
        if (described.has("examples") && chance(2)) {
            return described.path("examples").path(0);
        }
        var nodes = JsonNodeFactory.instance;
        return switch (depth > 4 ? "" : type.asText()) {
            case "object" -> {
                var object = nodes.objectNode();
                described.path("properties").properties().forEach(property -> {
                    if (!chance(3)) {
                        object.set(property.getKey(), json(property.getValue(), depth + 1));
                    }
                });
                yield object;
            }
            case "array" -> nodes.arrayNode().add(json(described.path("items"), depth + 1));
            case "string" -> nodes.textNode(value(described, depth));
            case "integer", "number" -> nodes.numberNode(random.nextInt(1000));
            case "boolean" -> nodes.booleanNode(random.nextBoolean());
            default -> anything(depth);
        };
    }

    private JsonNode anything(int depth) {
        var nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(depth > 3 ? 5 : 7)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.numberNode(random.nextLong());
            case 2 -> nodes.booleanNode(random.nextBoolean());
            case 3 -> nodes.textNode(any(HOSTILE));
            case 4 -> nodes.textNode(any(NAMES));
            case 5 -> nodes.arrayNode().add(anything(depth + 1));
            default -> nodes.objectNode().set(any(NAMES), anything(depth + 1));
        };
    }

    private void addQuery(List<String> query, JsonNode parameter, String name) {
        if (!chance(2)) {
            query.add(name + "=" + encoded(value(parameter.path("schema"), 0)));
        }
    }

    private String pathValue(JsonNode parameter) {
        var value = chance(4) ? value(parameter.path("schema"), 0) : any(NAMES);
        // A client resolves dots before it sends.
        return value.matches("[.]*") ? "x" : value;
    }

    private String value(JsonNode schema, int depth) {
        var described = resolve(schema);
        if (chance(4)) {
            return any(HOSTILE);
        }
        var choices = new ArrayList<String>();
        for (var field : List.of("enum", "examples")) {
            described.path(field).forEach(choice -> choices.add(choice.asText()));
        }
        if (described.path("type").asText().equals("integer")) {
            choices.add(Integer.toString(random.nextInt(600)));
        }
        if (described.path("type").asText().equals("boolean")) {
            choices.add("true");
        }
        return choices.isEmpty() || depth > 4 ? any(NAMES) : any(choices);
    }

    private JsonNode resolve(JsonNode node) {
        var reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : components.at(reference.substring("#/components".length()));
    }

    private static void addHeader(HttpRequest.Builder request, String name, String value) {
        try {
            request.header(name, value);
        } catch (IllegalArgumentException noClientSendsIt) {
            request.header(name, "x");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
