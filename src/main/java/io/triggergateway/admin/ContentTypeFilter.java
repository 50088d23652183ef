package io.triggergateway.admin;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/** Refuses a {@code Content-Type} that is none; the platform would take it for a fault of its own. */
@Provider
@PreMatching
public final class ContentTypeFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        var type = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (type != null && !isType(type)) {
            request.abortWith(Problems.answer(ProblemType.UNSUPPORTED_MEDIA_TYPE.of(
                    "Expected a Content-Type such as application/json, but it is in another form")));
        }
    }

    private static boolean isType(String text) {
        try {
            MediaType.valueOf(text);
            return true;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
