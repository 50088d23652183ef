package io.triggergateway.ui;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.admin.TriggersResource;
import io.triggergateway.admin.Yaml;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.TriggerRecord;
import io.triggergateway.trigger.Origin;
import io.triggergateway.trigger.TriggerWriter;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Changes a trigger, unless it comes from a file or somebody else has changed it meanwhile. */
@Path("/ui/triggers/{name}/edit")
@Produces(Pages.HTML)
@RunOnVirtualThread
public final class EditTriggerPage {
    private static final int CONFLICT = 409;

    private final Pages pages;
    private final TriggersResource triggers;
    private final Registry registry;
    private final TriggerDesk desk;
    private final EditorAnswers answers;

    EditTriggerPage(
            Pages pages, TriggersResource triggers, Registry registry, TriggerDesk desk, EditorAnswers answers) {
        this.pages = pages;
        this.triggers = triggers;
        this.registry = registry;
        this.desk = desk;
        this.answers = answers;
    }

    @GET
    @Allowed(Role.ADMIN)
    public Response show(@PathParam("name") String name, @QueryParam("as") @DefaultValue("") String as) {
        var stored = stored(name);
        if (stored.origin() == Origin.STATIC) {
            return answers.html(200, fromFile(stored));
        }
        var definition = TriggerWriter.masked(stored.trigger());
        var draft = Draft.of(definition, desk.subscriptionsOf(name), stored.etag(), as.equals("yaml"));
        return answers.show(draft, name);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.ADMIN)
    public Response change(
            @PathParam("name") String name, @QueryParam("dryRun") @DefaultValue("") String dryRun, byte[] body) {
        var stored = stored(name);
        if (stored.origin() == Origin.STATIC) {
            return answers.html(CONFLICT, fromFile(stored));
        }
        var sent = Entered.of(body);
        return dryRun.equals("true") ? answers.tried(sent, name) : answers.changed(sent, name);
    }

    private TriggerRecord stored(String name) {
        desk.catchUp();
        pages.document(triggers.read(name));
        return registry.find(name).orElseThrow(NotFoundException::new).stored();
    }

    private String fromFile(TriggerRecord stored) {
        return pages.page("fromfile")
                .data("name", stored.trigger().name())
                .data("file", stored.file())
                .data("yaml", Yaml.write(TriggerWriter.masked(stored.trigger())))
                .render();
    }
}
