package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Anonymous;
import io.triggergateway.access.Login;
import io.triggergateway.access.Role;
import io.triggergateway.trigger.Instants;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The way in and out for browsers. */
@Path("/api/_triggers")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class LoginResource {
    private final Login login;

    LoginResource(Login login) {
        this.login = login;
    }

    @POST
    @Path("/login")
    @Anonymous
    @APIResponse(responseCode = "200", description = "Logged in; the session is in the cookie")
    public Response login(
            byte[] body,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Context HttpServerRequest request) {
        return switch (login.enter(request, LoginForm.token(body, type))) {
            case Login.Outcome.Entered entered -> entered(entered);
            case Login.Outcome.Refused(var problem, var retryAfter) -> {
                var answer = Problems.builder(problem);
                retryAfter.ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, seconds));
                yield answer.build();
            }
        };
    }

    @POST
    @Path("/logout")
    @Allowed(Role.VIEWER)
    @APIResponse(responseCode = "204", description = "Logged out")
    public Response logout(@Context HttpServerRequest request) {
        var answer = Response.noContent();
        login.leave(request).forEach(cookie -> answer.header(HttpHeaders.SET_COOKIE, cookie));
        return answer.build();
    }

    private static Response entered(Login.Outcome.Entered entered) {
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("name", entered.caller().name())
                .put("role", entered.caller().role().word())
                .put("csrfToken", entered.session().csrfToken())
                .put("endsAt", Instants.format(entered.session().endsAt()));
        return Response.ok(document)
                .header(HttpHeaders.SET_COOKIE, entered.cookie())
                .build();
    }
}
