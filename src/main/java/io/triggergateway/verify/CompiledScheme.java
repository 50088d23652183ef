package io.triggergateway.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scheme document, read and ready; knows no secrets. */
record CompiledScheme(
        Check check,
        @Nullable Freshness fresh,
        List<HandshakeRule> handshake,
        @Nullable ReplyTemplate reply,
        int onFail,
        @Nullable ValueExpression event,
        @Nullable ValueExpression delivery,
        @Nullable ValueExpression nonce) {

    CompiledScheme {
        handshake = List.copyOf(handshake);
    }
}
