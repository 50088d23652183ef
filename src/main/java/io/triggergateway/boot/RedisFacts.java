package io.triggergateway.boot;

import java.util.Optional;

/**
 * What matters about a Redis.
 *
 * @param evictionPolicy empty when Redis does not say
 * @param appendfsync empty when it is neither told by Redis nor stated in the configuration
 * @param stated true when {@code appendfsync} comes from the configuration, because Redis forbids to ask
 */
record RedisFacts(
        String version, String evictionPolicy, boolean appendOnly, Optional<String> appendfsync, boolean stated) {}
