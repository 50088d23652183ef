package io.triggergateway.ui;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.FormToken;
import io.triggergateway.access.Role;
import io.triggergateway.admin.FiringsResource;
import io.triggergateway.admin.TriggersResource;
import io.triggergateway.audit.NotAudited;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registry;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Tries a trigger out on a page of its own, with and without scripts. */
@Path("/ui/triggers/{name}/test")
@Produces(Pages.HTML)
@RunOnVirtualThread
public final class TrialPage {
    private final Pages pages;
    private final TriggersResource triggers;
    private final Registry registry;
    private final FiringsResource firings;
    private final Trials trials;
    private final EditorAnswers answers;

    TrialPage(
            Pages pages,
            TriggersResource triggers,
            Registry registry,
            FiringsResource firings,
            Trials trials,
            EditorAnswers answers) {
        this.pages = pages;
        this.triggers = triggers;
        this.registry = registry;
        this.firings = firings;
        this.trials = trials;
        this.answers = answers;
    }

    @GET
    @Allowed(Role.OPERATOR)
    public Response show(@PathParam("name") String name) {
        var trigger = trigger(name);
        return answers.html(200, page(trials.begin(trigger, recent(name))));
    }

    @POST
    @NotAudited("it changes nothing")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OPERATOR)
    public Response run(@PathParam("name") String name, byte[] body) {
        var trial = trials.run(trigger(name), recent(name), Entered.of(body));
        return answers.html(trial.errors().isEmpty() ? 200 : 422, page(trial));
    }

    private CompiledTrigger trigger(String name) {
        pages.document(triggers.read(name));
        return registry.find(name).orElseThrow(NotFoundException::new);
    }

    private ObjectNode recent(String name) {
        return firings.list(name, null, null, null, null, null, "10", null);
    }

    private String page(Trial trial) {
        return pages.page("test")
                .data("trial", trial)
                .data("field", FormToken.FIELD)
                .render();
    }
}
