package io.triggergateway.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.payload.Json;
import io.triggergateway.payload.Parsed;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A request that carries CloudEvents, in any of the three modes of the HTTP binding. */
public sealed interface EventBody {
    /** One event: structured, or binary. */
    record One(EventReading reading) implements EventBody {}

    /** Any number of events, also none. */
    record Batch(List<EventReading> readings) implements EventBody {
        public Batch {
            readings = List.copyOf(readings);
        }
    }

    /** It cannot be parsed. */
    record Malformed(String detail) implements EventBody {}

    /** More events than a batch may have. */
    record TooMany(int found, int most) implements EventBody {}

    /** A format of events that is not read here. */
    record UnknownFormat(String type) implements EventBody {}

    /**
     * Reads a request.
     *
     * @param headers by lower-case name
     */
    static EventBody read(Map<String, List<String>> headers, byte[] body, int maxBatch) {
        var type = mediaType(headers.getOrDefault("content-type", List.of("")));
        return switch (type) {
            case "application/cloudevents+json" ->
                switch (Json.parse(body)) {
                    case Parsed.Value(var json) -> new One(EventReader.structured(json));
                    case Parsed.Malformed(var detail) -> new Malformed(detail);
                };
            case "application/cloudevents-batch+json" ->
                switch (Json.parse(body)) {
                    case Parsed.Value(var json) -> batch(json, maxBatch);
                    case Parsed.Malformed(var detail) -> new Malformed(detail);
                };
            default ->
                type.startsWith("application/cloudevents")
                        ? new UnknownFormat(type)
                        : new One(EventReader.binary(headers, body));
        };
    }

    private static EventBody batch(JsonNode json, int maxBatch) {
        if (!json.isArray()) {
            return new Malformed("Expected a list of events, but found something else");
        }
        return json.size() > maxBatch
                ? new TooMany(json.size(), maxBatch)
                : new Batch(StreamSupport.stream(json.spliterator(), false)
                        .map(EventReader::structured)
                        .toList());
    }

    private static String mediaType(List<String> types) {
        var type = types.isEmpty() ? "" : types.getFirst();
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }
}
