package io.triggergateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.logging.Log;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Anonymous;
import io.triggergateway.access.CurrentCaller;
import io.triggergateway.access.Role;
import io.triggergateway.audit.AuditTrail;
import io.triggergateway.audit.Deed;
import io.triggergateway.audit.NotAudited;
import io.triggergateway.redis.RedisFault;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one place where acts of people get into the audit. A call is announced before it is let through to its resource,
 * and entered with what came of it; one that was refused is struck off. When it cannot be announced it is not done.
 */
@Provider
@ApplicationScoped // The platform makes filters before the start; this one is made when it is first needed.
@Priority(Priorities.USER)
public class AuditFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String BEGUN = AuditTrail.Begun.class.getName();
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final AuditTrail trail;
    private final AuditedThings things;
    private final CurrentCaller caller;
    private final ResourceInfo resource;
    private final Clock clock;

    AuditFilter(
            AuditTrail trail, AuditedThings things, CurrentCaller caller, @Context ResourceInfo resource, Clock clock) {
        this.trail = trail;
        this.things = things;
        this.caller = caller;
        this.resource = resource;
        this.clock = clock;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var method = resource.getResourceMethod();
        if (method != null && !method.isAnnotationPresent(Anonymous.class) && isAct(request, method)) {
            var call = call(request);
            var name = name(request, call);
            request.setProperty(BEGUN, trail.begin(deed(call, name, things.now(call.noun(), name))));
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(BEGUN) instanceof AuditTrail.Begun begun) {
            end(request, response, begun);
        } else if (response.getStatus() == 200 && isLogin()) {
            var name = nameIn(response).orElse("");
            var role = response.getEntity() instanceof JsonNode json
                    ? json.path("role").asText()
                    : "";
            trail.enter(new Deed(clock.instant(), name, role, caller.address(), "login", "", null), 200);
        }
    }

    private void end(ContainerRequestContext request, ContainerResponseContext response, AuditTrail.Begun begun) {
        int status = response.getStatus();
        if (status >= 400 && status < 500) {
            trail.drop(begun);
            return;
        }
        var call = call(request);
        var name = begun.deed().name().isEmpty()
                ? nameIn(response).orElse("")
                : begun.deed().name();
        trail.end(begun, name, after(call, name), status);
    }

    /** Without it the entry says less, but it is there. */
    private @Nullable JsonNode after(AuditedCall call, String name) {
        try {
            return things.now(call.noun(), name);
        } catch (RedisFault away) {
            Log.warnf("What '%s' has changed could not be read for the audit", call.what());
            return null;
        }
    }

    /** Engines do what engines do; when a person does it, it is an act. */
    private boolean isAct(ContainerRequestContext request, Method method) {
        return !READS.contains(request.getMethod())
                && !method.isAnnotationPresent(NotAudited.class)
                && !(canBeTried(method)
                        && "true"
                                .equals(request.getUriInfo()
                                        .getQueryParameters()
                                        .getFirst("dryRun")))
                && (caller.get().role() != Role.ENGINE
                        || method.getAnnotation(Allowed.class).value() != Role.ENGINE);
    }

    /** Whoever adds the parameter to a call that does not know it acts all the same. */
    private static boolean canBeTried(Method method) {
        return Arrays.stream(method.getParameters())
                .map(parameter -> parameter.getAnnotation(QueryParam.class))
                .anyMatch(parameter -> parameter != null && parameter.value().equals("dryRun"));
    }

    private boolean isLogin() {
        return LoginResource.class.equals(resource.getResourceClass())
                && resource.getResourceMethod().isAnnotationPresent(Anonymous.class);
    }

    private Deed deed(AuditedCall call, String name, @Nullable JsonNode before) {
        var who = caller.get();
        return new Deed(clock.instant(), who.name(), who.role().word(), caller.address(), call.what(), name, before);
    }

    private AuditedCall call(ContainerRequestContext request) {
        var root = resource.getResourceClass().getAnnotation(Path.class).value();
        var path = resource.getResourceMethod().getAnnotation(Path.class);
        return AuditedCall.of(request.getMethod(), path == null ? root : root + "/" + path.value());
    }

    private static String name(ContainerRequestContext request, AuditedCall call) {
        var parameters = request.getUriInfo().getPathParameters();
        return call.name(name -> Objects.requireNonNullElse(parameters.getFirst(name), ""));
    }

    /** What is made gets its name from its document, or from where a page sends its visitor on to. */
    private static Optional<String> nameIn(ContainerResponseContext response) {
        return response.getEntity() instanceof JsonNode json
                ? Optional.of(json.path("name").asText(""))
                : Optional.ofNullable(response.getLocation()).map(AuditFilter::lastSegment);
    }

    private static String lastSegment(URI location) {
        var path = location.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
