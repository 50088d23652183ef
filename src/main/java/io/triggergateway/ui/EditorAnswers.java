package io.triggergateway.ui;

import io.triggergateway.trigger.FieldError;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What becomes of a draft that was sent: it is tried, shown another way, saved, or shown again with what is wrong. */
@Singleton
final class EditorAnswers {
    private static final int UNPROCESSABLE = 422;
    private static final int PRECONDITION_FAILED = 412;

    private final EditorPage page;
    private final TriggerDesk desk;

    EditorAnswers(EditorPage page, TriggerDesk desk) {
        this.page = page;
        this.desk = desk;
    }

    /** A page that holds a form: without a referrer of their own, browsers do not say where forms come from. */
    Response html(int status, String text) {
        return Response.status(status)
                .header("Referrer-Policy", "same-origin")
                .type(Pages.HTML)
                .entity(text)
                .build();
    }

    Response show(Draft draft, String name) {
        return html(200, page.render(draft, EditorPage.State.of(name)));
    }

    /** Answers a button that saves nothing. */
    Response tried(Entered sent, String name) {
        var draft = Draft.sent(sent).named(name);
        var act = sent.text("act");
        boolean turns = act.equals("yaml") || act.equals("form");
        if (turns && draft.errors().isEmpty()) {
            return show(draft.turned(act.equals("yaml")), name);
        }
        return section(act)
                .map(section -> show(draft.withRow(section), name))
                .orElseGet(() -> act.equals("refresh") ? show(draft, name) : checked(draft, name));
    }

    private static Optional<EditorSection> section(String act) {
        return EditorSection.ALL.stream()
                .filter(section -> section.isRows() && act.equals("add-" + section.id()))
                .findFirst();
    }

    private Response checked(Draft draft, String name) {
        var errors = desk.check(draft, name);
        return html(200, page.render(draft, new EditorPage.State(name, errors, true, false)));
    }

    Response created(Entered sent) {
        var draft = Draft.sent(sent);
        return saved(draft, "", desk.create(draft));
    }

    /** Whoever has seen the other change may say that theirs goes first. */
    Response changed(Entered sent, String name) {
        var draft = Draft.sent(sent).named(name);
        var over = sent.text("over");
        return saved(draft, name, desk.change(name, draft, over.isEmpty() ? draft.version() : over));
    }

    private Response saved(Draft draft, String name, TriggerDesk.Outcome outcome) {
        return switch (outcome) {
            case TriggerDesk.Outcome.Saved(var saved, var left) ->
                gone(saved, left.isEmpty() ? name.isEmpty() ? "registered" : "saved" : "partly");
            case TriggerDesk.Outcome.Refused(var errors) -> again(UNPROCESSABLE, draft, name, errors, false);
            case TriggerDesk.Outcome.Stale() -> again(PRECONDITION_FAILED, draft, name, List.of(), true);
        };
    }

    private static Response gone(String saved, String said) {
        return Response.seeOther(URI.create("/ui/triggers/" + saved + "?said=" + said))
                .build();
    }

    private Response again(int status, Draft draft, String name, List<FieldError> errors, boolean stale) {
        return html(status, page.render(draft, new EditorPage.State(name, errors, true, stale)));
    }
}
