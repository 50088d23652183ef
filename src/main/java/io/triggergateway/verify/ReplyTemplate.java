package io.triggergateway.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.triggergateway.payload.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer with values of the request in it, kept harmless: short, plain, and never guessed to be a page. */
record ReplyTemplate(
        int status,
        Map<String, Template> headers,
        @Nullable Template text,
        @Nullable JsonTemplate json) {
    private static final int MOST_BYTES = 1024;

    ReplyTemplate {
        headers = Map.copyOf(headers);
    }

    /** JSON whose texts are templates. */
    sealed interface JsonTemplate {
        record Text(Template template) implements JsonTemplate {}

        record Constant(JsonNode value) implements JsonTemplate {}

        record Fields(Map<String, JsonTemplate> fields) implements JsonTemplate {}

        record Items(List<JsonTemplate> items) implements JsonTemplate {}
    }

    /** Null when a value is missing or not fit to be sent back. */
    @Nullable
    HandshakeReply render(Scope scope, boolean verified) {
        var body = body(scope);
        var rendered = body == null || body.length > MOST_BYTES ? null : headers(scope);
        return body == null || rendered == null ? null : new HandshakeReply(status, rendered, body, verified);
    }

    private byte @Nullable [] body(Scope scope) {
        if (json != null) {
            var value = value(json, scope);
            return value == null ? null : Json.write(value);
        }
        if (text == null) {
            return new byte[0];
        }
        var plain = plain(text, scope);
        return plain == null ? null : plain.getBytes(StandardCharsets.UTF_8);
    }

    private @Nullable Map<String, String> headers(Scope scope) {
        var rendered = new HashMap<String, String>();
        if (json != null || text != null) {
            rendered.put("Content-Type", json != null ? "application/json" : "text/plain; charset=utf-8");
            rendered.put("X-Content-Type-Options", "nosniff");
        }
        for (var header : headers.entrySet()) {
            var value = plain(header.getValue(), scope);
            if (value == null || !value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
                return null;
            }
            rendered.putIfAbsent(header.getKey(), value);
        }
        return rendered;
    }

    static @Nullable JsonNode value(JsonTemplate template, Scope scope) {
        return switch (template) {
            case JsonTemplate.Constant(var value) -> value;
            case JsonTemplate.Text(var text) -> {
                var plain = plain(text, scope);
                yield plain == null ? null : JsonNodeFactory.instance.textNode(plain);
            }
            case JsonTemplate.Fields(var fields) -> object(fields, scope);
            case JsonTemplate.Items(var items) -> list(items, scope);
        };
    }

    private static @Nullable JsonNode object(Map<String, JsonTemplate> fields, Scope scope) {
        var object = JsonNodeFactory.instance.objectNode();
        for (var field : fields.entrySet()) {
            var value = value(field.getValue(), scope);
            if (value == null) {
                return null;
            }
            object.set(field.getKey(), value);
        }
        return object;
    }

    private static @Nullable JsonNode list(List<JsonTemplate> items, Scope scope) {
        var list = JsonNodeFactory.instance.arrayNode();
        for (var item : items) {
            var value = value(item, scope);
            if (value == null) {
                return null;
            }
            list.add(value);
        }
        return list;
    }

    /** Null when it is too long, no UTF-8, or has control characters. */
    private static @Nullable String plain(Template template, Scope scope) {
        var bytes = template.render(scope);
        if (bytes == null || bytes.length > MOST_BYTES) {
            return null;
        }
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.chars().anyMatch(Character::isISOControl) ? null : text;
        } catch (CharacterCodingException binary) {
            return null;
        }
    }

    /** Every template in it. */
    List<Template> templates() {
        var found = new ArrayList<>(headers.values());
        if (text != null) {
            found.add(text);
        }
        if (json != null) {
            collect(json, found);
        }
        return found;
    }

    /** Every template in a JSON template. */
    static List<Template> templates(JsonTemplate json) {
        var found = new ArrayList<Template>();
        collect(json, found);
        return found;
    }

    private static void collect(JsonTemplate template, List<Template> found) {
        switch (template) {
            case JsonTemplate.Constant constant -> {}
            case JsonTemplate.Text(var text) -> found.add(text);
            case JsonTemplate.Fields(var fields) -> fields.values().forEach(field -> collect(field, found));
            case JsonTemplate.Items(var items) -> items.forEach(item -> collect(item, found));
        }
    }
}
