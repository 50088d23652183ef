package io.triggergateway.ui;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.qute.Engine;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.triggergateway.access.Caller;
import io.triggergateway.access.CurrentCaller;
import io.triggergateway.access.Role;
import io.triggergateway.access.Session;
import io.triggergateway.admin.PayloadFilter;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds templates, and gives each what stands around every page. */
@Singleton
final class Pages {
    static final String HTML = "text/html;charset=UTF-8";

    private final Engine engine;
    private final CurrentVertxRequest current;
    private final Assets assets;
    private final PayloadFilter payloads;

    Pages(Engine engine, CurrentVertxRequest current, Assets assets, PayloadFilter payloads) {
        this.engine = engine;
        this.current = current;
        this.assets = assets;
        this.payloads = payloads;
    }

    /** The page of that name for the caller of the request at hand. */
    TemplateInstance page(String name) {
        return engine.getTemplate("ui/" + name)
                .instance()
                .data("shell", shell())
                .data("document", null)
                .data("query", null);
    }

    /** The document of a REST answer, without what this caller may not see; throws the answer when it refuses. */
    ObjectNode document(Response answer) {
        if (answer.getStatus() >= Response.Status.BAD_REQUEST.getStatusCode()) {
            throw new Declined(answer);
        }
        return document((ObjectNode) answer.getEntity());
    }

    /** The same for what the caller may see. */
    ObjectNode document(ObjectNode document) {
        return payloads.shown(document);
    }

    /** What a form sends for a field that was left empty is as good as nothing. */
    static @Nullable String orNull(@Nullable String parameter) {
        return parameter == null || parameter.isBlank() ? null : parameter.strip();
    }

    private Shell shell() {
        var request = Optional.ofNullable(current.getCurrent());
        var caller = request.flatMap(CurrentCaller::of).orElse(new Caller("", Role.VIEWER));
        var token = request.flatMap(CurrentCaller::session).map(Session::csrfToken);
        var path = request.map(
                context -> Objects.requireNonNullElse(context.request().path(), ""));
        return Shell.of(caller.name(), caller.role(), token.orElse(""), assets.links(), path.orElse(""));
    }
}
