package io.triggergateway.ui;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.Role;
import io.triggergateway.trigger.TriggerType;
import io.triggergateway.trigger.Words;
import io.triggergateway.verify.ProviderDocument;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/** Makes a trigger: of which type, for webhooks of which sender, then all the rest. */
@Path("/ui/triggers/new")
@Produces(Pages.HTML)
@RunOnVirtualThread
public final class NewTriggerPage {
    private final Pages pages;
    private final EditorAnswers answers;
    private final ProviderFields providers;

    NewTriggerPage(Pages pages, EditorAnswers answers, ProviderFields providers) {
        this.pages = pages;
        this.answers = answers;
        this.providers = providers;
    }

    @GET
    @Allowed(Role.ADMIN)
    public Response show(
            @QueryParam("type") @DefaultValue("") String type,
            @QueryParam("provider") @DefaultValue("") String provider,
            @QueryParam("auth") @DefaultValue("") String auth,
            @QueryParam("q") @DefaultValue("") String search,
            @QueryParam("as") @DefaultValue("") String as) {
        if (Words.parse(TriggerType.class, type).isEmpty()) {
            return answers.html(200, pages.page("types").render());
        }
        if (type.equals("webhook") && provider.isEmpty() && auth.isEmpty() && !as.equals("yaml")) {
            return answers.html(200, senders(search));
        }
        var draft = Draft.of(start(type, provider, auth), JsonNodeFactory.instance.arrayNode(), "", as.equals("yaml"));
        return answers.show(draft, "");
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.ADMIN)
    public Response create(@QueryParam("dryRun") @DefaultValue("") String dryRun, byte[] body) {
        var sent = Entered.of(body);
        return dryRun.equals("true") ? answers.tried(sent, "") : answers.created(sent);
    }

    private String senders(String search) {
        return pages.page("senders")
                .data("search", search)
                .data("found", providers.find(search))
                .render();
    }

    private ObjectNode start(String type, String provider, String auth) {
        var definition = JsonNodeFactory.instance.objectNode().put("name", "").put("type", type);
        switch (type) {
            case "webhook" -> webhook(definition, provider, auth);
            case "schedule" -> definition.putObject("schedule").put("cron", "");
            default -> {}
        }
        return definition;
    }

    private void webhook(ObjectNode definition, String provider, String auth) {
        var endpoint = definition.putObject("endpoint");
        var said = endpoint.putObject("auth");
        var document = providers.document(provider);
        if (document.isPresent()) {
            definition.put("name", provider + ".received");
            endpoint.put("path", "/" + provider);
            said.put("type", "signature").put("provider", provider);
            document.filter(found -> found.needs().secret()).ifPresent(found -> said.put("secret", reference(found)));
        } else if (auth.equals("header")) {
            said.put("type", "signature").put("header", "");
        } else {
            said.put("type", auth.isEmpty() ? "none" : auth);
        }
    }

    private static String reference(ProviderDocument provider) {
        return "env:" + provider.id().toUpperCase(Locale.ROOT).replace('-', '_') + "_SECRET";
    }
}
