package io.triggergateway.admin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.audit.NotAudited;
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

/** Fires an event trigger. */
@Path("/api/_triggers/{name}/emit")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class EmitResource {
    private final Emitter emitter;
    private final Emissions emissions;

    EmitResource(Emitter emitter, Emissions emissions) {
        this.emitter = emitter;
        this.emissions = emissions;
    }

    @POST
    @NotAudited("the traffic of machines, which the log of firings has")
    @Allowed(Role.ENGINE)
    public Response emit(@PathParam("name") String name, byte[] body, @Context HttpHeaders headers) {
        var emission = emissions.read(body, headers);
        return EntryAnswers.of(name, RedisLink.await(emitter.emit(name, emission)));
    }
}
