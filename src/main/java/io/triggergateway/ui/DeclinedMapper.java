package io.triggergateway.ui;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers with what the REST API said. */
@Provider
public final class DeclinedMapper implements ExceptionMapper<Declined> {
    @Override
    public Response toResponse(Declined declined) {
        return declined.answer();
    }
}
