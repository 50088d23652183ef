package io.triggergateway.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Iterator;
import java.util.TreeSet;

/** What has changed between two documents, place by place; short enough to be read and kept. */
final class Differences {
    private static final int MOST = 50;
    private static final int LONGEST = 200;

    private final ArrayNode found = JsonNodeFactory.instance.arrayNode();

    private Differences() {}

    /** A list of {@code {pointer, before, after}}; what is not there on one side is left out. At most 50 of them. */
    static ArrayNode between(JsonNode before, JsonNode after) {
        var differences = new Differences();
        differences.compare("", before, after);
        return differences.found;
    }

    private void compare(String pointer, JsonNode before, JsonNode after) {
        if (before.equals(after) || found.size() >= MOST) {
            return;
        }
        if (isObjectOrMissing(before) && isObjectOrMissing(after)) {
            var names = new TreeSet<String>();
            add(names, before.fieldNames());
            add(names, after.fieldNames());
            names.forEach(name -> compare(pointer + "/" + escaped(name), before.path(name), after.path(name)));
        } else {
            note(pointer, before, after);
        }
    }

    /** A list is shown as a whole: what moved within it would look like many changes. */
    private void note(String pointer, JsonNode before, JsonNode after) {
        ObjectNode one = found.addObject().put("pointer", pointer);
        if (!before.isMissingNode()) {
            one.set("before", cut(before));
        }
        if (!after.isMissingNode()) {
            one.set("after", cut(after));
        }
    }

    private static boolean isObjectOrMissing(JsonNode node) {
        return node.isObject() || node instanceof MissingNode;
    }

    private static JsonNode cut(JsonNode node) {
        var text = node.isTextual() ? node.textValue() : node.toString();
        return text.length() <= LONGEST ? node : TextNode.valueOf(text.substring(0, LONGEST) + "…");
    }

    private static void add(TreeSet<String> names, Iterator<String> more) {
        more.forEachRemaining(names::add);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
