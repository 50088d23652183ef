package io.triggergateway.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.trigger.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles a document of the scheme language; done at registration, never for a request. */
final class SchemeCompiler {
    private static final Set<String> FIELDS =
            Set.of("groups", "let", "verify", "fresh", "handshake", "reply", "onFail", "event", "delivery", "replay");
    private static final Set<String> FRESH = Set.of("at", "unit", "within");
    private static final int MOST_SECONDS = 7 * 24 * 60 * 60;

    private final ExpressionParser parser;
    private final int mostSignatures;

    private SchemeCompiler(Map<String, String> params, int mostSignatures) {
        this.parser = new ExpressionParser(params, Map.of());
        this.mostSignatures = mostSignatures;
    }

    /** Null when something is wrong, which is noted under {@code pointer}. */
    static @Nullable CompiledScheme compile(
            JsonNode scheme, Map<String, String> params, String pointer, Findings findings) {
        return compile(scheme, params, SignatureCheck.USUAL_MOST, pointer, findings);
    }

    /** @param mostSignatures how many signatures of one request are compared; with more it is refused */
    static @Nullable CompiledScheme compile(
            JsonNode scheme, Map<String, String> params, int mostSignatures, String pointer, Findings findings) {
        var node = new SchemeNode(scheme, pointer, findings);
        var before = findings.errors().size();
        var compiled = node.isObject() ? new SchemeCompiler(params, mostSignatures).compile(node) : null;
        return findings.errors().size() > before ? null : compiled;
    }

    private @Nullable CompiledScheme compile(SchemeNode node) {
        node.fields(FIELDS);
        var groups = groups(node.child("groups"));
        let(node.child("let"));
        var check = check(node);
        var keys = new KeySourceCompiler(parser).find(node.child("verify"));
        var fresh = fresh(node.child("fresh"));
        if (check != null && fresh != null && !Coverage.covers(check.covered(), fresh.at())) {
            node.findings()
                    .add(
                            node.pointer() + "/fresh/at",
                            "Expected a timestamp that is signed, but it can be changed without breaking the signature");
        }
        var replyNode = node.child("reply");
        var reply = replyNode == null ? null : new HandshakeCompiler(parser).reply(replyNode);
        var rules = rules(node.child("handshake"));
        var onFail = onFail(node.child("onFail"));
        var event = expression(node.child("event"));
        var delivery = expression(node.child("delivery"));
        var nonce = expression(node.child("replay"));
        return check == null
                ? null
                : new CompiledScheme(
                        groups, check, mostSignatures, keys, fresh, rules, reply, onFail, event, delivery, nonce);
    }

    private @Nullable ValueExpression groups(@Nullable SchemeNode node) {
        var groups = expression(node);
        if (groups != null) {
            parser.define(Scope.GROUP, groups);
        }
        return groups;
    }

    private void let(@Nullable SchemeNode node) {
        for (var variable : node == null ? List.<SchemeNode>of() : node.children()) {
            if (variable.name().equals(Scope.GROUP)) {
                variable.wrong("Expected another name than group, which stands for one of groups");
                continue;
            }
            var definition = definition(variable);
            if (definition != null) {
                parser.define(variable.name(), definition);
            }
        }
    }

    private @Nullable ValueExpression definition(SchemeNode node) {
        var alternatives = new ArrayList<ValueExpression>();
        for (var element : node.elements()) {
            var expression = element.parse(this::expressionOrTemplate);
            if (expression == null) {
                return null;
            }
            alternatives.add(expression);
        }
        if (alternatives.isEmpty()) {
            node.wrong("Expected an expression, but the list is empty");
            return null;
        }
        return alternatives.size() == 1 ? alternatives.getFirst() : new ValueExpression.FirstOf(alternatives);
    }

    private ValueExpression expressionOrTemplate(String text) {
        return text.startsWith("=")
                ? new ValueExpression.Rendered(parser.template(text.substring(1)))
                : parser.expression(text);
    }

    private @Nullable ValueExpression expression(@Nullable SchemeNode node) {
        return node == null ? null : definition(node);
    }

    private @Nullable Check check(SchemeNode node) {
        var verify = node.child("verify");
        if (verify == null) {
            node.wrong("Expected verify: how a genuine request is known");
            return null;
        }
        var check = new CheckCompiler(parser, mostSignatures).compile(verify);
        if (check != null && !check.authenticates()) {
            verify.wrong("Expected a check that takes the secret, but everybody could pass this one");
            return null;
        }
        return check;
    }

    private @Nullable Freshness fresh(@Nullable SchemeNode node) {
        if (node == null || !node.isObject()) {
            return null;
        }
        node.fields(FRESH);
        var at = expression(node.child("at"));
        var unitNode = node.child("unit");
        var unit = unitNode == null ? null : unitNode.parse(SchemeCompiler::unit);
        var withinNode = node.child("within");
        var within = withinNode == null ? null : withinNode.number(1, MOST_SECONDS);
        if (at == null || unit == null || within == null) {
            node.wrong(
                    "Expected at, unit and within: where a timestamp stands, how it is written, and how old it may be");
            return null;
        }
        return new Freshness(at, unit, Duration.ofSeconds(within));
    }

    private static Freshness.Unit unit(String text) {
        return switch (text) {
            case "s" -> Freshness.Unit.S;
            case "ms" -> Freshness.Unit.MS;
            case "iso" -> Freshness.Unit.ISO;
            default -> throw new MalformedExpression("Expected s, ms or iso, but found \"%s\"".formatted(text));
        };
    }

    private List<HandshakeRule> rules(@Nullable SchemeNode node) {
        var found = new ArrayList<HandshakeRule>();
        for (var element : node == null ? List.<SchemeNode>of() : node.elements()) {
            var rule = new HandshakeCompiler(parser).rule(element);
            if (rule != null) {
                found.add(rule);
            }
        }
        return found;
    }

    /** 410 makes senders switch the endpoint off. */
    private static int onFail(@Nullable SchemeNode node) {
        var status = node == null ? null : node.number(400, 499);
        if (node != null && status != null && status == 410) {
            node.wrong("Expected another status than 410, after which senders stop for ever");
        }
        return status == null ? Refusals.UNAUTHORIZED : status;
    }
}
