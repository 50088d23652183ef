package io.triggergateway.verify;

import java.util.Map;

/**
 * What a provider expects to hear when it asks whether the endpoint is there.
 *
 * @param headers ready to send
 * @param body at most 1 KiB; may be empty
 * @param verified whether it is given to genuine requests only
 */
public record HandshakeReply(int status, Map<String, String> headers, byte[] body, boolean verified) {
    public HandshakeReply {
        headers = Map.copyOf(headers);
    }
}
