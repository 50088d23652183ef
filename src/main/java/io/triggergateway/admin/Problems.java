package io.triggergateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.access.Problem;
import io.triggergateway.payload.Json;
import io.triggergateway.trigger.FieldError;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Problems as answers. */
final class Problems {
    private Problems() {}

    static Response answer(Problem problem) {
        return builder(problem).build();
    }

    static Response.ResponseBuilder builder(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem.json());
    }

    /** A problem within another document. */
    static JsonNode document(Problem problem) {
        return Objects.requireNonNull(Json.readBack(problem.json().getBytes(StandardCharsets.UTF_8)));
    }

    /** All that is wrong with a document, at once. */
    static Response invalid(List<FieldError> errors) {
        var detail = "Expected a valid document, but %s; see errors and mend %s"
                .formatted(
                        errors.size() == 1 ? "one thing is wrong" : errors.size() + " things are wrong",
                        errors.size() == 1 ? "it" : "them");
        return answer(ProblemType.INVALID_DOCUMENT.of(detail, errors));
    }

    static Response notFound(String what, String name) {
        return answer(
                ProblemType.NOT_FOUND.of("Expected a %s that exists, but there is no '%s'".formatted(what, name)));
    }
}
