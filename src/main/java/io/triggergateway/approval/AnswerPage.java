package io.triggergateway.approval;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.triggergateway.awaits.EndedAwait;
import io.triggergateway.awaits.OpenAwait;
import io.triggergateway.page.FormView;
import io.triggergateway.page.InputForm;
import io.triggergateway.page.JsonTree;
import io.triggergateway.page.Stylesheet;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people see at the URL of a webhook await, as HTML; knows neither requests nor answers. */
@Singleton
public final class AnswerPage {
    private static final Stylesheet STYLE = Stylesheet.of("answer");
    private static final String ASKED = "Answer needed";
    private static final String CORRECT = "Please look at this again";

    /** Nothing but this style and a form that leads back here. */
    public static final String POLICY = "default-src 'none'; style-src " + STYLE.source()
            + "; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private final Template question;
    private final Template message;
    private final Nonces nonces;

    AnswerPage(
            @Location("answer/question") Template question,
            @Location("answer/message") Template message,
            Nonces nonces) {
        this.question = question;
        this.message = message;
        this.nonces = nonces;
    }

    /**
     * The page that asks.
     *
     * @param user who is shown it; null when that is not known
     */
    public byte[] ask(OpenAwait open, @Nullable String user, Instant now) {
        return ask(open, user, now, FormView.of(form(open)), "");
    }

    /** The same after what somebody has sent could not count. */
    public byte[] askAgain(OpenAwait open, @Nullable String user, Instant now, FormAnswer.Again again) {
        var view = FormView.of(form(open), again.entered(), again.errors());
        return ask(open, user, now, view, again.errors().isEmpty() ? again.notice() : CORRECT);
    }

    /** The page that confirms an answer that counts. */
    public byte[] thank(OpenAwait open, @Nullable String decision, @Nullable String user, Instant now) {
        var rows = new ArrayList<RowView>();
        if (decision != null) {
            rows.add(new RowView("Answer", decision));
        }
        rows.add(new RowView("Given", Moments.text(now)));
        if (user != null) {
            rows.add(new RowView("By", user));
        }
        rows.addAll(asker(open));
        return say(new MessageView(
                "Answered", "success", "Thank you", "Your answer has been received, and the flow goes on.", rows));
    }

    /** The page of one that is over; for whoever had the right to answer. */
    public byte[] over(EndedAwait ended) {
        return say(OverView.of(ended));
    }

    /** The page for a form that another site has made. */
    public byte[] refuse() {
        return say(new MessageView(
                "Not sent",
                "warning",
                "This answer was not sent from its own page",
                "Nothing has been decided. Open the link that you were sent, and answer there.",
                List.of()));
    }

    /** The page where there is nothing, or nothing any more, or nothing for this caller. */
    public byte[] nothing() {
        return say(new MessageView(
                "", "", "There is nothing here", "The link is incomplete, or what it led to is long over.", List.of()));
    }

    /** What the answer to an await is filled in with. */
    static InputForm form(OpenAwait open) {
        return InputForm.of(open.ui(), open.schema());
    }

    private byte[] ask(OpenAwait open, @Nullable String user, Instant now, FormView form, String notice) {
        var nonce = nonces.available() ? nonces.make(FormAnswer.subject(open, user), now) : "";
        var view = new QuestionView(
                said(open, "title", ASKED),
                said(open, "description", ""),
                notice,
                JsonTree.of(open.context()),
                rows(open, now),
                nonce,
                user == null);
        return bytes(question.data("question", view).data("form", form).data("style", STYLE.text()));
    }

    private static List<RowView> rows(OpenAwait open, Instant now) {
        var rows = new ArrayList<>(asker(open));
        rows.add(new RowView("Answer by", Moments.text(open.deadline()), Moments.distance(now, open.deadline())));
        return rows;
    }

    private static List<RowView> asker(OpenAwait open) {
        var rows = new ArrayList<RowView>();
        var flow = open.flow();
        if (flow != null) {
            rows.add(new RowView("Flow", flow));
        }
        rows.add(new RowView("Run", open.place().runId()));
        rows.add(new RowView("Step", open.place().stepId()));
        return rows;
    }

    private static String said(OpenAwait open, String name, String otherwise) {
        var schema = open.schema();
        var text = schema == null ? "" : schema.path(name).asText();
        return text.isBlank() ? otherwise : text;
    }

    private byte[] say(MessageView view) {
        return bytes(message.data("message", view).data("style", STYLE.text()));
    }

    private static byte[] bytes(TemplateInstance page) {
        return page.render().getBytes(StandardCharsets.UTF_8);
    }
}
