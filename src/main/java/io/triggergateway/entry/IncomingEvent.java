package io.triggergateway.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.payload.Payload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent that has come in, whatever way it travelled.
 *
 * @param attributes all of them with their extensions, as they came
 * @param data what it carries; an absent one is empty
 * @param bytes the data as bytes
 */
public record IncomingEvent(ObjectNode attributes, Payload data, byte[] bytes) {
    public String id() {
        return text("id");
    }

    public String source() {
        return text("source");
    }

    public String type() {
        return text("type");
    }

    /** Null when it has none. */
    @Nullable
    String subject() {
        return attributes.path("subject").textValue();
    }

    /** The media type of its data; empty when it has none. */
    String contentType() {
        return attributes.path("datacontenttype").asText("");
    }

    /** The attributes as the headers of the binary mode would have them, by lower-case name and decoded. */
    Map<String, List<String>> headers() {
        var headers = new LinkedHashMap<String, List<String>>();
        attributes.properties().forEach(attribute -> {
            var name = attribute.getKey();
            headers.put(
                    name.equals("datacontenttype") ? "content-type" : "ce-" + name,
                    List.of(attribute.getValue().asText()));
        });
        return headers;
    }

    private String text(String name) {
        return attributes.path(name).asText();
    }
}
