package io.triggergateway.admin;

import io.quarkus.logging.Log;
import io.triggergateway.access.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Whatever nobody expected: the log has it all, the answer nothing. */
@Provider
public final class BugMapper implements ExceptionMapper<Throwable> {
    static final Problem PROBLEM = ProblemType.INTERNAL_ERROR.of(
            "Expected to answer, but the gateway has an error of its own; its log tells more");

    @Override
    public Response toResponse(Throwable bug) {
        Log.error("An admin call was answered 500", bug);
        return Problems.answer(PROBLEM);
    }
}
