package io.triggergateway.job;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A job that somebody wants.
 *
 * @param params shown to people as they are
 * @param cursor where its first step starts; null for the beginning
 * @param createdBy the name of a token
 * @param key the same key of the same trigger and kind makes one job only; null when every call makes another
 */
public record NewJob(
        String kind,
        String trigger,
        JsonNode params,
        @Nullable String cursor,
        String createdBy,
        @Nullable String key) {}
