package io.triggergateway.ui;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON as a tree whose branches open and close, with its names as they are written.
 *
 * @param key empty for the whole and for what is in no object or list
 * @param kind {@code object}, {@code array}, {@code string} or {@code other}
 * @param text of a leaf
 * @param count of what a branch has, with {@code parts} perhaps fewer
 * @param open whether it begins open
 */
record Fold(String key, String kind, String text, int count, boolean open, List<Fold> parts) {
    private static final int DEEPEST = 24;
    private static final int OPEN_DEPTH = 2;
    private static final int MOST_PARTS = 200;
    private static final int LONGEST_OPEN = 12;

    static Fold of(JsonNode json) {
        return of("", json, 0);
    }

    public boolean isBranch() {
        return !parts.isEmpty();
    }

    /** What a closed branch is announced as. */
    public String size() {
        return kind.equals("object") ? "{" + count + "}" : "[" + count + "]";
    }

    public int left() {
        return count - parts.size();
    }

    private static Fold of(String key, JsonNode json, int depth) {
        if (!json.isContainerNode() || json.isEmpty() || depth == DEEPEST) {
            return new Fold(key, json.isTextual() ? "string" : "other", text(json), 0, false, List.of());
        }
        var parts = new ArrayList<Fold>();
        if (json.isObject()) {
            json.properties().stream()
                    .limit(MOST_PARTS)
                    .forEach(part -> parts.add(of(part.getKey(), part.getValue(), depth + 1)));
        } else {
            for (int i = 0; i < Math.min(MOST_PARTS, json.size()); i++) {
                parts.add(of(Integer.toString(i), json.get(i), depth + 1));
            }
        }
        boolean open = depth == 0 || depth < OPEN_DEPTH && json.size() <= LONGEST_OPEN;
        return new Fold(key, json.isObject() ? "object" : "array", "", json.size(), open, List.copyOf(parts));
    }

    private static String text(JsonNode json) {
        return json.isTextual() ? json.textValue() : json.toString();
    }
}
