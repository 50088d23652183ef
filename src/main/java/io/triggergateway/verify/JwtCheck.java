package io.triggergateway.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.payload.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A signed token in compact form (RFC 7515), with an algorithm that the document allows. */
final class JwtCheck implements Check {
    private static final int MAX_TOKEN = 16 * 1024;
    private static final int LONGEST_USER = 200;

    private record Token(JsonNode header, JsonNode claims, byte[] signed, byte[] signature) {}

    private final ValueExpression source;
    private final Map<String, KeyRing> algorithms;
    private final JwtClaims claims;

    JwtCheck(ValueExpression source, Map<String, KeyRing> algorithms, JwtClaims claims) {
        this.source = source;
        this.algorithms = Map.copyOf(algorithms);
        this.claims = claims;
    }

    @Override
    public Verdict test(Scope scope) {
        var found = source.evaluate(scope);
        if (found.isEmpty()) {
            return Refusals.missing("a token in " + source.description());
        }
        if (found.size() > 1) {
            return Refusals.repeated("a token in " + source.description());
        }
        var token = read(found.getFirst());
        return token == null
                ? Refusals.because(
                        "Expected a signed JWT in %s, but it cannot be decoded".formatted(source.description()))
                : test(token, scope);
    }

    private Verdict test(Token token, Scope scope) {
        var name = token.header().path("alg");
        var ring = name.isTextual() ? algorithms.get(name.asText()) : null;
        if (ring == null || token.header().has("crit")) {
            return Refusals.because("Expected a token signed with %s, but it names another way"
                    .formatted(String.join(" or ", algorithms.keySet())));
        }
        return switch (ring.key(scope.secret())) {
            case PreparedKey.Unusable(var reason) -> Refusals.because(reason);
            case PreparedKey.Ready(var matcher) ->
                signed(token, matcher) ? claims.test(token.claims(), scope) : Refusals.mismatch();
        };
    }

    private static boolean signed(Token token, SignatureMatcher matcher) {
        Content content = sink -> {
            sink.accept(token.signed());
            return true;
        };
        return matcher.match(content, List.of(token.signature())) == SignatureMatcher.Outcome.MATCH;
    }

    private static @Nullable Token read(byte[] token) {
        var text = token.length > MAX_TOKEN ? "" : new String(token, StandardCharsets.US_ASCII).strip();
        var parts = text.split("\\.", -1);
        if (parts.length != 3) {
            return null;
        }
        var header = json(parts[0]);
        var claims = json(parts[1]);
        var signature = bytes(parts[2]);
        if (header == null || claims == null || signature == null) {
            return null;
        }
        var signed = text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
        return new Token(header, claims, signed, signature);
    }

    private static @Nullable JsonNode json(String part) {
        var bytes = bytes(part);
        var json = bytes == null ? null : Json.parseOrNull(bytes);
        return json != null && json.isObject() ? json : null;
    }

    private static byte @Nullable [] bytes(String part) {
        return Encoding.BASE64URL.decode(part.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public @Nullable String user(Scope scope) {
        var found = source.evaluate(scope);
        var token = found.size() == 1 ? read(found.getFirst()) : null;
        var subject = token == null ? "" : token.claims().path("sub").asText();
        return subject.isBlank() || subject.length() > LONGEST_USER ? null : subject;
    }

    @Override
    public boolean authenticates() {
        return true;
    }

    @Override
    public Set<String> covered() {
        var all = new HashSet<String>();
        claims.bound().values().forEach(template -> all.addAll(Coverage.of(template)));
        if (source.canonical().equals(Coverage.BODY)) {
            all.add(Coverage.BODY);
        }
        return all;
    }

    @Override
    public void credentials(Consumer<ValueExpression> visitor) {
        visitor.accept(source);
    }

    @Override
    public void keys(Consumer<List<KeyRing>> visitor) {
        visitor.accept(List.copyOf(algorithms.values()));
    }
}
