package io.triggergateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.payload.Json;
import io.triggergateway.payload.Parsed;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of requests; throws {@link Refused} for those that cannot be read. */
final class Body {
    private static final String YAML = "application/yaml";

    private Body() {}

    /** A JSON document. */
    static JsonNode json(byte[] body, @Nullable String contentType) {
        var type = mediaType(contentType);
        if (!isJson(type)) {
            throw unsupported("'Content-Type: application/json'", type);
        }
        return parsed(Json.parse(body));
    }

    /** A JSON document; null when the body is empty. */
    static @Nullable JsonNode optionalJson(byte[] body, @Nullable String contentType) {
        return body.length == 0 ? null : json(body, contentType);
    }

    /** A JSON or YAML document. */
    static JsonNode document(byte[] body, @Nullable String contentType) {
        var type = mediaType(contentType);
        if (type.equals(YAML) || type.equals("application/x-yaml") || type.equals("text/yaml")) {
            return parsed(Yaml.parse(body));
        }
        if (!isJson(type)) {
            throw unsupported("'Content-Type: application/json' or application/yaml", type);
        }
        return parsed(Json.parse(body));
    }

    private static JsonNode parsed(Parsed parsed) {
        return switch (parsed) {
            case Parsed.Value(var json) -> json;
            case Parsed.Malformed(var detail) -> throw new Refused(ProblemType.MALFORMED_BODY.of(detail));
        };
    }

    /** Nobody who sends no type means anything but JSON here. */
    private static boolean isJson(String type) {
        return type.isEmpty() || type.equals("application/json") || type.endsWith("+json");
    }

    private static Refused unsupported(String expected, String found) {
        return new Refused(
                ProblemType.UNSUPPORTED_MEDIA_TYPE.of("Expected %s, but found '%s'".formatted(expected, found)));
    }

    private static String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
