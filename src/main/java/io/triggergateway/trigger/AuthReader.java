package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads {@code auth}: one kind of authentication, or several combined. */
final class AuthReader {
    /** Where an API key is looked for when a document names no place. */
    static final String STANDARD_HEADER = "x-api-key";

    private static final List<String> TYPES =
            List.of("signature", "bearer", "apikey", "basic", "jwt", "ip", "custom", "all", "any", "shared", "none");
    private static final int LONGEST_WORD = 200;
    private static final int LONGEST_URL = 2000;
    private static final int LONGEST_KEY = 16_384;
    private static final int LONGEST_EXPRESSION = 10_000;
    private static final int DEEPEST = 4;
    private static final int MOST_PARTS = 10;
    private static final int MOST_RANGES = 1000;
    private static final Pattern USERNAME = Pattern.compile("[^:\\p{Cntrl}]*");

    private AuthReader() {}

    static Auth read(Fields fields) {
        return read(fields, 1);
    }

    private static Auth read(Fields fields, int depth) {
        fields.require("type", "one of " + String.join(", ", TYPES));
        var type = fields.text("type", LONGEST_WORD);
        var auth = auth(type == null ? "" : type, fields, depth);
        if (type == null || TYPES.contains(type)) {
            checkPlace(fields, auth, depth);
        }
        return auth;
    }

    private static Auth auth(String type, Fields fields, int depth) {
        var auth = switch (type) {
            case "signature" -> SignatureReader.read(fields);
            case "bearer" -> new Auth.Bearer(SecretsReader.read(fields));
            case "apikey" -> apiKey(fields);
            case "basic" -> basic(fields);
            case "jwt" -> jwt(fields);
            case "ip" -> ip(fields);
            case "custom" -> custom(fields);
            case "all" -> new Auth.All(parts(fields, depth));
            case "any" -> new Auth.Any(parts(fields, depth));
            case "shared" -> new Auth.Shared();
            case "none" -> new Auth.None();
            default -> null;
        };
        if (auth != null) {
            fields.done();
            return auth;
        }
        if (!type.isEmpty()) {
            fields.refuse(
                    "type",
                    "Expected one of %s, the types that this version has, but found \"%s\".%s"
                            .formatted(String.join(", ", TYPES), Found.cut(type), Nearest.hint(type, TYPES)));
        }
        return new Auth.None();
    }

    /** Within a combination, {@code none} would open it and {@code shared} has no owner to ask. */
    private static void checkPlace(Fields fields, Auth auth, int depth) {
        if (depth > 1 && fields.has("type") && (auth instanceof Auth.None || auth instanceof Auth.Shared)) {
            fields.refuse(
                    "type", "Expected a kind that proves something within 'all' or 'any', but found none or shared");
        }
    }

    private static Auth apiKey(Fields fields) {
        var header = fields.text("header", LONGEST_WORD);
        var query = fields.text("query", LONGEST_WORD);
        if (header != null && query != null) {
            fields.refuse("query", "Expected 'header' or 'query', but both are given");
        }
        if (header != null && !Headers.isName(header)) {
            fields.refuse("header", "Expected a header's name, but found \"%s\"".formatted(Found.cut(header)));
        }
        var place = header == null && query == null ? STANDARD_HEADER : header;
        return new Auth.ApiKey(
                place == null ? null : place.toLowerCase(Locale.ROOT), query, SecretsReader.read(fields));
    }

    private static Auth basic(Fields fields) {
        var username = fields.requiredText("username", LONGEST_WORD, "the user's name");
        if (!USERNAME.matcher(username).matches()) {
            fields.refuse(
                    "username", "Expected a name without colons and control characters (RFC 7617), but found one");
        }
        return new Auth.Basic(username, SecretsReader.read(fields));
    }

    private static Auth jwt(Fields fields) {
        var jwksUrl = fields.text("jwksUrl", LONGEST_URL);
        var publicKey = fields.text("publicKey", LONGEST_KEY);
        refuseUnlessOne(fields, "jwksUrl", "publicKey");
        if (jwksUrl != null) {
            checkUrl(fields, "jwksUrl", jwksUrl);
        }
        var issuer = fields.requiredText("issuer", LONGEST_URL, "who makes the tokens, as they say in 'iss'");
        fields.require("audience", "whom the tokens are meant for, as they say in 'aud'");
        return new Auth.Jwt(jwksUrl, publicKey, issuer, audience(fields));
    }

    /** One audience or a list of them. */
    private static List<String> audience(Fields fields) {
        var value = fields.value("audience");
        if (value != null && value.isArray()) {
            refuseEmpty(fields, "audience");
            return fields.texts("audience", MOST_PARTS, LONGEST_URL);
        }
        var one = fields.text("audience", LONGEST_URL);
        return one == null ? List.of() : List.of(one);
    }

    private static Auth custom(Fields fields) {
        var expression = fields.text("expression", LONGEST_EXPRESSION);
        var url = fields.text("url", LONGEST_URL);
        var verifier = fields.text("verifier", LONGEST_WORD);
        refuseUnlessOne(fields, "expression", "url", "verifier");
        if (url != null) {
            checkUrl(fields, "url", url);
        }
        return new Auth.Custom(expression, url, verifier, SecretsReader.readOptional(fields));
    }

    private static void refuseUnlessOne(Fields fields, String... names) {
        var present = Stream.of(names).filter(fields::has).toList();
        if (present.size() != 1) {
            fields.findings()
                    .add(
                            fields.pointer(),
                            "Expected exactly one of %s, but found %s"
                                    .formatted(
                                            String.join(", ", names),
                                            present.isEmpty() ? "none" : String.join(" and ", present)));
        }
    }

    private static void checkUrl(Fields fields, String name, String url) {
        try {
            var uri = new URI(url);
            if (uri.getHost() != null
                    && List.of("http", "https").contains(uri.getScheme())
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null) {
                return;
            }
        } catch (URISyntaxException malformed) {
            // The sentence below says it all.
        }
        fields.refuse(
                name,
                "Expected a URL such as https://keys.example.com/jwks.json, without user and fragment, but found \"%s\""
                        .formatted(Found.cut(url)));
    }

    private static Auth ip(Fields fields) {
        fields.require("allow", "a list of addresses and ranges such as 192.0.2.0/24");
        var allow = fields.each("allow", MOST_RANGES, (value, place) -> range(value, place, fields.findings()));
        refuseEmpty(fields, "allow");
        return new Auth.Ip(allow);
    }

    private static String range(JsonNode value, String place, Findings findings) {
        if (!value.isTextual() || !AddressRange.isValid(value.textValue())) {
            findings.add(
                    place,
                    "Expected an address or a range such as 192.0.2.0/24 or 2001:db8::/32, but found "
                            + Found.of(value));
        }
        return value.asText();
    }

    private static List<Auth> parts(Fields fields, int depth) {
        fields.require("of", "a list of kinds of authentication");
        if (depth == DEEPEST) {
            fields.refuse("of", "Expected at most %d levels of 'all' and 'any', but there are more".formatted(DEEPEST));
            return List.of();
        }
        refuseEmpty(fields, "of");
        return fields.each("of", MOST_PARTS, (value, place) -> {
            var part = Fields.of(value, place, fields.findings());
            return part == null ? new Auth.None() : read(part, depth + 1);
        });
    }

    /** An empty list would let nobody through, or everybody. */
    private static void refuseEmpty(Fields fields, String name) {
        var list = fields.value(name);
        if (list != null && list.isArray() && list.isEmpty()) {
            fields.refuse(name, "Expected at least one, but the list is empty");
        }
    }
}
