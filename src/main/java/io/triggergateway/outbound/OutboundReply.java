package io.triggergateway.outbound;

import java.util.Map;

/**
 * What came back, whatever its status is.
 *
 * @param headers by lower-case name; several of one name are joined by a comma
 * @param body as sent: never decompressed, and not copied
 */
public record OutboundReply(int status, Map<String, String> headers, byte[] body) {
    public OutboundReply {
        headers = Map.copyOf(headers);
    }

    /** Without headers and body, which may hold secrets. */
    @Override
    public String toString() {
        return "OutboundReply[" + status + ", " + body.length + " bytes]";
    }
}
