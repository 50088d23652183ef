package io.triggergateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.trigger.EnableReader;
import io.triggergateway.trigger.Findings;
import org.jspecify.annotations.Nullable;

/** What whoever enables a schedule wants of the time in which it was disabled; throws {@link Refused}. */
final class CatchUpChoice {
    private CatchUpChoice() {}

    /** True when the last slot that has passed is to fire. */
    static boolean wantsLatest(@Nullable JsonNode body) {
        var findings = new Findings();
        boolean latest = body != null && EnableReader.wantsLatest(body, findings);
        if (!findings.isEmpty()) {
            throw new Refused(ProblemType.INVALID_DOCUMENT.of(
                    "Expected {} or {\"catchUp\": \"latest\"}; see errors", findings.all()));
        }
        return latest;
    }
}
