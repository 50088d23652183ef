package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.audit.AuditLog;
import io.triggergateway.audit.AuditQuery;
import io.triggergateway.payload.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** What people have done. */
@Path("/api/_triggers/audit")
@RunOnVirtualThread
public final class AuditResource {
    private static final String LINES = "application/x-ndjson";

    private final AuditLog log;

    AuditResource(AuditLog log) {
        this.log = log;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed(Role.ADMIN)
    public ObjectNode list(
            @QueryParam("who") @Nullable String who,
            @QueryParam("what") @Nullable String what,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        if (cursor != null && !AuditLog.isCursor(cursor)) {
            throw Parameters.wrong("cursor", "what nextCursor of the page before was", cursor);
        }
        var part = log.newest(query(who, what, from, to), Parameters.limit(limit), cursor);
        return new Page(part.items(), part.nextCursor()).document();
    }

    @GET
    @Path("/export")
    @Produces(LINES)
    @Allowed(Role.ADMIN)
    public StreamingOutput export(
            @QueryParam("who") @Nullable String who,
            @QueryParam("what") @Nullable String what,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        var query = query(who, what, from, to);
        return lines -> log.export(query, entry -> write(lines, entry));
    }

    private static AuditQuery query(
            @Nullable String who, @Nullable String what, @Nullable String from, @Nullable String to) {
        return new AuditQuery(who, what, Parameters.instant("from", from), Parameters.instant("to", to));
    }

    private static void write(OutputStream lines, ObjectNode entry) {
        try {
            lines.write(Json.write(entry));
            lines.write('\n');
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
