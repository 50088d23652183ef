package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.payload.Json;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code endpoint.response}. */
final class ResponseReader {
    private static final int STANDARD_STATUS = 202;
    private static final int MOST_HEADERS = 20;
    private static final int LONGEST_VALUE = 1024;
    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205);
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]*");

    /** Connection matters belong to the server (RFC 9110, 7.6.1), and an endpoint has no sessions. */
    private static final Set<String> FORBIDDEN = Set.of(
            "set-cookie",
            "set-cookie2",
            "connection",
            "content-length",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private ResponseReader() {}

    static Endpoint.@Nullable Response read(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        var status = fields.whole("status", 200, 299);
        var headers = headers(fields);
        var body = body(fields, headers);
        var response = new Endpoint.Response(status == null ? STANDARD_STATUS : status.intValue(), headers, body);
        if (body != null && WITHOUT_BODY.contains(response.status())) {
            fields.refuse(
                    "body",
                    "Expected no body, because a response with status %d cannot have one".formatted(response.status()));
        }
        fields.done();
        return response;
    }

    /** A value that is not text is written as JSON, and says so. */
    private static @Nullable String body(Fields fields, Map<String, String> headers) {
        var body = fields.value("body");
        if (body == null || body.isTextual()) {
            return body == null ? null : body.textValue();
        }
        headers.putIfAbsent("Content-Type", "application/json");
        return new String(Json.write(body), StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(Fields fields) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        var value = fields.value("headers");
        if (value == null) {
            return headers;
        }
        if (!value.isObject() || value.size() > MOST_HEADERS) {
            fields.wrong("headers", "an object of at most %d headers".formatted(MOST_HEADERS), value);
            return headers;
        }
        value.properties().forEach(each -> {
            var place = Pointers.child(fields.at("headers"), each.getKey());
            var defect = defect(each.getKey(), each.getValue());
            if (headers.put(each.getKey(), each.getValue().asText()) != null) {
                fields.findings().add(place, "Expected every header once, but this one is there in another case");
            } else if (defect != null) {
                fields.findings().add(place, defect);
            }
        });
        return headers;
    }

    private static @Nullable String defect(String name, JsonNode value) {
        if (!Headers.isName(name)) {
            return "Expected a header's name, but found '%s'".formatted(Found.cut(name));
        }
        if (FORBIDDEN.contains(name.toLowerCase(Locale.ROOT))) {
            return "Expected headers that describe the answer, but '%s' is the server's own matter".formatted(name);
        }
        var text = value.asText();
        return value.isTextual()
                        && text.length() <= LONGEST_VALUE
                        && VALUE.matcher(text).matches()
                ? null
                : "Expected up to %,d printable ASCII characters on one line, but found %s"
                        .formatted(LONGEST_VALUE, Found.of(value));
    }
}
