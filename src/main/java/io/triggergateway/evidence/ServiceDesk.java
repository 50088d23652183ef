package io.triggergateway.evidence;

import io.triggergateway.outbound.Outbound;
import io.triggergateway.outbound.OutboundReply;
import io.triggergateway.payload.Json;
import io.triggergateway.verify.Evidence.Finding;
import io.triggergateway.verify.Inquiry;
import io.triggergateway.verify.Verdict;
import io.vertx.core.Future;
import jakarta.inject.Singleton;

/**
 * Asks a service of the operator's own about a request. It answers 2xx with {@code {"passed": true}} or {@code {"passed":
 * false, "reason": "…"}}; 401 and 403 say no as well, and everything else is no answer.
 */
@Singleton
final class ServiceDesk {
    private static final int LONGEST_REASON = 300;

    private final Outbound outbound;

    ServiceDesk(Outbound outbound) {
        this.outbound = outbound;
    }

    Future<Finding> ask(Inquiry.Call call) {
        return Calls.send(call, outbound)
                .map(ServiceDesk::finding)
                .otherwise(failure -> new Finding.Unknown("The verifier service: " + failure.getMessage()));
    }

    private static Finding finding(OutboundReply reply) {
        int status = reply.status();
        if (status == 401 || status == 403) {
            return refused("The verifier service answered %d".formatted(status));
        }
        var json = status / 100 == 2 ? Json.parseOrNull(reply.body()) : null;
        var passed = json == null ? null : json.get("passed");
        if (json == null || passed == null || !passed.isBoolean()) {
            return new Finding.Unknown(
                    "Expected the verifier service to answer {\"passed\": true} or {\"passed\": false}, but it answered %d with something else"
                            .formatted(status));
        }
        return passed.booleanValue()
                ? new Finding.Word(new Verdict.Passed(null))
                : refused(reason(json.path("reason").asText("The verifier service says no")));
    }

    private static Finding refused(String reason) {
        return new Finding.Word(new Verdict.Refused(401, reason));
    }

    private static String reason(String text) {
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "…";
    }
}
