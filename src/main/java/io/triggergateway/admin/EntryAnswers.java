package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.entry.EntryOutcome;
import io.triggergateway.trigger.Words;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Answers to those who fire a trigger by its name. */
final class EntryAnswers {
    private static final int ACCEPTED = 202;
    private static final int DUPLICATE = 200;

    private EntryAnswers() {}

    static Response of(String trigger, EntryOutcome outcome) {
        var problem = EntryProblems.of(trigger, outcome);
        if (problem.isPresent()) {
            return of(problem.get());
        }
        var stored = (EntryOutcome.Stored) outcome;
        return stored.failed()
                ? Problems.answer(ProblemType.TRANSFORM_FAILED.of(
                        "Expected the transform to work, but: %s. Firing %s is recorded with its payload."
                                .formatted(stored.reason(), stored.firing().firingId())))
                : Response.status(status(stored)).entity(document(stored)).build();
    }

    static Response of(EntryProblems refused) {
        var answer = Problems.builder(refused.problem());
        var wait = refused.retryAfter();
        if (wait != null) {
            answer.header(HttpHeaders.RETRY_AFTER, wait.toSeconds());
        }
        if (wait != null && refused.problem().status() == 429) {
            answer.header("RateLimit", "\"trigger\";r=0;t=" + wait.toSeconds());
        }
        return answer.build();
    }

    static int status(EntryOutcome.Stored stored) {
        return stored.firing().duplicate() ? DUPLICATE : ACCEPTED;
    }

    /** What an accepted webhook's sender hears, and how the firing stands. */
    static ObjectNode document(EntryOutcome.Stored stored) {
        var document = stored.firing().document();
        if (stored.status() != null) {
            document.put("status", Words.of(stored.status()));
        }
        if (!stored.reason().isEmpty()) {
            document.put("reason", stored.reason());
        }
        if (!stored.pending().isEmpty()) {
            var pending = document.putArray("pending");
            stored.pending().forEach(pending::add);
        }
        return document;
    }
}
