package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** JSON Schemas of what people and engines write and read, for editors; those of the repository's openapi/schemas. */
@Path("/api/_triggers/schemas")
@RunOnVirtualThread
public final class SchemasResource {
    private static final List<String> NAMES = List.of("await", "flow", "message", "trigger");

    @GET
    @Allowed(Role.VIEWER)
    @Produces(MediaType.APPLICATION_JSON)
    public ObjectNode list() {
        return Page.all(NAMES.stream()
                        .map(name -> JsonNodeFactory.instance
                                .objectNode()
                                .put("name", name)
                                .put("url", "/api/_triggers/schemas/" + name))
                        .toList())
                .document();
    }

    @GET
    @Path("/{name}")
    @Allowed(Role.VIEWER)
    @Produces("application/schema+json")
    public Response read(@PathParam("name") String name) {
        return NAMES.contains(name) ? Response.ok(text(name)).build() : Problems.notFound("schema", name);
    }

    private static String text(String name) {
        try (var schema = SchemasResource.class.getResourceAsStream("/schemas/" + name + ".json")) {
            return new String(
                    Objects.requireNonNull(schema, () -> "Expected the schema of " + name + " in the archive")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
