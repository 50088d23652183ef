package io.triggergateway.access;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets a REST call through when its method names a role that the caller has, or none on purpose; everything else is refused. */
@Provider
@Singleton
@Priority(Priorities.AUTHORIZATION)
public final class RoleFilter implements ContainerRequestFilter {
    private final CurrentVertxRequest current;
    private final ResourceInfo resource;

    RoleFilter(CurrentVertxRequest current, @Context ResourceInfo resource) {
        this.current = current;
        this.resource = resource;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var method = resource.getResourceMethod();
        if (method != null && method.isAnnotationPresent(Anonymous.class)) {
            return;
        }
        var allowed = method == null ? null : method.getAnnotation(Allowed.class);
        refusal(allowed)
                .ifPresent(problem -> request.abortWith(Response.status(problem.status())
                        .type(Problem.MEDIA_TYPE)
                        .entity(problem.json())
                        .build()));
    }

    private Optional<Problem> refusal(@Nullable Allowed allowed) {
        if (allowed == null) {
            return Optional.of(Problem.closed());
        }
        boolean covered = Optional.ofNullable(current.getCurrent())
                .flatMap(CurrentCaller::of)
                .filter(caller -> caller.role().covers(allowed.value()))
                .isPresent();
        return covered ? Optional.empty() : Optional.of(Problem.forbidden(allowed.value()));
    }
}
