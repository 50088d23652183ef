package io.triggergateway.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.triggergateway.payload.Json;
import io.triggergateway.verify.Inquiry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads published keys out of an answer, whatever form they have there. */
final class Published {
    /** More keys for one request would be work that a stranger can ask for. */
    private static final int MOST = 5;

    private Published() {}

    /** The keys that are meant, in PEM; none when the answer has no such key. */
    static List<byte[]> keys(Inquiry.Keys inquiry, byte[] answer, Instant now) {
        return switch (inquiry.form()) {
            case CERTIFICATE -> Certificates.read(answer, inquiry.subject(), now);
            case JWKS -> set(part(answer, inquiry.at()), inquiry);
            case JWK ->
                part(answer, inquiry.at()).flatMap(JsonWebKey::pem).stream().toList();
            case SPKI -> spki(inquiry, answer);
        };
    }

    /** Whether an answer is of the form that was asked for, with or without the key that is meant. */
    static boolean isReadable(Inquiry.Keys inquiry, byte[] answer) {
        return switch (inquiry.form()) {
            case CERTIFICATE -> Certificates.isReadable(answer);
            case JWKS ->
                part(answer, inquiry.at())
                        .map(set -> set.path("keys").isArray())
                        .orElse(false);
            case JWK -> part(answer, inquiry.at()).map(JsonNode::isObject).orElse(false);
            case SPKI -> !spki(inquiry, answer).isEmpty();
        };
    }

    private static List<byte[]> spki(Inquiry.Keys inquiry, byte[] answer) {
        var text = inquiry.at().isEmpty()
                ? Optional.of(new String(answer, StandardCharsets.US_ASCII))
                : part(answer, inquiry.at()).filter(JsonNode::isTextual).map(JsonNode::textValue);
        return text.map(Published::pem).stream().toList();
    }

    private static byte[] pem(String key) {
        var pem = key.startsWith("-----BEGIN ")
                ? key
                : "-----BEGIN PUBLIC KEY-----\n" + key.strip() + "\n-----END PUBLIC KEY-----";
        return pem.getBytes(StandardCharsets.US_ASCII);
    }

    private static Optional<JsonNode> part(byte[] answer, String at) {
        return Optional.ofNullable(Json.parseOrNull(answer)).map(json -> json.at(at));
    }

    /** Without an id in the message any key of the set may have signed it. */
    private static List<byte[]> set(Optional<JsonNode> set, Inquiry.Keys inquiry) {
        var found = new ArrayList<byte[]>();
        var id = inquiry.keyId();
        for (var key : set.map(json -> json.path("keys")).orElseGet(MissingNode::getInstance)) {
            if (found.size() < MOST && (id == null || id.equals(key.path("kid").textValue()))) {
                JsonWebKey.pem(key).ifPresent(found::add);
            }
        }
        return found;
    }
}
