package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.PublicUrls;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.Route;
import io.triggergateway.trigger.Auth;
import io.triggergateway.trigger.Endpoint;
import io.triggergateway.verify.ProviderCatalogue;
import io.triggergateway.verify.ProviderDocument;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person needs to connect a sender: the URL, a call to try, and what to enter there. */
@Path("/api/_triggers/{name}/endpoint")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class EndpointResource {
    private final Known known;
    private final Registry registry;
    private final PublicUrls urls;
    private final ProviderCatalogue catalogue;
    private final ExampleCall call;

    EndpointResource(Known known, Registry registry, PublicUrls urls, ProviderCatalogue catalogue, ExampleCall call) {
        this.known = known;
        this.registry = registry;
        this.urls = urls;
        this.catalogue = catalogue;
        this.call = call;
    }

    @GET
    @Allowed(Role.OPERATOR)
    public ObjectNode read(@PathParam("name") String name) {
        var trigger = known.require(name);
        var owner = owner(trigger);
        var endpoint = owner.definition().endpoint();
        if (endpoint == null) {
            throw new Refused(ProblemType.NOT_FOUND.of(
                    "Expected a webhook trigger, but '%s' is of another type and has no endpoint".formatted(name)));
        }
        return document(trigger, owner, endpoint);
    }

    private ObjectNode document(CompiledTrigger trigger, CompiledTrigger owner, Endpoint endpoint) {
        var provider = endpoint.auth().providers().stream().findFirst().orElse(null);
        var document = JsonNodeFactory.instance.objectNode().put("url", urls.of(trigger));
        var methods = document.putArray("methods");
        endpoint.methods().stream().sorted().forEach(methods::add);
        return document.put("provider", provider)
                .put("curl", call.curl(trigger, owner, exampleMethod(endpoint)).orElse(null))
                .put("enter", enter(endpoint, provider));
    }

    private static String exampleMethod(Endpoint endpoint) {
        return endpoint.methods().contains("POST")
                ? "POST"
                : endpoint.methods().stream().sorted().findFirst().orElse("POST");
    }

    /** A trigger that shares a path is called as its owner says. */
    private CompiledTrigger owner(CompiledTrigger trigger) {
        return Optional.ofNullable(trigger.definition().endpoint())
                .map(Endpoint::path)
                .flatMap(registry::route)
                .map(Route::owner)
                .orElse(trigger);
    }

    private String enter(Endpoint endpoint, @Nullable String provider) {
        var known = Optional.ofNullable(provider).flatMap(catalogue::find);
        return known.map(ProviderDocument::people)
                .map(ProviderDocument.People::enter)
                .orElseGet(() -> endpoint.auth() instanceof Auth.None
                        ? "The URL; nothing else is needed."
                        : "The URL, and the credentials that this trigger was registered with.");
    }
}
