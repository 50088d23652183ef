package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the documents of dry runs: saved requests, and payloads for triggers that no request reaches. */
public final class SavedRequestReader {
    private static final int LONGEST_URL = 4096;
    private static final int LONGEST_VALUE = 16_384;
    private static final int MOST_VALUES = 100;
    private static final int LONGEST_ADDRESS = 45;
    private static final String NO_WEBHOOK = "Expected only 'body' and 'at', as the trigger is no webhook";
    private static final Pattern URL = Pattern.compile("(https?://[^/?#]+(?=[/?]|$)|/)[^#\\s]*");
    private static final Pattern METHOD = Pattern.compile("[A-Za-z]{1,20}");

    private SavedRequestReader() {}

    /**
     * Null when something is wrong, which is noted in {@code findings}.
     *
     * @param now the time to assume when the document has none
     */
    public static @Nullable SavedRequest request(JsonNode document, Instant now, Findings findings) {
        var fields = Fields.of(document, "", findings);
        if (fields == null) {
            return null;
        }
        var method = method(fields);
        var url = url(fields);
        var query = query(fields, url);
        var headers = headers(fields);
        var body = bytes(fields);
        var address = fields.text("ip", LONGEST_ADDRESS);
        var at = fields.instant("at");
        fields.done();
        return findings.isEmpty()
                ? new SavedRequest(
                        method, url, query, headers, body, address == null ? "" : address, at == null ? now : at)
                : null;
    }

    /**
     * Null when something is wrong, which is noted in {@code findings}.
     *
     * @param standard the payload when the document has none
     * @param now the time to assume when the document has none
     */
    public static @Nullable SavedPayload payload(JsonNode document, JsonNode standard, Instant now, Findings findings) {
        var fields = Fields.of(document, "", findings);
        if (fields == null) {
            return null;
        }
        List.of("method", "url", "headers", "bodyBase64", "ip")
                .forEach(name -> fields.refuseIfPresent(name, NO_WEBHOOK));
        var body = fields.value("body");
        var at = fields.instant("at");
        fields.done();
        return findings.isEmpty() ? new SavedPayload(body == null ? standard : body, at == null ? now : at) : null;
    }

    private static String method(Fields fields) {
        var method = Objects.requireNonNullElse(fields.text("method", 20), "POST");
        if (!METHOD.matcher(method).matches()) {
            fields.refuse("method", "Expected the name of a method such as POST, but found " + Found.cut(method));
        }
        return method.toUpperCase(Locale.ROOT);
    }

    private static @Nullable String url(Fields fields) {
        var url = fields.text("url", LONGEST_URL);
        if (url != null && !url.isEmpty() && !URL.matcher(url).matches()) {
            fields.refuse(
                    "url",
                    "Expected a URL such as https://hooks.example.com/in?a=b, or its part from the path on,"
                            + " but found " + Found.cut(url));
        }
        return url;
    }

    /** With the decoder that the HTTP server itself uses. */
    private static Map<String, List<String>> query(Fields fields, @Nullable String url) {
        try {
            return url == null ? Map.of() : new QueryStringDecoder(url).parameters();
        } catch (IllegalArgumentException broken) {
            fields.refuse("url", "Expected a query that can be decoded, but an escape in it is broken");
            return Map.of();
        }
    }

    private static Map<String, List<String>> headers(Fields fields) {
        var headers = new LinkedHashMap<String, List<String>>();
        var object = fields.value("headers");
        if (object != null && !object.isObject()) {
            fields.wrong("headers", "an object with the values by name", object);
        } else if (object != null) {
            object.properties().forEach(header -> {
                var place = Pointers.child(fields.at("headers"), header.getKey());
                if (!Headers.isName(header.getKey())) {
                    fields.findings().add(place, "Expected the name of a header, but it has characters of no name");
                }
                headers.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .addAll(values(header.getValue(), place, fields.findings()));
            });
        }
        return headers;
    }

    private static List<String> values(JsonNode value, String place, Findings findings) {
        var values = new ArrayList<String>();
        var all = value.isArray() ? value : List.of(value);
        for (var each : all) {
            if (each.isTextual() && each.textValue().length() <= LONGEST_VALUE && values.size() < MOST_VALUES) {
                values.add(each.textValue());
            } else {
                findings.add(place, "Expected text or a list of texts, but found " + Found.kind(each));
            }
        }
        return values;
    }

    private static byte[] bytes(Fields fields) {
        var text = fields.value("body");
        var coded = fields.value("bodyBase64");
        if (text != null && coded != null) {
            fields.refuse("bodyBase64", "Expected 'body' or 'bodyBase64', but found both");
        }
        if (text != null && !text.isTextual()) {
            fields.wrong("body", "the exact body as text (signatures are over its bytes)", text);
        }
        if (coded != null) {
            return decoded(fields, coded);
        }
        return text == null ? new byte[0] : text.asText().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] decoded(Fields fields, JsonNode coded) {
        try {
            return Base64.getDecoder().decode(coded.isTextual() ? coded.textValue() : "?");
        } catch (IllegalArgumentException broken) {
            fields.refuse("bodyBase64", "Expected bytes in base64, but they cannot be decoded");
            return new byte[0];
        }
    }
}
