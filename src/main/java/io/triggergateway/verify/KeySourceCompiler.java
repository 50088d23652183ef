package io.triggergateway.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a {@code key} that is an object: how the key is asked for.
 *
 * <pre>
 * {"x509Url": EXPRESSION, "host": HOSTS}                                a certificate whose URL stands in the message
 * {"jwks": URL, "keyId": EXPRESSION}                                    a set of keys
 * {"get" | "post": URL, "headers": {}, "json": {}, "keyId": EXPRESSION,
 *  "as": "jwk" | "spki" | "certificate", "at": POINTER}                    one key by its id
 * </pre>
 *
 * {@code pathEnd} and {@code subject} narrow a certificate further down. URLs are templates; {@code host} lists where
 * they may lead and is needed where a message decides on it.
 */
final class KeySourceCompiler {
    private static final Set<String> CERTIFICATE = Set.of("x509Url", "host", "pathEnd", "subject");
    private static final Set<String> SET = Set.of("jwks", "host", "keyId");
    private static final Set<String> ONE = Set.of("get", "post", "host", "headers", "json", "keyId", "as", "at");

    private final ExpressionParser parser;

    KeySourceCompiler(ExpressionParser parser) {
        this.parser = parser;
    }

    /** The one key that the checks of a document fetch; null when they fetch none, or when something is wrong. */
    @Nullable
    KeySource find(@Nullable SchemeNode verify) {
        var found = new ArrayList<SchemeNode>();
        collect(verify, found);
        if (found.size() > 1) {
            found.getLast().wrong("Expected one key to be fetched, but the checks ask for several");
        }
        return found.size() == 1 ? compile(found.getFirst()) : null;
    }

    private static void collect(@Nullable SchemeNode checks, List<SchemeNode> found) {
        for (var check : checks == null ? List.<SchemeNode>of() : checks.elements()) {
            collect(check.child("anyOf"), found);
            var key = check.child("key");
            if (key != null && key.json().isObject()) {
                found.add(check);
            }
        }
    }

    private @Nullable KeySource compile(SchemeNode check) {
        var node = Objects.requireNonNull(check.child("key"));
        if (node.has("x509Url")) {
            node.fields(CERTIFICATE);
            return certificate(node);
        }
        if (node.has("jwks")) {
            node.fields(SET);
            return asked(node, "jwks", Inquiry.KeyForm.JWKS, keyId(node, check.child("jwt")));
        }
        if (node.has("get") != node.has("post")) {
            node.fields(ONE);
            return asked(node, node.has("get") ? "get" : "post", form(node.child("as")), keyId(node, null));
        }
        node.wrong("Expected x509Url, jwks, get or post: how the key is asked for");
        return null;
    }

    /** A token says in its header which key of a set it is signed with (RFC 7515, section 4.1.4). */
    private @Nullable ValueExpression keyId(SchemeNode node, @Nullable SchemeNode token) {
        var id = node.child("keyId");
        if (id != null) {
            return id.parse(parser::expression);
        }
        return token == null ? null : token.parse(text -> parser.expression(text + " | jwt-header 'kid'"));
    }

    private @Nullable KeySource certificate(SchemeNode node) {
        var place = node.child("x509Url");
        var expression = place == null ? null : place.parse(parser::expression);
        var hosts = hosts(node.child("host"));
        if (expression == null || hosts == null) {
            node.wrong("Expected host: where certificates may come from");
            return null;
        }
        var url = new Template("{" + expression.canonical() + "}", List.of(new Template.Piece.Value(expression)));
        return new KeySource(
                url,
                hosts,
                text(node, "pathEnd"),
                Map.of(),
                null,
                null,
                Inquiry.KeyForm.CERTIFICATE,
                "",
                text(node, "subject"));
    }

