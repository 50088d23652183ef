package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the fields of {@code signature}; its short form becomes a scheme over the body. */
final class SignatureReader {
    private static final Map<String, String> ALGORITHMS = Map.of(
            "sha1", "hmac-sha1",
            "sha256", "hmac-sha256",
            "sha384", "hmac-sha384",
            "sha512", "hmac-sha512");
    private static final List<String> ENCODINGS = List.of("hex", "base64", "base64url");
    private static final List<String> SHORT_FORM = List.of("prefix", "algorithm", "encoding");
    private static final int LONGEST_WORD = 128;
    private static final int MOST_PARAMS = 20;
    private static final int LONGEST_PARAM = 2000;
    /** Encrypted ones are longer than what they hold. */
    private static final int LONGEST_SECRET_PARAM = 16_384;

    private SignatureReader() {}

    static Auth read(Fields fields) {
        var provider = fields.text("provider", LONGEST_WORD);
        var scheme = fields.value("scheme");
        if (scheme != null) {
            fields.object("scheme");
        }
        var header = fields.text("header", LONGEST_WORD);
        checkForm(
                fields,
                Stream.of(provider, scheme, header).filter(Objects::nonNull).count());
        var written = header == null ? withoutShortForm(fields, scheme) : shortForm(fields, header);
        return new Auth.Signature(provider, written, SecretsReader.readOptional(fields), params(fields));
    }

    private static void checkForm(Fields fields, long forms) {
        if (forms != 1) {
            fields.findings()
                    .add(
                            fields.pointer(),
                            "Expected exactly one of 'provider', 'scheme' and 'header', but found "
                                    + (forms == 0 ? "none" : forms));
        }
    }

    private static @Nullable JsonNode withoutShortForm(Fields fields, @Nullable JsonNode scheme) {
        for (var name : SHORT_FORM) {
            if (fields.has(name)) {
                fields.refuse(name, "Expected '%s' only beside 'header', but 'header' is missing".formatted(name));
            }
        }
        return scheme;
    }

    private static JsonNode shortForm(Fields fields, String header) {
        if (!Headers.isName(header)) {
            fields.refuse("header", "Expected a header's name, but found \"%s\"".formatted(Found.cut(header)));
        }
        var verify = JsonNodeFactory.instance
                .objectNode()
                .put("algorithm", algorithm(fields))
                .put("key", "utf8")
                .put("signature", "header:" + header + after(fields))
                .put("over", "{body}")
                .put("encoding", choice(fields, "encoding", ENCODINGS, "hex"));
        return JsonNodeFactory.instance.objectNode().set("verify", verify);
    }

    private static String after(Fields fields) {
        var value = fields.value("prefix");
        if (value == null || value.isTextual() && value.textValue().isEmpty()) {
            return "";
        }
        var prefix = fields.text("prefix", LONGEST_WORD);
        if (prefix != null && prefix.matches(".*['\"\\\\\\p{Cntrl}].*")) {
            fields.refuse(
                    "prefix", "Expected a prefix without quotes, backslashes and control characters, but it has one");
        }
        return " | after '%s'".formatted(prefix);
    }

    private static String algorithm(Fields fields) {
        var value = fields.value("algorithm");
        if (value == null) {
            return "hmac-sha256";
        }
        var plain = value.asText()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^hmac-", "")
                .replaceFirst("^sha-", "sha");
        var algorithm = value.isTextual() ? ALGORITHMS.get(plain) : null;
        if (algorithm == null) {
            fields.wrong("algorithm", "one of hmac-sha1, hmac-sha256, hmac-sha384, hmac-sha512", value);
            return "";
        }
        return algorithm;
    }

    private static String choice(Fields fields, String name, Collection<String> choices, String otherwise) {
        var value = fields.value(name);
        if (value != null && !(value.isTextual() && choices.contains(value.textValue()))) {
            fields.wrong(name, "one of " + String.join(", ", choices), value);
        }
        return value == null ? otherwise : value.asText();
    }

    private static Map<String, String> params(Fields fields) {
        var value = fields.value("params");
        var params = new HashMap<String, String>();
        if (value == null) {
            return params;
        }
        if (!value.isObject() || value.size() > MOST_PARAMS) {
            fields.wrong("params", "an object of at most %d texts".formatted(MOST_PARAMS), value);
            return params;
        }
        value.properties().forEach(each -> {
            var place = Pointers.child(fields.at("params"), each.getKey());
            int longest = SecretParams.isSecret(each.getKey()) ? LONGEST_SECRET_PARAM : LONGEST_PARAM;
            params.put(each.getKey(), param(each.getValue(), longest, place, fields.findings()));
        });
        return params;
    }

    /** Some are as secret as secrets, so findings do not show them. */
    private static String param(JsonNode value, int longest, String place, Findings findings) {
        if (!value.isTextual()
                || value.textValue().isEmpty()
                || value.textValue().length() > longest) {
            findings.add(
                    place, "Expected text of 1 to %,d characters, but found %s".formatted(longest, Found.kind(value)));
        }
        return value.asText();
    }
}
