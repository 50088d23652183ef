package io.triggergateway.payload;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The fields of a form as JSON: a text for a name that comes once, a list for one that comes again. */
final class Fields {
    private Fields() {}

    static ObjectNode json(Map<String, List<String>> fields) {
        var object = JsonNodeFactory.instance.objectNode();
        fields.forEach((name, values) -> {
            if (values.size() == 1) {
                object.put(name, values.getFirst());
            } else {
                values.forEach(object.withArray("/" + pointer(name))::add);
            }
        });
        return object;
    }

    private static String pointer(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
