package io.triggergateway.job;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A gateway in which nothing runs by itself: tests run the jobs. */
public final class ByHand implements QuarkusTestProfile {
    static final int BACKLOG = 16_000;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "gateway.jobs.parallel",
                "0",
                "gateway.handoff.trim-every",
                "1d",
                "gateway.jobs.rate",
                "100000",
                "gateway.handoff.backlog.entries",
                Integer.toString(BACKLOG));
    }
}
