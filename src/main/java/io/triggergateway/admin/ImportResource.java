package io.triggergateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.trigger.FieldError;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes back what an export gave, or anything written like it. */
@Path("/api/_triggers/import")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class ImportResource {
    private static final Set<String> PARTS = Set.of("triggers", "flows");

    private final Import importing;
    private final Known known;

    ImportResource(Import importing, Known known) {
        this.importing = importing;
        this.known = known;
    }

    @POST
    @Allowed(Role.ADMIN)
    public ObjectNode run(
            byte[] body,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @QueryParam("dryRun") @Nullable String dryRun) {
        var document = Body.document(body, type);
        refuseOtherShapes(document);
        boolean dry = Boolean.TRUE.equals(Parameters.flag("dryRun", dryRun));
        known.catchUp();
        var items = importing.run(document, dry);
        var answer = Page.all(items.stream().map(ImportItem::document).toList()).document();
        return answer.put("dryRun", dry);
    }

    private static void refuseOtherShapes(JsonNode document) {
        var errors = new ArrayList<FieldError>();
        if (!document.isObject() || document.isEmpty()) {
            errors.add(new FieldError("", "Expected an object with the lists 'triggers' and 'flows', or one of them"));
        }
        document.properties().forEach(part -> {
            if (!PARTS.contains(part.getKey())) {
                errors.add(new FieldError("/" + part.getKey(), "Expected only 'triggers' and 'flows'"));
            } else if (!part.getValue().isArray()) {
                errors.add(new FieldError("/" + part.getKey(), "Expected a list"));
            }
        });
        if (!errors.isEmpty()) {
            throw new Refused(ProblemType.INVALID_DOCUMENT.of(
                    "Expected a document as an export gives it, but it has another shape; see errors",
                    List.copyOf(errors)));
        }
    }
}
