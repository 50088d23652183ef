package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.registry.Registry;
import io.triggergateway.trigger.FlowDocument;
import io.triggergateway.trigger.FlowWriter;
import io.triggergateway.trigger.Origin;
import io.triggergateway.trigger.TriggerWriter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Every dynamic trigger and flow in one document; secrets are masked. */
@Path("/api/_triggers/export")
@RunOnVirtualThread
public final class ExportResource {
    private final Registry registry;
    private final Known known;

    ExportResource(Registry registry, Known known) {
        this.registry = registry;
        this.known = known;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed(Role.VIEWER)
    public ObjectNode json() {
        return document();
    }

    @GET
    @Produces("application/yaml")
    @Allowed(Role.VIEWER)
    public String yaml() {
        return Yaml.write(document());
    }

    private ObjectNode document() {
        known.catchUp();
        var document = JsonNodeFactory.instance.objectNode();
        var triggers = document.putArray("triggers");
        registry.triggers().stream()
                .filter(trigger -> trigger.stored().origin() == Origin.DYNAMIC)
                .forEach(trigger -> triggers.add(TriggerWriter.masked(trigger.definition())));
        var flows = document.putArray("flows");
        registry.flows().stream()
                .filter(flow -> flow.origin() == Origin.DYNAMIC)
                .forEach(flow -> flows.add(FlowWriter.write(new FlowDocument(flow.flow(), flow.subscriptions()))));
        return document;
    }
}
