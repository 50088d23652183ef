package io.triggergateway.ui;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.triggergateway.access.Allowed;
import io.triggergateway.access.CurrentCaller;
import io.triggergateway.access.Problem;
import io.triggergateway.access.Role;
import io.triggergateway.admin.EntryProblems;
import io.triggergateway.admin.TriggersResource;
import io.triggergateway.entry.Emission;
import io.triggergateway.entry.Emitter;
import io.triggergateway.entry.EntryOutcome;
import io.triggergateway.page.Filled;
import io.triggergateway.page.FormView;
import io.triggergateway.page.InputForm;
import io.triggergateway.payload.Form;
import io.triggergateway.payload.Utf8;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.trigger.FieldError;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts a manual trigger with what its form asks for, or fires a schedule now. */
@Path("/ui/triggers/{name}/execute")
@Produces(Pages.HTML)
@RunOnVirtualThread
public final class StartPage {
    /** A page that is sent twice starts once. */
    private static final String KEY = "tg-key";

    private static final int UNPROCESSABLE = 422;

    private final Pages pages;
    private final TriggersResource triggers;
    private final Emitter emitter;
    private final CurrentCaller caller;
    private final Supplier<UUID> keys;

    StartPage(Pages pages, TriggersResource triggers, Emitter emitter, CurrentCaller caller, SecureRandom random) {
        this.pages = pages;
        this.triggers = triggers;
        this.emitter = emitter;
        this.caller = caller;
        this.keys = () -> new UUID(random.nextLong(), random.nextLong());
    }

    @GET
    @Allowed(Role.OPERATOR)
    public String show(@PathParam("name") String name) {
        var trigger = trigger(name);
        return page(trigger, FormView.of(form(trigger)), keys.get().toString(), "");
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OPERATOR)
    public Response start(@PathParam("name") String name, byte[] body) {
        var trigger = trigger(name);
        var sent = Form.parse(body);
        if (sent == null) {
            return again(trigger, Map.of(), List.of(), "", "Expected a form, but it cannot be read");
        }
        var filled = form(trigger).fill(sent);
        var key = sent.values(KEY).stream().findFirst().map(Utf8::decode).orElse(null);
        return filled.errors().isEmpty() && (key == null || Emission.defectOf(key) == null)
                ? start(trigger, filled, key)
                : again(trigger, filled.entered(), filled.errors(), key, "");
    }

    private Response start(JsonNode trigger, Filled filled, @Nullable String key) {
        var name = trigger.path("name").asText();
        var emission = new Emission(filled.data(), key, caller.get().name(), null);
        var outcome = RedisLink.await(emitter.execute(name, emission));
        return EntryProblems.of(name, outcome)
                .map(EntryProblems::problem)
                .map(problem -> again(trigger, filled.entered(), errors(problem), key, problem.detail()))
                .orElseGet(() -> started(name, (EntryOutcome.Stored) outcome));
    }

    private static List<FieldError> errors(Problem problem) {
        return problem.errors();
    }

    private static Response started(String name, EntryOutcome.Stored stored) {
        var target =
                "/ui/triggers/%s/firings/%s".formatted(name, stored.firing().firingId());
        return Response.created(URI.create(target)).build();
    }

    private Response again(
            JsonNode trigger,
            Map<String, String> entered,
            List<FieldError> errors,
            @Nullable String key,
            String notice) {
        var view = FormView.of(form(trigger), entered, errors);
        return Response.status(UNPROCESSABLE)
                .type(Pages.HTML)
                .entity(page(trigger, view, key == null ? keys.get().toString() : key, notice))
                .build();
    }

    private String page(JsonNode trigger, FormView form, String key, String notice) {
        return pages.page("start")
                .data("trigger", trigger)
                .data("form", form)
                .data("key", key)
                .data("notice", notice)
                .render();
    }

    private JsonNode trigger(String name) {
        return pages.document(triggers.read(name));
    }

    private static InputForm form(JsonNode trigger) {
        return InputForm.of(trigger.get("ui"), trigger.get("schema"));
    }
}
