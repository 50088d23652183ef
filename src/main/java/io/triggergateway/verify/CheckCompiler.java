package io.triggergateway.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles what stands under {@code verify}. */
final class CheckCompiler {
    private static final Set<String> SIGNATURE = Set.of("each", "algorithm", "key", "signature", "over", "encoding");
    private static final Set<String> EQUALS = Set.of("each", "equals");
    private static final Set<String> ANY_OF = Set.of("each", "anyOf");

    private final ExpressionParser parser;
    private final int mostSignatures;

    /** @param mostSignatures how many signatures of one request may be compared */
    CheckCompiler(ExpressionParser parser, int mostSignatures) {
        this.parser = parser;
        this.mostSignatures = mostSignatures;
    }

    /** Null when something is wrong, which is noted. */
    @Nullable
    Check compile(SchemeNode node) {
        var checks = all(node);
        return checks == null ? null : checks.size() == 1 ? checks.getFirst() : new AllOfCheck(checks);
    }

    private @Nullable List<Check> all(SchemeNode node) {
        var elements = node.elements();
        if (elements.isEmpty()) {
            node.wrong("Expected at least one check, but the list is empty");
            return null;
        }
        var checks = new ArrayList<Check>();
        for (var element : elements) {
            var check = element.isObject() ? one(element) : null;
            if (check != null) {
                checks.add(check);
            }
        }
        return checks.size() == elements.size() ? checks : null;
    }

    private @Nullable Check one(SchemeNode node) {
        var check = kind(node);
        var each = node.child("each");
        return each == null || check == null ? check : each(each, check);
    }

    private @Nullable Check kind(SchemeNode node) {
        if (node.has("equals")) {
            node.fields(EQUALS);
            return equality(node);
        }
        if (node.has("anyOf")) {
            node.fields(ANY_OF);
            return anyOf(node);
        }
        if (node.has("jwt")) {
            return new JwtCompiler(parser).compile(node);
        }
        if (node.has("algorithm")) {
            node.fields(SIGNATURE);
            return signature(node);
        }
        node.wrong("Expected a check with algorithm, equals, anyOf or jwt");
        return null;
    }

    private @Nullable Check each(SchemeNode node, Check check) {
        var expression = node.parse(parser::expression);
        if (expression == null) {
            return null;
        }
        if (expression instanceof ValueExpression.Pipeline(Source.Json(var text, var path), var filters)
                && filters.isEmpty()) {
            return new EachCheck(text, path, check);
        }
        node.wrong("Expected a path into the body such as json:$.items[*]");
        return null;
    }

    private @Nullable Check anyOf(SchemeNode node) {
        var list = node.child("anyOf");
        var checks = list == null ? null : all(list);
        return checks == null ? null : new AnyOfCheck(checks);
    }

    /** Null when something is wrong, which is noted. */
    @Nullable
    EqualsCheck equality(SchemeNode node) {
        var pair = node.child("equals");
        var sides = pair == null ? List.<SchemeNode>of() : pair.elements();
        if (sides.size() != 2) {
            node.wrong("Expected two texts under equals");
            return null;
        }
        var first = sides.getFirst().parse(parser::template);
        var second = sides.getLast().parse(parser::template);
        return first == null || second == null ? null : new EqualsCheck(first, second);
    }

    private @Nullable Check signature(SchemeNode node) {
        var method = method(node);
        var signatures = signatures(node.child("signature"), node);
        var over = over(node.child("over"), node);
        var encoding = encoding(node);
        if (method == null || signatures == null || over == null || encoding == null) {
            return null;
        }
        var check = new SignatureCheck(method, signatures, over, encoding, mostSignatures);
        if (!check.authenticates()) {
            node.wrong("Expected {secret} in every text under over, but a plain hash without it proves nothing");
            return null;
        }
        return check;
    }

    private @Nullable SigningMethod method(SchemeNode node) {
        var kind = KeyCompiler.kind(node);
        var algorithm = node.child("algorithm");
        return kind == null || algorithm == null ? null : new SigningMethodCompiler(parser).compile(algorithm, kind);
    }

    private @Nullable List<ValueExpression> signatures(@Nullable SchemeNode node, SchemeNode parent) {
        if (node == null) {
            parent.wrong("Expected signature: where the signature stands");
            return null;
        }
        var found = new ArrayList<ValueExpression>();
        for (var element : node.elements()) {
            var expression = element.parse(parser::expression);
            if (expression != null) {
                found.add(expression);
            }
        }
        return found.isEmpty() || found.size() < node.elements().size() ? null : found;
    }

    private @Nullable List<Template> over(@Nullable SchemeNode node, SchemeNode parent) {
        if (node == null || node.elements().isEmpty()) {
            parent.wrong("Expected over: what is signed");
            return null;
        }
        var found = new ArrayList<Template>();
        for (var element : node.elements()) {
            var template = element.parse(parser::template);
            if (template != null) {
                found.add(template);
            }
        }
        return found.size() < node.elements().size() ? null : found;
    }

    private static @Nullable Encoding encoding(SchemeNode node) {
        var encoding = node.child("encoding");
        if (encoding == null) {
            node.wrong("Expected encoding: hex, base64 or base64url");
            return null;
        }
        return encoding.parse(text -> {
            for (var known : Encoding.values()) {
                if (known.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return known;
                }
            }
            throw new MalformedExpression("Expected hex, base64 or base64url, but found \"%s\"".formatted(text));
        });
    }
}
