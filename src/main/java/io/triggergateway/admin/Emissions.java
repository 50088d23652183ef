package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.NullNode;
import io.triggergateway.access.CurrentCaller;
import io.triggergateway.entry.Emission;
import io.triggergateway.telemetry.Traceparent;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a caller hands to a trigger: the body is the payload, and headers say the rest. */
@Singleton
final class Emissions {
    private final CurrentCaller caller;

    Emissions(CurrentCaller caller) {
        this.caller = caller;
    }

    /** Throws {@link Refused} for a body or a key that cannot be read; no body at all is null. */
    Emission read(byte[] body, HttpHeaders headers) {
        var key = Parameters.idempotencyKey(values(headers, "Idempotency-Key"));
        var payload = Body.optionalJson(body, headers.getHeaderString(HttpHeaders.CONTENT_TYPE));
        return new Emission(
                Objects.requireNonNullElse(payload, NullNode.getInstance()), key, user(), traceparent(headers));
    }

    /** The name of who calls. */
    String user() {
        return caller.get().name();
    }

    static @Nullable String traceparent(HttpHeaders headers) {
        return Traceparent.of(values(headers, "traceparent"));
    }

    private static List<String> values(HttpHeaders headers, String name) {
        return Optional.ofNullable(headers.getRequestHeader(name)).orElse(List.of());
    }
}
