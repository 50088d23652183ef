package io.triggergateway.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** What was configured and cannot be used. */
@Singleton
public final class DefectMetrics {
    private final AtomicInteger triggers = new AtomicInteger();
    private final AtomicInteger files = new AtomicInteger();

    DefectMetrics(MeterRegistry meters) {
        meters.gauge("trigger_gateway_broken_triggers", triggers);
        meters.gauge("trigger_gateway_broken_files", files);
    }

    /** Shows how many triggers cannot fire on this replica, and how many files keep their last good state. */
    public void show(long brokenTriggers, long brokenFiles) {
        triggers.set(Math.toIntExact(brokenTriggers));
        files.set(Math.toIntExact(brokenFiles));
    }
}
