package io.triggergateway.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How one sender signs, as {@code signers.yaml} says; its first lines explain the words. */
record SignerRow(
        String id,
        String note,
        String mac,
        String key,
        String sign,
        String claims,
        Map<String, String> send,
        Map<String, String> tell,
        String url,
        String type,
        String body,
        List<String> covers,
        boolean signsBody,
        boolean repeats,
        Map<String, String> params,
        long window,
        List<String> event,
        String delivery) {
    private static final String BODY = "{\"id\":\"evt_1\",\"type\":\"thing.made\",\"note\":\"Zoë\"}";

    static List<SignerRow> all() {
        try (var stream = SignerRow.class.getResourceAsStream("/signers.yaml")) {
            var rows = new ArrayList<SignerRow>();
            new YAMLMapper().readTree(stream).forEach(row -> rows.add(of(row)));
            return rows;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static SignerRow of(JsonNode row) {
        return new SignerRow(
                row.get("id").asText(),
                row.path("note").asText(),
                row.path("mac").asText("HmacSHA256"),
                row.path("key").asText("text"),
                row.path("sign").asText("{body}"),
                row.path("claims").asText(),
                texts(row.path("send")),
                texts(row.path("tell")),
                row.path("url").asText("https://hooks.example.com/in"),
                row.path("type").asText("application/json"),
                row.path("body").asText(BODY),
                list(row.path("covers")),
                row.path("signsBody").asBoolean(true),
                row.path("repeats").asBoolean(),
                texts(row.path("params")),
                row.path("window").asLong(0),
                list(row.path("event")),
                row.path("delivery").asText(null));
    }

    /** The same sender with another body, and so something else to sign where that does not name the body. */
    SignerRow with(String otherBody, String otherSign) {
        return new SignerRow(
                id, note, mac, key, otherSign, claims, send, tell, url, type, otherBody, covers, signsBody, repeats,
                params, window, event, delivery);
    }

    private static Map<String, String> texts(JsonNode map) {
        var texts = new LinkedHashMap<String, String>();
        map.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    private static List<String> list(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    @Override
    public String toString() {
        return note.isEmpty() ? id : id + " (" + note + ")";
    }
}
