package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.NewToken;
import io.triggergateway.access.Role;
import io.triggergateway.access.TokenDesk;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Access tokens: list, hand out, take back. */
@Path("/api/_triggers/tokens")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class TokensResource {
    private final TokenDesk desk;
    private final Clock clock;

    TokensResource(TokenDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    @GET
    @Allowed(Role.ADMIN)
    public ObjectNode list(@QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        return Page.of(desk.list(), TokenDesk.Listed::name, TokenView::of, cursor, Parameters.limit(limit))
                .document();
    }

    @POST
    @Allowed(Role.ADMIN)
    @APIResponse(responseCode = "201", description = "Made; the token is shown this one time")
    public Response issue(byte[] body, @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type) {
        var wanted = TokenWish.read(Body.json(body, type), clock.instant());
        return switch (desk.issue(wanted)) {
            case TokenDesk.Issue.Done(var secret) -> made(wanted, secret);
            case TokenDesk.Issue.Taken taken ->
                Problems.answer(ProblemType.CONFLICT.of(
                        "Expected a new name, but there is a token '%s'; take another name, or remove that one"
                                .formatted(wanted.name())));
            case TokenDesk.Issue.Full full ->
                Problems.answer(
                        ProblemType.CONFLICT.of("Expected room for a token, but there are too many; remove some"));
        };
    }

    @DELETE
    @Path("/{name}")
    @Allowed(Role.ADMIN)
    @APIResponse(responseCode = "204", description = "It counts no more")
    public Response remove(@PathParam("name") String name) {
        return switch (desk.remove(name)) {
            case DONE -> Response.noContent().build();
            case NOT_FOUND -> Problems.notFound("token", name);
            case CONFIGURED ->
                Problems.answer(ProblemType.CONFLICT.of(
                        "Expected a token made over this API, but '%s' is configured; take gateway.auth.tokens.%s away and start again"
                                .formatted(name, name)));
        };
    }

    private Response made(NewToken wanted, String secret) {
        var document = desk.find(wanted.name()).map(TokenView::of).orElseThrow();
        return Response.status(Response.Status.CREATED)
                .entity(document.put("token", secret))
                .build();
    }
}
