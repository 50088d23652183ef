package io.triggergateway.ingest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.payload.Payload;
import io.triggergateway.verify.CompiledAuth;
import io.triggergateway.verify.InboundRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The facts of a request that engines see: never a credential, a signature or a cookie. */
final class RequestMeta {
    /** Parts of the names of headers that carry credentials, also of services that nobody has configured here. */
    private static final List<String> NEVER =
            List.of("authorization", "cookie", "token", "secret", "password", "api-key", "apikey", "signature");

    private RequestMeta() {}

    static ObjectNode of(
            InboundRequest request,
            CompiledAuth auth,
            Payload payload,
            @Nullable String deliveryId,
            @Nullable String eventType) {
        var meta = JsonNodeFactory.instance.objectNode();
        meta.put("method", request.method());
        meta.put("path", request.path());
        meta.put("ip", request.address());
        var credentials = auth.credentialHeaders();
        var headers = meta.putObject("headers");
        request.headers().forEach((name, values) -> {
            if (NEVER.stream().noneMatch(name::contains) && !credentials.contains(name)) {
                headers.put(name, String.join(", ", values));
            }
        });
        if (deliveryId != null) {
            meta.put("deliveryId", deliveryId);
        }
        if (eventType != null) {
            meta.put("eventType", eventType);
        }
        if (payload.kind() == Payload.Kind.BINARY) {
            meta.put("encoding", "base64");
            var types = request.header("content-type");
            meta.put("contentType", types.isEmpty() ? "" : types.getFirst());
        }
        return meta;
    }
}
