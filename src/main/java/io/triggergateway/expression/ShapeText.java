package io.triggergateway.expression;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.triggergateway.payload.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Paths as JSON, the form in which replicas tell each other shapes. */
final class ShapeText {
    private ShapeText() {}

    static String write(List<String> names) {
        return text(list(names));
    }

    static String writeAll(Collection<FieldPath> paths) {
        var json = JsonNodeFactory.instance.arrayNode();
        paths.forEach(path -> json.add(list(path.names())));
        return text(json);
    }

    static List<FieldPath> readAll(String text) {
        if (!(Json.readBack(text.getBytes(StandardCharsets.UTF_8)) instanceof ArrayNode json)) {
            throw new IllegalArgumentException("Expected a JSON list of paths, but found " + text);
        }
        var paths = new ArrayList<FieldPath>();
        for (var path : json) {
            var names = new ArrayList<String>();
            path.forEach(name -> names.add(name.textValue()));
            paths.add(new FieldPath(names));
        }
        return paths;
    }

    private static ArrayNode list(List<String> names) {
        var json = JsonNodeFactory.instance.arrayNode();
        names.forEach(json::add);
        return json;
    }

    private static String text(ArrayNode json) {
        return new String(Json.write(json), StandardCharsets.UTF_8);
    }
}
