package io.triggergateway.ui;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.payload.Form;
import io.triggergateway.payload.Parsed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a form has sent, or begins with: texts by the names of their inputs. */
record Entered(Map<String, List<String>> values) {
    static final Entered NOTHING = new Entered(Map.of());

    Entered {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The fields of a form's body; none when it cannot be read. */
    static Entered of(byte[] body) {
        var form = Form.parse(body);
        return form != null && form.json() instanceof Parsed.Value(JsonNode json) ? of(json) : NOTHING;
    }

    private static Entered of(JsonNode json) {
        var values = new LinkedHashMap<String, List<String>>();
        json.properties().forEach(field -> {
            var texts = new ArrayList<String>();
            (field.getValue().isArray() ? field.getValue() : List.of(field.getValue()))
                    // Browsers send every end of a line as two characters.
                    .forEach(text -> texts.add(text.asText().replace("\r\n", "\n")));
            values.put(field.getKey(), texts);
        });
        return new Entered(values);
    }

    /** The last text of that name; empty without one. */
    public String text(String name) {
        var all = all(name);
        return all.isEmpty() ? "" : all.getLast();
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Entered with(String name, String text) {
        var other = new LinkedHashMap<>(values);
        other.put(name, List.of(text));
        return new Entered(other);
    }
}
