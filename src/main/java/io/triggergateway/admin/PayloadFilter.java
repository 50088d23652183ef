package io.triggergateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.triggergateway.access.AccessConfig;
import io.triggergateway.access.CurrentCaller;
import io.triggergateway.access.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/** Hides what senders have sent from callers whose role is below the one that may see it. */
@Provider
@ApplicationScoped // The platform makes filters before the start; this one is made when it is first needed.
public class PayloadFilter implements ContainerResponseFilter {
    /** Those whose answers hold something of a sender. */
    private static final Set<Class<?>> PLACES = Set.of(
            FiringsResource.class,
            PendingResource.class,
            HandoffResource.class,
            DeadLettersResource.class,
            AwaitsResource.class);

    private static final Set<String> FIELDS =
            Set.of("payload", "data", "pendingData", "context", "body", "fields", "meta");
    private static final JsonNode HIDDEN = TextNode.valueOf("***");

    private final Role needed;
    private final CurrentCaller caller;
    private final ResourceInfo resource;

    PayloadFilter(AccessConfig config, CurrentCaller caller, @Context ResourceInfo resource) {
        this.needed = config.payloadRole();
        this.caller = caller;
        this.resource = resource;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof ObjectNode document && PLACES.contains(resource.getResourceClass())) {
            response.setEntity(shown(document));
        }
    }

    /** The document as the caller of the request at hand may see it. */
    public ObjectNode shown(ObjectNode document) {
        if (!hides()) {
            return document;
        }
        var shown = document.deepCopy();
        hide(shown);
        return shown;
    }

    /** True when the caller of the request at hand may see no payloads. */
    public boolean hides() {
        return !caller.get().role().covers(needed);
    }

    static void hide(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().stream()
                    .filter(field -> FIELDS.contains(field.getKey()))
                    .forEach(field -> field.setValue(HIDDEN));
        }
        node.forEach(PayloadFilter::hide);
    }
}
