package io.triggergateway.ui;

import io.triggergateway.access.Allowed;
import io.triggergateway.access.PagePaths;
import io.triggergateway.access.Role;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Leads whoever opens the bare address to the pages. */
@Path("/")
public final class RootPage {
    @GET
    @Allowed(Role.VIEWER)
    public Response lead() {
        return Response.seeOther(URI.create(PagePaths.ROOT)).build();
    }
}
