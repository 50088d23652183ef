package io.triggergateway.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles a check of a token. */
final class JwtCompiler {
    private static final Set<String> FIELDS = Set.of("each", "jwt", "algorithms", "key", "claims", "bind", "maxAge");
    private static final int MOST_SECONDS = 366 * 24 * 60 * 60;

    private final ExpressionParser parser;

    JwtCompiler(ExpressionParser parser) {
        this.parser = parser;
    }

    /** Null when something is wrong, which is noted. */
    @Nullable
    Check compile(SchemeNode node) {
        node.fields(FIELDS);
        var token = node.child("jwt");
        var source = token == null ? null : token.parse(parser::expression);
        var kind = KeyCompiler.kind(node);
        var algorithms = kind == null ? null : algorithms(node, kind);
        var claims = claims(node);
        return source == null || algorithms == null || claims == null ? null : new JwtCheck(source, algorithms, claims);
    }

    private static @Nullable Map<String, KeyRing> algorithms(SchemeNode node, KeyKind kind) {
        var list = node.child("algorithms");
        var elements = list == null ? List.<SchemeNode>of() : list.elements();
        if (elements.isEmpty()) {
            node.wrong("Expected algorithms: the ones that a token may name");
            return null;
        }
        var found = new HashMap<String, KeyRing>();
        for (var element : elements) {
            var ring = element.parse(name -> ring(name, kind));
            if (ring != null) {
                found.put(element.json().asText(), ring);
            }
        }
        return found.size() < elements.size() ? null : found;
    }

    private static KeyRing ring(String name, KeyKind kind) {
        var algorithm = Algorithm.ofJwt(name)
                .orElseThrow(() -> new MalformedExpression(
                        "Expected an algorithm such as HS256, RS256 or ES256, but found \"%s\"".formatted(name)));
        if (!algorithm.accepts(kind)) {
            throw new MalformedExpression(
                    "Expected a kind of key that goes with %s, but found \"%s\"".formatted(name, kind.name()));
        }
        return new KeyRing(algorithm, kind);
    }

    private @Nullable JwtClaims claims(SchemeNode node) {
        var required = required(node.child("claims"));
        var bound = bound(node.child("bind"));
        var age = node.child("maxAge");
        var seconds = age == null ? null : age.number(1, MOST_SECONDS);
        if (required == null || bound == null || age != null && seconds == null) {
            return null;
        }
        return new JwtClaims(required, bound, seconds == null ? null : Long.valueOf(seconds));
    }

    private @Nullable Map<String, List<Template>> required(@Nullable SchemeNode node) {
        var found = new HashMap<String, List<Template>>();
        for (var claim : node == null ? List.<SchemeNode>of() : node.children()) {
            var allowed = new ArrayList<Template>();
            for (var element : claim.elements()) {
                var template = allowed(element);
                if (template == null) {
                    return null;
                }
                allowed.add(template);
            }
            found.put(claim.name(), allowed);
        }
        return found;
    }

    private @Nullable Template allowed(SchemeNode node) {
        var json = node.json();
        return json.isBoolean() || json.isIntegralNumber()
                ? parser.template(json.asText())
                : node.parse(parser::template);
    }

    private @Nullable Map<String, Template> bound(@Nullable SchemeNode node) {
        var found = new HashMap<String, Template>();
        for (var claim : node == null ? List.<SchemeNode>of() : node.children()) {
            var template = claim.parse(parser::template);
            if (template == null) {
                return null;
            }
            found.put(claim.name(), template);
        }
        return found;
    }
}
