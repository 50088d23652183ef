package io.triggergateway.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.payload.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One of several things to choose.
 *
 * @param key what the form sends
 * @param value what becomes of it
 */
public record InputOption(String key, String label, JsonNode value) {
    private static final Map<String, List<String>> WORDS = Map.of(
            "approve", List.of("Approve", "Reject"),
            "approved", List.of("Approve", "Reject"),
            "approval", List.of("Approve", "Reject"),
            "accept", List.of("Accept", "Decline"),
            "accepted", List.of("Accept", "Decline"),
            "allow", List.of("Allow", "Deny"),
            "allowed", List.of("Allow", "Deny"),
            "confirm", List.of("Confirm", "Do not confirm"),
            "confirmed", List.of("Confirm", "Do not confirm"));
    private static final List<String> PLAIN = List.of("Yes", "No");

    /** The text of the value, where no other kind of value has the same. */
    static InputOption of(JsonNode value, String label, List<JsonNode> all) {
        boolean unique = all.stream()
                        .filter(other -> other.asText().equals(value.asText()))
                        .count()
                == 1;
        var key = unique && !value.asText().isEmpty()
                ? value.asText()
                : new String(Json.write(value), StandardCharsets.UTF_8);
        return new InputOption(key, label, value);
    }

    /** What a truth value is called that has nothing but a name. */
    static String word(String property, boolean value) {
        return WORDS.getOrDefault(property, PLAIN).get(value ? 0 : 1);
    }
}
