package io.triggergateway.telemetry;

import org.jspecify.annotations.Nullable;

/** What a request's way looks like to those who follow it through several services. */
public sealed interface Trace permits SpanTrace, Trace.Off {
    /** Nobody follows. */
    Trace OFF = new Off();

    /** What is handed on: this request's own context, or {@code incoming} where nobody follows. */
    @Nullable
    String handOn(@Nullable String incoming);

    /** Notes a step that began at {@code startNanos} of the system's nano time and ends now. */
    void step(String name, long startNanos);

    /** Notes what came of the request. */
    void end(String trigger, String outcome, int status);

    /** Nothing is noted, and nothing costs. */
    record Off() implements Trace {
        @Override
        public @Nullable String handOn(@Nullable String incoming) {
            return incoming;
        }

        @Override
        public void step(String name, long startNanos) {
            // Nobody follows.
        }

        @Override
        public void end(String trigger, String outcome, int status) {
            // Nobody follows.
        }
    }
}
