package io.triggergateway.telemetry;

import io.micrometer.core.instrument.MeterRegistry;

/** Metrics for tests that put a part of the gateway together by hand. */
public final class GivenMetrics {
    private GivenMetrics() {}

    public static HandoffMetrics handoff(MeterRegistry meters) {
        return new HandoffMetrics(meters);
    }
}
