package io.triggergateway.handoff;

import io.vertx.core.Future;

/** What another package does with signals; every CDI bean of this type is asked. */
public interface SignalHandler {
    /** True for signals that concern this handler. Must not wait. */
    boolean handles(Signal signal);

    /**
     * Handles a signal, which may come again: the second time has to change nothing. A failure with {@code RedisFault}
     * means that it is tried again later.
     */
    Future<SignalVerdict> handle(Signal signal);
}
