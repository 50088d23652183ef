package io.triggergateway.approval;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.awaits.OpenAwait;
import io.triggergateway.payload.Form;
import io.triggergateway.payload.Utf8;
import io.triggergateway.trigger.FieldError;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the form of the page has sent: only with its nonce, and only what fits the schema, is an answer. */
@Singleton
public final class FormAnswer {
    private static final String STALE =
            "This page was open for very long. Please check your answer, and send it again.";
    private static final String UNKNOWN =
            "This answer could not be taken, as it was not sent from this page. Please answer here.";

    private final Nonces nonces;

    FormAnswer(Nonces nonces) {
        this.nonces = nonces;
    }

    /** What a form says. */
    public sealed interface Reading {}

    /** An answer that fits. */
    public record Complete(JsonNode data) implements Reading {}

    /**
     * None yet.
     *
     * @param status 403 without a nonce that counts, otherwise 422
     * @param notice what went wrong
     * @param entered what to show again; null for nothing
     */
    public record Again(int status, String notice, @Nullable Map<String, String> entered, List<FieldError> errors)
            implements Reading {}

    /**
     * What a form has sent to an await.
     *
     * @param form null when it cannot be decoded
     * @param user who has sent it; null when that is not known
     */
    public Reading read(OpenAwait open, @Nullable String user, @Nullable Form form, Instant now) {
        var worth = form == null ? Nonces.Worth.FOREIGN : nonces.worth(nonce(form), subject(open, user), now);
        // What a stranger's form has brought along is not shown as if somebody here had written it.
        if (form == null || worth == Nonces.Worth.FOREIGN) {
            return new Again(403, UNKNOWN, null, List.of());
        }
        var filled = AnswerPage.form(open).fill(form);
        if (worth == Nonces.Worth.OLD) {
            return new Again(403, STALE, filled.entered(), List.of());
        }
        var errors = filled.errors().isEmpty() ? open.validate(filled.data()) : filled.errors();
        return errors.isEmpty() ? new Complete(filled.data()) : new Again(422, "", filled.entered(), errors);
    }

    /** What data decide, in the words of the page; empty where the page has no choice. */
    public static Optional<String> decision(OpenAwait open, JsonNode data) {
        return AnswerPage.form(open).decision(data);
    }

    /** What a nonce is bound to: nobody can use one that somebody else was shown. */
    static String subject(OpenAwait open, @Nullable String user) {
        return open.identity() + " " + (user == null ? "" : user);
    }

    private static String nonce(Form form) {
        var values = form.values(Nonces.KEY);
        var nonce = values.size() == 1 ? Utf8.decode(values.getFirst()) : null;
        return nonce == null ? "" : nonce;
    }
}
