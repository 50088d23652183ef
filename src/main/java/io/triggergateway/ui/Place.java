package io.triggergateway.ui;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** A place in a definition that can be written and emptied. */
record Place(JsonPointer pointer) {
    /** These say something although they are empty. */
    private static final Set<String> KEPT = Set.of("/endpoint", "/endpoint/auth", "/schedule");

    static Place of(String pointer) {
        return new Place(JsonPointer.compile(pointer));
    }

    JsonNode in(ObjectNode document) {
        return document.at(pointer);
    }

    /** Makes what is missing on the way; what is in the way and is neither object nor list is replaced. */
    void set(ObjectNode document, JsonNode value) {
        var parent = parent(document);
        if (parent instanceof ArrayNode list) {
            while (list.size() <= index()) {
                list.addObject();
            }
            list.set(index(), value);
        } else if (parent instanceof ObjectNode object) {
            object.set(pointer.last().getMatchingProperty(), value);
        }
    }

    /** Removes it, and what it leaves empty. */
    void remove(ObjectNode document) {
        var head = pointer.head();
        if (!(document.at(head) instanceof ObjectNode object)) {
            return;
        }
        boolean gone = object.remove(pointer.last().getMatchingProperty()) != null;
        // Rows keep their numbers.
        if (gone && object.isEmpty() && !head.matches() && !KEPT.contains(head.toString()) && !isItem(head)) {
            new Place(head).remove(document);
        }
    }

    private static boolean isItem(JsonPointer place) {
        return place.last().getMatchingIndex() >= 0;
    }

    private int index() {
        return pointer.last().getMatchingIndex();
    }

    private JsonNode parent(ObjectNode document) {
        var head = pointer.head();
        var found = document.at(head);
        if (!found.isContainerNode()) {
            var made = index() >= 0 ? document.arrayNode() : document.objectNode();
            new Place(head).set(document, made);
            return made;
        }
        return found;
    }
}
