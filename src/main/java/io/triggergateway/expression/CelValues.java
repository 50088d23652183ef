package io.triggergateway.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** JSON as CEL sees it: whole numbers within 64 bits are int, others double; containers are views, not copies. */
final class CelValues {
    private CelValues() {}

    static Object view(@Nullable JsonNode json, Budget budget) {
        if (json == null) {
            return NullValue.NULL_VALUE;
        }
        return switch (json.getNodeType()) {
            case OBJECT -> new JsonMap((ObjectNode) json, budget);
            case ARRAY -> new JsonList((ArrayNode) json, budget);
            case STRING -> json.textValue();
            case BOOLEAN -> json.booleanValue();
            case NUMBER -> number(json);
            case BINARY -> bytes(json);
            case NULL, MISSING, POJO -> NullValue.NULL_VALUE;
        };
    }

    private static Object number(JsonNode json) {
        if (json.isIntegralNumber() && json.canConvertToLong()) {
            return json.longValue();
        }
        return json.doubleValue();
    }

    private static Object bytes(JsonNode json) {
        try {
            return CelByteString.of(json.binaryValue());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