    private @Nullable KeySource asked(
            SchemeNode node, String field, Inquiry.@Nullable KeyForm form, @Nullable ValueExpression keyId) {
        var place = node.child(field);
        var url = place == null ? null : place.parse(parser::template);
        var hosts = url == null ? null : hosts(node, url);
        var headers = headers(node.child("headers"));
        var json = node.child("json");
        var body = json == null ? null : new HandshakeCompiler(parser).json(json);
        if (url == null || hosts == null || form == null || headers == null) {
            return null;
        }
        if (field.equals("post") == (body == null)) {
            node.wrong("Expected json beside post, and only there: what is posted");
            return null;
        }
        var at = at(node.child("at"));
        return at == null ? null : new KeySource(url, hosts, null, headers, body, keyId, form, at, null);
    }

    /** What the document itself wrote out may be called; what a message decides needs the list. */
    private @Nullable HostPattern hosts(SchemeNode node, Template url) {
        var listed = node.child("host");
        if (listed != null) {
            return hosts(listed);
        }
        if (url.expressions().stream()
                .flatMap(each -> each.allSources().stream())
                .allMatch(KeySourceCompiler::isGiven)) {
            return ownHost(node, url);
        }
        var host = hostOf(url.text());
        if (host == null || host.indexOf('{') >= 0) {
            node.wrong("Expected host: where the key may be asked for, as the message decides on the URL");
            return null;
        }
        return pattern(node, List.of(host));
    }

    private static boolean isGiven(Source source) {
        return source instanceof Source.Constant;
    }

    private static @Nullable HostPattern ownHost(SchemeNode node, Template url) {
        var rendered = url.render(Scope.ofNothing());
        var host = rendered == null ? null : hostOf(new String(rendered, StandardCharsets.UTF_8));
        if (host == null) {
            node.wrong("Expected a URL such as https://keys.example.com/jwks.json");
            return null;
        }
        return pattern(node, List.of(host));
    }

    /** The host of an https URL, or all before the path of an http one; null when it is neither. */
    private static @Nullable String hostOf(String url) {
        var secure = url.startsWith("https://");
        var start = secure ? 8 : 7;
        if (!secure && !url.startsWith("http://")) {
            return null;
        }
        var slash = url.indexOf('/', start);
        var authority = url.substring(start, slash < 0 ? url.length() : slash).toLowerCase(Locale.ROOT);
        return secure ? authority : "http://" + authority;
    }

    /** Null when there is none, or when it is wrong, which is noted. */
    static @Nullable HostPattern hosts(@Nullable SchemeNode node) {
        return node == null
                ? null
                : pattern(
                        node,
                        node.elements().stream()
                                .map(element -> element.json().asText())
                                .toList());
    }

    private static @Nullable HostPattern pattern(SchemeNode node, List<String> hosts) {
        try {
            return new HostPattern(hosts);
        } catch (MalformedExpression malformed) {
            node.wrong(String.valueOf(malformed.getMessage()));
            return null;
        }
    }

    private @Nullable Map<String, Template> headers(@Nullable SchemeNode node) {
        var found = new HashMap<String, Template>();
        for (var header : node == null ? List.<SchemeNode>of() : node.children()) {
            var template = header.parse(parser::template);
            if (template == null) {
                return null;
            }
            found.put(header.name(), template);
        }
        return found;
    }

    private static Inquiry.@Nullable KeyForm form(@Nullable SchemeNode node) {
        return node == null
                ? Inquiry.KeyForm.SPKI
                : node.parse(text -> switch (text) {
                    case "jwk" -> Inquiry.KeyForm.JWK;
                    case "jwks" -> Inquiry.KeyForm.JWKS;
                    case "spki" -> Inquiry.KeyForm.SPKI;
                    case "certificate" -> Inquiry.KeyForm.CERTIFICATE;
                    default ->
                        throw new MalformedExpression(
                                "Expected jwk, jwks, spki or certificate, but found \"%s\"".formatted(text));
                });
    }

    /** The whole answer where nothing else is said. */
    private static @Nullable String at(@Nullable SchemeNode node) {
        if (node == null) {
            return "";
        }
        return node.parse(text -> {
            if (!text.startsWith("/")) {
                throw new MalformedExpression(
                        "Expected a JSON Pointer such as /data/publicKey, but found \"%s\"".formatted(text));
            }
            return text;
        });
    }

    private static @Nullable String text(SchemeNode node, String field) {
        var child = node.child(field);
        return child == null ? null : child.text();
    }
}
