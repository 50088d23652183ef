package io.triggergateway.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.trigger.Findings;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a genuine request looks.
 *
 * @param body what is sent; null when any body will do
 * @param query what is appended to the URL before anything is signed
 */
record ExampleTemplate(
        KeyKind key, @Nullable Template body, Map<String, Template> query, Map<String, Template> headers) {
    /** Stand-ins for the sources that exist in examples only. */
    static final Map<String, String> PLACEHOLDERS = Map.of("now", "0", "now-ms", "0", "now-iso", "0", "uuid", "0");

    private static final Set<String> FIELDS = Set.of("let", "key", "body", "query", "headers");

    /** Null when something is wrong, which is noted. */
    static @Nullable ExampleTemplate compile(
            JsonNode example, Map<String, String> params, Map<String, String> constants, Findings findings) {
        var node = new SchemeNode(example, "/example", findings);
        if (!node.isObject()) {
            return null;
        }
        node.fields(FIELDS);
        var parser = new ExpressionParser(params, constants);
        for (var variable : children(node, "let")) {
            var template = variable.parse(parser::template);
            if (template != null) {
                parser.define(variable.name(), new ValueExpression.Rendered(template));
            }
        }
        var key = KeyCompiler.kind(node);
        var text = node.child("body");
        var body = text == null ? null : text.parse(parser::template);
        var query = templates(node, "query", parser);
        var headers = templates(node, "headers", parser);
        return key == null || !findings.isEmpty() ? null : new ExampleTemplate(key, body, query, headers);
    }

    /** Whether the secret itself is sent, instead of something that it signed. */
    boolean showsSecret() {
        return Stream.of(query.values(), headers.values(), body == null ? List.<Template>of() : List.of(body))
                .flatMap(Collection::stream)
                .anyMatch(Template::exposesSecret);
    }

    private static List<SchemeNode> children(SchemeNode node, String field) {
        var child = node.child(field);
        return child == null ? List.of() : child.children();
    }

    private static Map<String, Template> templates(SchemeNode node, String field, ExpressionParser parser) {
        var found = new LinkedHashMap<String, Template>();
        for (var child : children(node, field)) {
            var template = child.parse(parser::template);
            if (template != null) {
                found.put(child.name(), template);
            }
        }
        return found;
    }
}
