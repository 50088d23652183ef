package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.verify.ProviderCatalogue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.stream.Stream;

/** The senders whose signatures the gateway knows. */
@Path("/api/_triggers/providers")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class ProvidersResource {
    private final ProviderCatalogue catalogue;

    ProvidersResource(ProviderCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GET
    @Allowed(Role.VIEWER)
    public ObjectNode list() {
        var known = catalogue.all().stream().map(ProviderView::of);
        var unsupported = catalogue.allUnsupported().stream().map(ProviderView::of);
        return Page.all(Stream.concat(known, unsupported)
                        .sorted(Comparator.comparing(
                                provider -> provider.get("id").asText()))
                        .toList())
                .document();
    }

    @GET
    @Path("/{id}")
    @Allowed(Role.VIEWER)
    public Response read(@PathParam("id") String id) {
        return catalogue
                .find(id)
                .map(ProviderView::of)
                .or(() -> catalogue.findUnsupported(id).map(ProviderView::of))
                .map(document -> Response.ok(document).build())
                .orElseGet(() -> Problems.notFound("provider", id));
    }
}
