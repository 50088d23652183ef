package io.triggergateway.ui;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Takes rows out of a form and of the definition that it began with: those that are to go, and empty ones. */
final class Rows {
    /** What a row says when it is to go. */
    static final String REMOVED = "removed";

    private Rows() {}

    /** The form without those rows, and the others with new numbers; {@code definition} is changed likewise. */
    static Entered compact(EditorSection section, Entered entered, ObjectNode definition) {
        var kept = IntStream.range(0, section.count(entered))
                .filter(row -> !entered.text(name(section, row, section.key())).isBlank())
                .filter(row -> entered.text(name(section, row, REMOVED)).isEmpty())
                .boxed()
                .toList();
        keep(section, kept, definition);
        return renumber(section, entered, kept);
    }

    private static String name(EditorSection section, int row, String field) {
        return section.rows() + "/" + row + "/" + field;
    }

    private static Entered renumber(EditorSection section, Entered entered, List<Integer> kept) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        entered.values().forEach((name, texts) -> {
            if (!name.startsWith(section.rows() + "/")) {
                values.put(name, texts);
            }
        });
        for (int number = 0; number < kept.size(); number++) {
            var before = name(section, kept.get(number), "");
            var after = name(section, number, "");
            entered.values().forEach((name, texts) -> {
                if (name.startsWith(before)) {
                    values.put(after + name.substring(before.length()), texts);
                }
            });
        }
        return new Entered(values);
    }

    private static void keep(EditorSection section, List<Integer> kept, ObjectNode definition) {
        var place = Place.of(section.rows());
        if (place.in(definition) instanceof ArrayNode list) {
            var items = new ArrayList<>(kept.stream()
                    .map(row -> row < list.size() ? list.get(row) : definition.objectNode())
                    .toList());
            list.removeAll();
            list.addAll(items);
            if (list.isEmpty()) {
                place.remove(definition);
            }
        }
    }
}
