package io.triggergateway.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventRWException;
import io.triggergateway.payload.Json;
import io.triggergateway.payload.Payload;
import io.triggergateway.trigger.Findings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one CloudEvent. Our own rules come first, as they find everything that is wrong at once and say it for people;
 * what passes them goes through the official SDK.
 */
final class EventReader {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(JsonFormat.getCloudEventJacksonModule())
            .build();
    private static final Set<String> DATA = Set.of("data", "data_base64");
    private static final String JSON = "application/json";
    private static final String HEADER = "ce-";
    private static final String TIME = "time";

    private EventReader() {}

    /** An event that is one JSON document. */
    static EventReading structured(JsonNode document) {
        var findings = new Findings();
        var attributes = JsonNodeFactory.instance.objectNode();
        if (!document.isObject()) {
            findings.add("", "Expected an event, which is an object, but found something else");
            return invalid(attributes, findings);
        }
        document.properties().stream()
                .filter(entry -> !entry.getValue().isNull() && !DATA.contains(entry.getKey()))
                .forEach(entry -> attributes.set(entry.getKey(), entry.getValue()));
        CloudEventAttributes.check(attributes, findings);
        checkData(document, findings);
        return findings.isEmpty() ? structured(attributes, document, findings) : invalid(attributes, findings);
    }

    private static void checkData(JsonNode document, Findings findings) {
        if (document.hasNonNull("data") && document.hasNonNull("data_base64")) {
            findings.add("/data_base64", "Expected 'data' or 'data_base64', but found both");
        } else if (document.hasNonNull("data_base64")
                && !document.path("data_base64").isTextual()) {
            findings.add("/data_base64", "Expected bytes as base64, but found something else");
        }
    }

    private static EventReading structured(ObjectNode attributes, JsonNode document, Findings findings) {
        var event = attributes.deepCopy();
        upperCaseTime(event);
        document.properties().stream()
                .filter(entry ->
                        DATA.contains(entry.getKey()) && !entry.getValue().isNull())
                .forEach(entry -> event.set(entry.getKey(), entry.getValue()));
        try {
            return read(attributes, MAPPER.treeToValue(event, CloudEvent.class), findings);
        } catch (JsonProcessingException broken) {
            return document.hasNonNull("data_base64")
                    ? refused(
                            attributes,
                            "/data_base64",
                            "Expected bytes as base64, but found other characters",
                            findings)
                    : refused(
                            attributes,
                            "/data",
                            "Expected text, as datacontenttype says so, but found other JSON",
                            findings);
        } catch (CloudEventRWException broken) {
            return refused(attributes, "", broken.getMessage(), findings);
        }
    }

    /** An event whose attributes are headers; {@code headers} by lower-case name. */
    static EventReading binary(Map<String, List<String>> headers, byte[] body) {
        var findings = new Findings();
        var attributes = JsonNodeFactory.instance.objectNode();
        headers.forEach((name, values) -> {
            if (name.startsWith(HEADER)) {
                addAttribute(attributes, name.substring(HEADER.length()), values, findings);
            }
        });
        if (attributes.has("datacontenttype")) {
            findings.add("/datacontenttype", "Expected the header Content-Type, but found ce-datacontenttype");
        }
        var types = headers.getOrDefault("content-type", List.of());
        if (!types.isEmpty() && !types.getFirst().isBlank()) {
            attributes.put("datacontenttype", types.getFirst());
        }
        CloudEventAttributes.check(attributes, findings);
        return findings.isEmpty() ? binary(attributes, body, findings) : invalid(attributes, findings);
    }

    private static void addAttribute(ObjectNode attributes, String name, List<String> values, Findings findings) {
        var value = values.size() == 1 ? HeaderValue.decode(values.getFirst()) : null;
        if (value == null) {
            findings.add(
                    "/" + (name.length() > 64 ? name.substring(0, 64) : name),
                    "Expected one header in ASCII, with other characters as percent-encoded UTF-8");
        }
        // A stand-in, so that it is not missed as well.
        attributes.put(name, value == null ? standIn(name) : value);
    }

    private static String standIn(String name) {
        return switch (name) {
            case "specversion" -> "1.0";
            case "dataschema" -> "urn:x";
            case TIME -> "2000-01-01T00:00:00Z";
            default -> "x";
        };
    }

    private static EventReading binary(ObjectNode attributes, byte[] body, Findings findings) {
        var headers = new LinkedHashMap<String, String>();
        var event = attributes.deepCopy();
        upperCaseTime(event);
        event.properties()
                .forEach(entry -> headers.put(
                        entry.getKey().equals("datacontenttype") ? "content-type" : HEADER + entry.getKey(),
                        entry.getValue().textValue()));
        try {
            return read(
                    attributes, HttpMessageFactory.createReader(headers, body).toEvent(), findings);
        } catch (CloudEventRWException broken) {
            return refused(attributes, "", broken.getMessage(), findings);
        }
    }

    /** RFC 3339 allows lower case, the SDK does not. */
    private static void upperCaseTime(ObjectNode attributes) {
        if (attributes.has(TIME)) {
            attributes.put(TIME, attributes.path(TIME).asText().toUpperCase(Locale.ROOT));
        }
    }

    private static EventReading read(ObjectNode attributes, CloudEvent event, Findings findings) {
        var data = event.getData();
        var bytes = bytes(data);
        var payload = Payload.of(contentType(event, data, bytes), bytes);
        var defect = payload.defect();
        return defect == null
                ? new EventReading.Read(new IncomingEvent(attributes, payload, bytes))
                : refused(attributes, "/data", defect, findings);
    }

    private static byte[] bytes(@Nullable CloudEventData data) {
        if (data instanceof JsonCloudEventData json) {
            return Json.write(json.getNode());
        }
        return data == null ? new byte[0] : data.toBytes();
    }

    /** Data that is a JSON value is JSON whatever it is called; none at all is empty and not malformed. */
    private static String contentType(CloudEvent event, @Nullable CloudEventData data, byte[] bytes) {
        if (data instanceof JsonCloudEventData) {
            return JSON;
        }
        var type = event.getDataContentType();
        return bytes.length == 0 || type == null ? "" : type;
    }

    private static EventReading refused(
            ObjectNode attributes, String pointer, @Nullable String reason, Findings findings) {
        findings.add(pointer, reason == null ? "Expected an event that can be read, but it cannot" : reason);
        return invalid(attributes, findings);
    }

    private static EventReading invalid(ObjectNode attributes, Findings findings) {
        return new EventReading.Invalid(
                attributes.path("id").asText(""), attributes.path("source").asText(""), findings.all());
    }
}
