package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code endpoint}. */
final class EndpointReader {
    /** The method of an endpoint that names none. */
    static final Set<String> STANDARD_METHODS = Set.of("POST");

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final int LONGEST_PATH = 1024;
    private static final int LONGEST_URL = 2048;
    private static final int MOST_EVENTS = 100;
    private static final int LONGEST_EVENT = 200;
    private static final int MOST_ORIGINS = 100;
    private static final Pattern ORIGIN =
            Pattern.compile("[a-z][a-z0-9+.-]*://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?");

    private EndpointReader() {}

    static Endpoint read(Fields fields) {
        var path = fields.requiredText("path", LONGEST_PATH, "such as /webhooks/stripe");
        var endpoint = new Endpoint(
                path.isEmpty() ? path : EndpointPath.read(path, fields.at("path"), fields.findings()),
                methods(fields),
                fields.texts("events", MOST_EVENTS, LONGEST_EVENT),
                auth(fields),
                publicUrl(fields),
                cors(fields.object("cors")),
                ResponseReader.read(fields.object("response")));
        fields.done();
        return endpoint;
    }

    private static Auth auth(Fields fields) {
        if (!fields.has("auth")) {
            fields.refuse(
                    "auth",
                    "Expected 'auth', which says how the sender proves who it is, but it is missing: write {type: none} where everybody may call");
        }
        var auth = fields.object("auth");
        return auth == null ? new Auth.None() : AuthReader.read(auth);
    }

    private static Set<String> methods(Fields fields) {
        var value = fields.value("method");
        if (value == null) {
            return STANDARD_METHODS;
        }
        if (value.isTextual()) {
            return Set.of(method(value, fields.at("method"), fields.findings()));
        }
        var methods = new LinkedHashSet<>(
                fields.each("method", METHODS.size(), (each, place) -> method(each, place, fields.findings())));
        if (methods.isEmpty() && value.isArray() && value.isEmpty()) {
            fields.wrong("method", "at least one of " + String.join(", ", METHODS), value);
        }
        return methods;
    }

    private static String method(JsonNode value, String place, Findings findings) {
        var method = value.asText().toUpperCase(Locale.ROOT);
        if (!value.isTextual() || !METHODS.contains(method)) {
            findings.add(
                    place, "Expected one of %s, but found %s".formatted(String.join(", ", METHODS), Found.of(value)));
        }
        return method;
    }

    private static @Nullable String publicUrl(Fields fields) {
        var url = fields.text("publicUrl", LONGEST_URL);
        if (url != null && !url.isEmpty() && !isPublic(url)) {
            // Not shown: it may have a password in it.
            fields.refuse(
                    "publicUrl",
                    "Expected a URL that starts with http:// or https://, has a host and neither user nor fragment, but found another text");
        }
        return url;
    }

    private static boolean isPublic(String text) {
        try {
            var url = new URI(text);
            var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            return (scheme.equals("https") || scheme.equals("http"))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private static Endpoint.@Nullable Cors cors(@Nullable Fields cors) {
        if (cors == null) {
            return null;
        }
        cors.require("origins", "a list of origins such as https://app.example.com");
        var origins = cors.each("origins", MOST_ORIGINS, (value, place) -> origin(value, place, cors.findings()));
        cors.done();
        return new Endpoint.Cors(origins);
    }

    private static String origin(JsonNode value, String place, Findings findings) {
        var origin = value.asText();
        if (!value.isTextual() || !origin.equals("*") && !ORIGIN.matcher(origin).matches()) {
            findings.add(
                    place,
                    "Expected * or an exact origin such as https://app.example.com, without a path, but found "
                            + Found.of(value));
        }
        return origin;
    }
}
