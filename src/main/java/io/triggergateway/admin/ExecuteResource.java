package io.triggergateway.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.entry.Emitter;
import io.triggergateway.redis.RedisLink;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Starts a manual trigger, or a schedule now. */
@Path("/api/_triggers/{name}/execute")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class ExecuteResource {
    private final Emitter emitter;
    private final Emissions emissions;

    ExecuteResource(Emitter emitter, Emissions emissions) {
        this.emitter = emitter;
        this.emissions = emissions;
    }

    @POST
    @Allowed(Role.OPERATOR)
    public Response execute(@PathParam("name") String name, byte[] body, @Context HttpHeaders headers) {
        var emission = emissions.read(body, headers);
        return EntryAnswers.of(name, RedisLink.await(emitter.execute(name, emission)));
    }
}
