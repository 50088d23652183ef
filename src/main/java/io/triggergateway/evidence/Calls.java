package io.triggergateway.evidence;

import io.triggergateway.outbound.Outbound;
import io.triggergateway.outbound.OutboundReply;
import io.triggergateway.outbound.OutboundRequest;
import io.triggergateway.verify.Inquiry;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;

/** Sends what verification wants to ask. */
final class Calls {
    private Calls() {}

    /** Fails when the call cannot be made, too: a secret may have characters that no header can carry. */
    static Future<OutboundReply> send(Inquiry.Call call, Outbound outbound) {
        try {
            return outbound.send(request(call));
        } catch (IllegalArgumentException unsendable) {
            return Future.failedFuture(unsendable.getMessage());
        }
    }

    private static OutboundRequest request(Inquiry.Call call) {
        var headers = new HashMap<String, String>();
        headers.put("accept", "application/json, */*;q=0.5");
        if (!call.body().isEmpty()) {
            headers.put("content-type", "application/json");
        }
        call.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return new OutboundRequest(
                call.method(), call.url(), headers, call.body().getBytes(StandardCharsets.UTF_8));
    }
}
