package io.triggergateway.admin;

import io.quarkus.logging.Log;
import io.triggergateway.redis.RedisFault;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Redis cannot take it now: the caller comes back later. */
@Provider
public final class RedisFaultMapper implements ExceptionMapper<RedisFault> {
    @Override
    public Response toResponse(RedisFault fault) {
        Log.warnf("An admin call was answered 503: %s", fault.getMessage());
        var seconds = fault.retryAfter().toSeconds();
        return Problems.builder(ProblemType.UNAVAILABLE.of(
                        "Expected Redis to answer, but it did not or refused. Try again in %d s.".formatted(seconds)))
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .build();
    }
}
