package io.triggergateway.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles what stands under {@code handshake} and {@code reply}. */
final class HandshakeCompiler {
    private static final Set<String> RULE = Set.of("when", "phase", "require", "capture", "fetch", "key", "reply");
    private static final Set<String> CAPTURE = Set.of("secret");
    private static final Set<String> REPLY = Set.of("status", "headers", "text", "json");
    private static final Set<String> TYPES = Set.of("text/plain", "application/json");

    private final ExpressionParser parser;

    HandshakeCompiler(ExpressionParser parser) {
        this.parser = parser;
    }

    /** Null when something is wrong, which is noted. */
    @Nullable
    HandshakeRule rule(SchemeNode node) {
        if (!node.isObject()) {
            return null;
        }
        node.fields(RULE);
        var when = when(node);
        var phase = phase(node);
        var key = KeyCompiler.kind(node);
        var answer = node.child("reply");
        var reply = answer == null ? new ReplyTemplate(200, Map.of(), null, null) : reply(answer);
        var demand = node.child("require");
        var require = demand == null ? null : new CheckCompiler(parser, SignatureCheck.USUAL_MOST).equality(demand);
        if (when == null || phase == null || key == null || reply == null || demand != null && require == null) {
            return null;
        }
        var fetch = fetch(node.child("fetch"), phase);
        var capture = capture(node.child("capture"), phase);
        if (phase == HandshakeRule.Phase.PAIRING && !node.has("capture")) {
            node.wrong("Expected capture: {\"secret\": ...} with phase pairing, and only there");
            return null;
        }
        var complete = node.has("fetch") == (fetch != null) && node.has("capture") == (capture != null);
        return complete ? new HandshakeRule(when, phase, require, fetch, capture, key, reply) : null;
    }

    /** Nobody but the sender itself may have the gateway call somewhere. */
    private HandshakeRule.@Nullable Fetch fetch(@Nullable SchemeNode node, HandshakeRule.Phase phase) {
        if (node == null || !node.isObject()) {
            return null;
        }
        node.fields(Set.of("url", "host"));
        if (phase != HandshakeRule.Phase.VERIFIED) {
            node.wrong("Expected fetch only with phase verified: a stranger must not choose what is called");
            return null;
        }
        var place = node.child("url");
        var url = place == null ? null : place.parse(parser::template);
        var hosts = KeySourceCompiler.hosts(node.child("host"));
        if (url == null || hosts == null) {
            node.wrong("Expected url and host: what is fetched, and where it may be");
            return null;
        }
        return new HandshakeRule.Fetch(url, hosts);
    }

    private @Nullable ValueExpression capture(@Nullable SchemeNode node, HandshakeRule.Phase phase) {
        if (node == null || !node.isObject()) {
            return null;
        }
        node.fields(Set.of("secret"));
        var secret = node.child("secret");
        if (phase != HandshakeRule.Phase.PAIRING || secret == null) {
            node.wrong("Expected capture: {\"secret\": ...} with phase pairing, and only there");
            return null;
        }
        return secret.parse(parser::expression);
    }

    private static HandshakeRule.@Nullable Phase phase(SchemeNode node) {
        var phase = node.child("phase");
        return phase == null
                ? HandshakeRule.Phase.OPEN
                : phase.parse(text -> switch (text) {
                    case "open" -> HandshakeRule.Phase.OPEN;
                    case "verified" -> HandshakeRule.Phase.VERIFIED;
                    case "pairing" -> HandshakeRule.Phase.PAIRING;
                    default ->
                        throw new MalformedExpression(
                                "Expected open, verified or pairing, but found \"%s\"".formatted(text));
                });
    }

    private @Nullable List<HandshakeRule.Condition> when(SchemeNode node) {
        var when = node.child("when");
        if (when == null || when.json().isEmpty()) {
            node.wrong("Expected when: how the handshake is told from other requests");
            return null;
        }
        var found = new ArrayList<HandshakeRule.Condition>();
        for (var condition : when.children()) {
            var literal = condition.text();
            var expression = new SchemeNode(new TextNode(condition.name()), condition.pointer(), condition.findings())
                    .parse(parser::expression);
            if (literal == null || expression == null) {
                return null;
            }
            found.add(new HandshakeRule.Condition(
                    expression, literal.equals("*") ? null : literal.getBytes(StandardCharsets.UTF_8)));
        }
        return found;
    }

    /** Null when something is wrong, which is noted. */
    @Nullable
    ReplyTemplate reply(SchemeNode node) {
        if (!node.isObject()) {
            return null;
        }
        node.fields(REPLY);
        var status = node.child("status");
        var code = status == null ? Integer.valueOf(200) : status.number(200, 299);
        var headers = headers(node.child("headers"));
        var body = node.child("text");
        var text = body == null ? null : body.parse(parser::template);
        var tree = node.child("json");
        var json = tree == null ? null : json(tree);
        if (code == null || headers == null || body != null && text == null || tree != null && json == null) {
            return null;
        }
        var reply = new ReplyTemplate(code, headers, text, json);
        if (reply.templates().stream().anyMatch(Template::exposesSecret)) {
            node.wrong("Expected the secret to be hashed in a reply, but it would be sent as it is");
            return null;
        }
        return reply;
    }

    private @Nullable Map<String, Template> headers(@Nullable SchemeNode node) {
        var found = new HashMap<String, Template>();
        for (var header : node == null ? List.<SchemeNode>of() : node.children()) {
            var template = header.parse(parser::template);
            if (template == null) {
                return null;
            }
            if (!header.name().equalsIgnoreCase("content-type")) {
                found.put(header.name(), template);
            } else if (!TYPES.contains(template.text().toLowerCase(Locale.ROOT))) {
                header.wrong("Expected text/plain or application/json: what a stranger sent must not become a page");
                return null;
            }
        }
        return found;
    }

    /** JSON whose texts are templates; null when something is wrong, which is noted. */
    ReplyTemplate.@Nullable JsonTemplate json(SchemeNode node) {
        JsonNode json = node.json();
        if (json.isTextual()) {
            var template = node.parse(parser::template);
            return template == null ? null : new ReplyTemplate.JsonTemplate.Text(template);
        }
        if (json.isObject()) {
            return object(node);
        }
        return json.isArray() ? list(node) : new ReplyTemplate.JsonTemplate.Constant(json);
    }

    private ReplyTemplate.@Nullable JsonTemplate object(SchemeNode node) {
        var fields = new LinkedHashMap<String, ReplyTemplate.JsonTemplate>();
        for (var field : node.children()) {
            var value = json(field);
            if (value == null) {
                return null;
            }
            fields.put(field.name(), value);
        }
        return new ReplyTemplate.JsonTemplate.Fields(fields);
    }

    private ReplyTemplate.@Nullable JsonTemplate list(SchemeNode node) {
        var items = new ArrayList<ReplyTemplate.JsonTemplate>();
        for (var element : node.elements()) {
            var value = json(element);
            if (value == null) {
                return null;
            }
            items.add(value);
        }
        return new ReplyTemplate.JsonTemplate.Items(items);
    }
}
