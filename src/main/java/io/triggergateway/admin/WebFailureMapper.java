package io.triggergateway.admin;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** What the platform refuses by itself, such as a path that nothing answers at. */
@Provider
public final class WebFailureMapper implements ExceptionMapper<WebApplicationException> {
    @Override
    public Response toResponse(WebApplicationException failure) {
        var original = failure.getResponse();
        if (original.hasEntity() || original.getStatus() < 400) {
            return original;
        }
        var answer = Problems.builder(
                switch (original.getStatus()) {
                    case 404 -> ProblemType.NOT_FOUND.of("Expected a path of this API, but nothing answers here");
                    case 405 ->
                        ProblemType.METHOD_NOT_ALLOWED.of("Expected another method; the header Allow lists them");
                    case 406 -> ProblemType.NOT_ACCEPTABLE.of("Expected 'Accept: application/json'");
                    case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE.of("Expected 'Content-Type: application/json'");
                    case 500 -> BugMapper.PROBLEM;
                    default -> ProblemType.BAD_REQUEST.of("Expected a request that can be read");
                });
        var allow = original.getHeaderString(HttpHeaders.ALLOW);
        return (allow == null ? answer : answer.header(HttpHeaders.ALLOW, allow)).build();
    }
}
