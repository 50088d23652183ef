package io.triggergateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The profile of tests that look at what lies where: four partitions. One gateway serves them all. */
public final class FourPartitions implements QuarkusTestProfile {
    public static final int COUNT = 4;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("gateway.partitions", Integer.toString(COUNT));
    }
}
