package io.triggergateway.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A JSON value as people read it: names as labels, objects as lists of terms, the rest as text.
 *
 * @param label of the place where it stands; empty in a list and at the top
 * @param text empty where there are parts
 * @param parts of an object or a list
 */
public record JsonTree(String label, Kind kind, String text, List<JsonTree> parts) {
    private static final int DEEPEST = 8;
    private static final Pattern LINK = Pattern.compile("https://[A-Za-z0-9.-]+(:\\d{1,5})?(/[^\\s<>\"']*)?");

    /** How it is drawn. */
    public enum Kind {
        OBJECT,
        LIST,
        TEXT,
        LINK,
        /** JSON as it is written, for what is nested too deep to be read otherwise. */
        CODE,
        NOTHING
    }

    public JsonTree {
        parts = List.copyOf(parts);
    }

    /** A value without a label. */
    public static JsonTree of(JsonNode json) {
        return of("", json, 0);
    }

    public boolean isObject() {
        return kind == Kind.OBJECT;
    }

    public boolean isList() {
        return kind == Kind.LIST;
    }

    public boolean isLink() {
        return kind == Kind.LINK;
    }

    public boolean isCode() {
        return kind == Kind.CODE;
    }

    public boolean isNothing() {
        return kind == Kind.NOTHING;
    }

    private static JsonTree of(String label, JsonNode json, int depth) {
        if (json.isContainerNode() && json.isEmpty() || json.isNull() || json.isMissingNode()) {
            return leaf(label, Kind.NOTHING, "");
        }
        if (json.isContainerNode()) {
            return depth == DEEPEST ? leaf(label, Kind.CODE, json.toPrettyString()) : branch(label, json, depth);
        }
        if (json.isBoolean()) {
            return leaf(label, Kind.TEXT, json.booleanValue() ? "Yes" : "No");
        }
        var text = json.isNumber() ? json.decimalValue().toPlainString() : json.asText();
        return leaf(label, LINK.matcher(text).matches() ? Kind.LINK : Kind.TEXT, text);
    }

    private static JsonTree branch(String label, JsonNode json, int depth) {
        var parts = new ArrayList<JsonTree>();
        if (json.isObject()) {
            json.properties()
                    .forEach(property -> parts.add(of(Labels.of(property.getKey()), property.getValue(), depth + 1)));
        } else {
            json.forEach(part -> parts.add(of("", part, depth + 1)));
        }
        return new JsonTree(label, json.isObject() ? Kind.OBJECT : Kind.LIST, "", parts);
    }

    private static JsonTree leaf(String label, Kind kind, String text) {
        return new JsonTree(label, kind, text, List.of());
    }
}
