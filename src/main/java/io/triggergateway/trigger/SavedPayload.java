package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A payload that somebody has kept, to be tried without firing anything.
 *
 * @param at the time to assume
 */
public record SavedPayload(JsonNode body, Instant at) {}
