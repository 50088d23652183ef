package io.triggergateway.outbound;

/** A call that was not made, or that brought no answer; its message is a sentence for people, without any secret. */
public final class OutboundFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutboundFault(String message) {
        // Without a stack trace: strangers' requests can cause it, and it says nothing but where we wait.
        super(message, null, false, false);
    }
}
