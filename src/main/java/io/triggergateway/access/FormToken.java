package io.triggergateway.access;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.triggergateway.payload.Form;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * Asks forms of pages for the session's token. A form that a browser sends by itself, without a script, can say it only
 * in a field, which the gate has not read: the gate lets it through to here, and from here it goes on only with the
 * token.
 */
@Provider
@Singleton
@Priority(Priorities.AUTHENTICATION)
public final class FormToken implements ContainerRequestFilter {
    /** The name of the field. */
    public static final String FIELD = "csrf";

    private static final String FORM = "application/x-www-form-urlencoded";

    private final CurrentVertxRequest current;

    FormToken(CurrentVertxRequest current) {
        this.current = current;
    }

    /** True for a form of a page that does not say the token in its header. */
    static boolean isWithin(HttpServerRequest request) {
        var type = Objects.requireNonNullElse(request.getHeader(HttpHeaders.CONTENT_TYPE), "");
        return request.method() == HttpMethod.POST
                && !request.headers().contains(Credentials.CSRF_HEADER)
                && request.uri().startsWith(PagePaths.ROOT + "/")
                && (type.equals(FORM) || type.startsWith(FORM + ";"));
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var context = current.getCurrent();
        var session = CurrentCaller.session(context);
        if (session.isPresent() && isWithin(context.request())) {
            var body = read(request);
            request.setEntityStream(new ByteArrayInputStream(body));
            if (!says(body, session.get().csrfToken())) {
                var problem = Problem.crossSite();
                request.abortWith(Response.status(problem.status())
                        .type(Problem.MEDIA_TYPE)
                        .entity(problem.json())
                        .build());
            }
        }
    }

    private static byte[] read(ContainerRequestContext request) {
        try {
            return request.getEntityStream().readAllBytes();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static boolean says(byte[] body, String token) {
        var form = Form.parse(body);
        return form != null
                && form.values(FIELD).stream()
                        .anyMatch(value -> MessageDigest.isEqual(value, token.getBytes(StandardCharsets.UTF_8)));
    }
}
