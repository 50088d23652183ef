package io.triggergateway.verify;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider expects to hear when it asks whether the endpoint is there.
 *
 * @param headers ready to send
 * @param body at most 1 KiB; may be empty
 * @param verified whether it is given to genuine requests only
 * @param after a URL that has to be fetched with success before the answer is given; null for none
 */
public record HandshakeReply(
        int status,
        Map<String, String> headers,
        byte[] body,
        boolean verified,
        @Nullable URI after) {
    public HandshakeReply {
        headers = Map.copyOf(headers);
    }

    public HandshakeReply(int status, Map<String, String> headers, byte[] body, boolean verified) {
        this(status, headers, body, verified, null);
    }

    static HandshakeReply refusing(int status) {
        return new HandshakeReply(status, Map.of(), new byte[0], false);
    }

    HandshakeReply after(URI url) {
        return new HandshakeReply(status, headers, body, verified, url);
    }
}
