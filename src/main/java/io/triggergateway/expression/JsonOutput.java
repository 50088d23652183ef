package io.triggergateway.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import io.triggergateway.payload.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** CEL values as JSON, within a size that all parts of one result share. */
final class JsonOutput {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final int limit;
    private long left;

    JsonOutput(int bytes) {
        this.limit = bytes;
        this.left = bytes;
    }

    JsonNode json(Object value) throws Refused {
        return json(value, 1);
    }

    private JsonNode json(Object value, int depth) throws Refused {
        if (depth > Json.MAX_DEPTH) {
            throw new Refused("Expected a result nested at most %d deep, but it is deeper".formatted(Json.MAX_DEPTH));
        }
        return switch (value) {
            case JsonMap view -> copied(view.json());
            case JsonList view -> copied(view.json());
            case Map<?, ?> map -> object(map, depth);
            case Collection<?> list -> array(list, depth);
            case Optional<?> optional ->
                optional.isPresent() ? json(optional.get(), depth) : json(NullValue.NULL_VALUE, depth);
            default -> scalar(value);
        };
    }

    private JsonNode scalar(Object value) throws Refused {
        return switch (value) {
            case String text -> text(text);
            case Boolean flag -> sized(NODES.booleanNode(flag), 5);
            case Long number ->
                sized(NODES.numberNode(number), Long.toString(number).length());
            case Double number -> number(number);
            case NullValue ignored -> sized(NODES.nullNode(), 4);
            case CelByteString bytes -> bytes(bytes);
            case Instant instant -> instant(instant);
            case Duration duration -> text(seconds(duration));
            case Number unsigned -> unsigned(new BigInteger(unsigned.toString()));
            default ->
                throw new Refused(
                        "Expected a value that JSON has, but the result is %s".formatted(Reasons.kind(value)));
        };
    }

    private JsonNode object(Map<?, ?> map, int depth) throws Refused {
        var object = NODES.objectNode();
        take(2);
        for (var entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                throw new Refused("Expected texts as the keys of an object, but one is %s"
                        .formatted(Reasons.kind(entry.getKey())));
            }
            take(utf8(name) + 4L);
            object.set(name, json(entry.getValue(), depth + 1));
        }
        return object;
    }

    private JsonNode array(Collection<?> values, int depth) throws Refused {
        var array = NODES.arrayNode();
        take(2);
        for (var value : values) {
            take(1);
            array.add(json(value, depth + 1));
        }
        return array;
    }

    /** A part of the payload is handed on as it is: no digit of a number is lost. */
    private JsonNode copied(JsonNode json) throws Refused {
        measure(json);
        return json;
    }

    private void measure(JsonNode json) throws Refused {
        take(2);
        for (var member : json.properties()) {
            take(utf8(member.getKey()) + 4L);
        }
        for (var element : json) {
            if (element.isContainerNode()) {
                measure(element);
            } else {
                take(2L + utf8(element.asText()));
            }
        }
    }

    private JsonNode text(String text) throws Refused {
        return sized(NODES.textNode(text), utf8(text) + 2L);
    }

    private JsonNode number(double number) throws Refused {
        if (!Double.isFinite(number)) {
            throw new Refused("Expected a number that JSON has, but the result is not finite");
        }
        return sized(NODES.numberNode(number), Double.toString(number).length());
    }

    private JsonNode unsigned(BigInteger number) throws Refused {
        return sized(
                number.bitLength() < Long.SIZE ? NODES.numberNode(number.longValue()) : NODES.numberNode(number),
                number.toString().length());
    }

    private JsonNode bytes(CelByteString bytes) throws Refused {
        return sized(NODES.textNode(Base64.getEncoder().encodeToString(bytes.toByteArray())), bytes.size() * 4L / 3);
    }

    private JsonNode instant(Instant instant) throws Refused {
        try {
            return text(RFC_3339.format(instant));
        } catch (DateTimeException outside) {
            throw new Refused("Expected a timestamp within the years 1 to 9999, but it is outside");
        }
    }

    private static String seconds(Duration duration) {
        var seconds = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
        return seconds.signum() == 0 ? "0s" : seconds.stripTrailingZeros().toPlainString() + "s";
    }

    private JsonNode sized(JsonNode json, long bytes) throws Refused {
        take(bytes);
        return json;
    }

    private void take(long bytes) throws Refused {
        left -= bytes;
        if (left < 0) {
            throw new Refused("Expected a result of at most %,d bytes, but it is larger".formatted(limit));
        }
    }

    private static int utf8(String text) {
        int bytes = text.length();
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            // Each half of a surrogate pair counts two of the four bytes.
            bytes += unit < 0x80 ? 0 : unit < 0x800 || Character.isSurrogate(unit) ? 1 : 2;
        }
        return bytes;
    }

    /** Ends a conversion from within; it never leaves this package. */
    static final class Refused extends Exception {
        private final String reason;

        Refused(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
