package io.triggergateway.ingest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.payload.Json;
import io.triggergateway.trigger.FieldError;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Answers to those who are not let in: problem documents (RFC 9457) that tell a stranger no more than needed. */
final class Refused {
    private static final String PROBLEM = "application/problem+json";

    private Refused() {}

    /** Alike for unknown and disabled, so that nobody learns which paths there are. */
    static Answer notFound() {
        return problem(404, "not-found", "Not found", "Expected the path of a webhook, but there is none here");
    }

    static Answer unauthorized(int status) {
        return problem(
                status,
                status == 403 ? "forbidden" : "unauthorized",
                "Not verified",
                "Expected a request that its sender has signed or authenticated as agreed");
    }

    static Answer methodNotAllowed(List<String> allowed) {
        return problem(
                        405,
                        "method-not-allowed",
                        "Method not allowed",
                        "Expected one of these methods: " + String.join(", ", allowed))
                .with("Allow", String.join(", ", allowed));
    }

    static Answer tooLarge(int limit) {
        return problem(413, "too-large", "Too large", "Expected a body of at most %d bytes".formatted(limit))
                .with("Connection", "close");
    }

    static Answer encoded() {
        return problem(
                415,
                "unsupported-encoding",
                "Unsupported encoding",
                "Expected a body without Content-Encoding; compressed bodies are not taken");
    }

    static Answer notJson() {
        return problem(
                415, "unsupported-media-type", "Unsupported media type", "Expected 'Content-Type: application/json'");
    }

    static Answer tooSlow() {
        return problem(408, "too-slow", "Too slow", "Expected the whole body sooner")
                .with("Connection", "close");
    }

    static Answer malformed(String detail) {
        return problem(400, "malformed-body", "Malformed body", detail);
    }

    static Answer invalid(List<FieldError> errors) {
        var json = document(422, "schema-violated", "Schema violated", "Expected a payload that fits the schema");
        var list = json.putArray("errors");
        errors.forEach(error -> list.addObject().put("pointer", error.pointer()).put("detail", error.detail()));
        return new Answer(422, Map.of("Content-Type", PROBLEM), Json.write(json), "schema-violated");
    }

    static Answer limited(Duration wait) {
        long seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
        return problem(
                        429,
                        "rate-limited",
                        "Rate limited",
                        "Expected fewer requests; try again in %d s".formatted(seconds))
                .with("Retry-After", Long.toString(seconds))
                .with("RateLimit", "\"trigger\";r=0;t=" + seconds);
    }

    static Answer unavailable(String type, Duration wait) {
        return problem(503, type, "Unavailable", "Expected to store this request, but cannot now; send it again later")
                .with("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
    }

    private static Answer problem(int status, String type, String title, String detail) {
        return new Answer(
                status, Map.of("Content-Type", PROBLEM), Json.write(document(status, type, title, detail)), type);
    }

    private static ObjectNode document(int status, String type, String title, String detail) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "/problems/" + type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
    }
}
