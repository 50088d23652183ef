package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.trigger.FieldError;
import java.util.List;

/**
 * What became of one part of an import.
 *
 * @param kind trigger or flow
 * @param result created, updated, unchanged, invalid or conflict
 * @param errors what is wrong; empty when nothing is
 */
record ImportItem(String kind, String name, String result, List<FieldError> errors) {
    ImportItem {
        errors = List.copyOf(errors);
    }

    /** True when it is, or would be, in force. */
    boolean good() {
        return errors.isEmpty();
    }

    ObjectNode document() {
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("kind", kind)
                .put("name", name)
                .put("result", result);
        if (!errors.isEmpty()) {
            var list = document.putArray("errors");
            errors.forEach(
                    error -> list.addObject().put("pointer", error.pointer()).put("detail", error.detail()));
        }
        return document;
    }
}
