package io.triggergateway.evidence;

import io.triggergateway.outbound.OutboundRequest;
import io.triggergateway.verify.Inquiry;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;

/** Turns what verification wants to ask into a request that goes out. */
final class Calls {
    private Calls() {}

    static OutboundRequest request(Inquiry.Call call) {
        var headers = new HashMap<>(call.headers());
        headers.put("accept", "application/json, */*;q=0.5");
        if (!call.body().isEmpty()) {
            headers.put("content-type", "application/json");
        }
        return new OutboundRequest(
                call.method(), call.url(), headers, call.body().getBytes(StandardCharsets.UTF_8));
    }
}
