package io.triggergateway.verify;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles what stands under {@code algorithm}. */
final class SigningMethodCompiler {
    private final ExpressionParser parser;

    SigningMethodCompiler(ExpressionParser parser) {
        this.parser = parser;
    }

    /** Null when something is wrong, which is noted. */
    @Nullable
    SigningMethod compile(SchemeNode node, KeyKind kind) {
        return node.parse(text -> text.indexOf('{') < 0 ? fixed(text, kind) : chosen(text, kind));
    }

    private static SigningMethod fixed(String name, KeyKind kind) {
        var algorithm = algorithm(name, kind);
        return new SigningMethod.Fixed(new KeyRing(algorithm, kind), algorithm instanceof DigestAlgorithm);
    }

    private static Algorithm algorithm(String name, KeyKind kind) {
        var algorithm = Algorithm.named(name)
                .orElseThrow(() -> new MalformedExpression(
                        "Expected an algorithm such as hmac-sha256, ed25519 or rsa-sha256, but found \"%s\""
                                .formatted(name)));
        if (!algorithm.accepts(kind)) {
            throw new MalformedExpression(
                    "Expected a kind of key that goes with %s, but found \"%s\"".formatted(name, kind.name()));
        }
        return algorithm;
    }

    private SigningMethod chosen(String text, KeyKind kind) {
        var template = parser.template(text);
        var byName = new HashMap<String, KeyRing>();
        names(template, text).forEach(name -> byName.put(name, new KeyRing(algorithm(name, kind), kind)));
        var plain = byName.keySet().stream().anyMatch(name -> name.startsWith("digest-"));
        return new SigningMethod.Chosen(template, Map.copyOf(byName), plain);
    }

    /** Every name that the document's own table can give; a message must not choose beyond it. */
    private static List<String> names(Template template, String text) {
        var names = List.of("");
        for (var piece : template.pieces()) {
            names = switch (piece) {
                case Template.Piece.Literal(var literal) -> {
                    var suffix = new String(literal, StandardCharsets.UTF_8);
                    yield names.stream().map(name -> name + suffix).toList();
                }
                case Template.Piece.Value(ValueExpression.Pipeline(var source, var filters))
                when !filters.isEmpty() && filters.getLast().filter() instanceof TextFilters.Mapping(var table) -> {
                    var prefixes = names;
                    yield table.values().stream()
                            .flatMap(value -> prefixes.stream().map(name -> name + value))
                            .toList();
                }
                default ->
                    throw new MalformedExpression(
                            "Expected an expression that ends with map, so that the document lists the algorithms",
                            text,
                            0);
            };
        }
        return names;
    }
}
