package io.triggergateway.faults;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The profile of tests behind the proxy of {@link TroubledRedis}, with a short patience. */
public final class OnTroubledRedis implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quarkus.redis.hosts-provider-name", "troubled", "gateway.redis.timeout", "500ms");
    }
}
