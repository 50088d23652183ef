package io.triggergateway.admin;

import io.triggergateway.access.Problem;
import io.triggergateway.trigger.FieldError;
import io.triggergateway.trigger.Words;
import java.util.List;

/** Every kind of refusal of this API; their types are stable. */
enum ProblemType {
    MALFORMED_BODY(400, "Malformed body"),
    MALFORMED_PARAMETER(400, "Malformed parameter"),
    BAD_REQUEST(400, "Bad request"),
    NOT_FOUND(404, "Not found"),
    NO_TRIGGER(404, "No trigger"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
    CONFLICT(409, "Conflict"),
    VERSION_MISMATCH(412, "Version mismatch"),
    TOO_LARGE(413, "Too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    INVALID_DOCUMENT(422, "Invalid document"),
    INVALID_EVENT(422, "Invalid event"),
    SCHEMA_VIOLATED(422, "Schema violated"),
    TRANSFORM_FAILED(422, "Transform failed"),
    IDEMPOTENCY_CONFLICT(422, "Idempotency conflict"),
    RATE_LIMITED(429, "Rate limited"),
    INTERNAL_ERROR(500, "Internal error"),
    UNAVAILABLE(503, "Unavailable"),
    BACKLOG(503, "Backlog"),
    LOW_MEMORY(503, "Low memory"),
    BROKEN(503, "Broken");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    /** A problem of this type; {@code detail} says what was expected and what to change. */
    Problem of(String detail) {
        return of(detail, List.of());
    }

    Problem of(String detail, List<FieldError> errors) {
        return new Problem(status, "/problems/" + Words.of(this), title, detail, errors);
    }
}
