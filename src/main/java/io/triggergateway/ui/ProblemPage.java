package io.triggergateway.ui;

import io.triggergateway.access.PagePaths;
import io.triggergateway.payload.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.nio.charset.StandardCharsets;

/** Shows problems of pages as pages: what went wrong, in a sentence, and what to do. */
@Provider
@ApplicationScoped // The platform makes filters before the start; this one is made when it is first needed.
public class ProblemPage implements ContainerResponseFilter {
    private static final int FIRST_PROBLEM = 400;

    private final Pages pages;

    ProblemPage(Pages pages) {
        this.pages = pages;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() >= FIRST_PROBLEM && isPage(request) && !isHtml(response)) {
            var entity = response.getEntity() instanceof String text ? text : "{}";
            var problem = Json.readBack(entity.getBytes(StandardCharsets.UTF_8));
            var detail = problem == null ? "" : problem.path("detail").asText();
            response.setEntity(
                    pages.page("problem")
                            .data("heading", heading(response.getStatus()))
                            .data("detail", detail)
                            .render(),
                    new java.lang.annotation.Annotation[0],
                    MediaType.TEXT_HTML_TYPE.withCharset(StandardCharsets.UTF_8.name()));
        }
    }

    private static boolean isPage(ContainerRequestContext request) {
        var path = request.getUriInfo().getRequestUri().getPath();
        return (path.equals(PagePaths.ROOT) || path.startsWith(PagePaths.ROOT + "/"));
    }

    private static boolean isHtml(ContainerResponseContext response) {
        var type = response.getMediaType();
        return type != null && type.isCompatible(MediaType.TEXT_HTML_TYPE) && response.hasEntity();
    }

    private static String heading(int status) {
        return switch (status) {
            case 400 -> "This address cannot be read";
            case 403 -> "This is not for your role";
            case 404 -> "There is nothing here";
            case 503 -> "Not possible just now";
            default -> status < 500 ? "This cannot be shown" : "The gateway has an error of its own";
        };
    }
}
