package io.triggergateway.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.triggergateway.payload.Json;
import io.triggergateway.redis.Reply;
import io.triggergateway.trigger.Words;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the record of a job, a hash whose counts by kind begin with {@code n:}. */
final class JobRecords {
    static final String DETAIL = "n:";

    private JobRecords() {}

    /** Empty when there is no record, or one of another make. */
    static Optional<Job> read(Reply hash) {
        var fields = new HashMap<String, String>();
        for (int i = 0; i + 1 < hash.size(); i += 2) {
            fields.put(hash.at(i).text(), hash.at(i + 1).text());
        }
        return Words.parse(JobStatus.class, fields.getOrDefault("status", "")).map(status -> read(fields, status));
    }

    private static Job read(Map<String, String> fields, JobStatus status) {
        return new Job(
                fields.getOrDefault("id", ""),
                fields.getOrDefault("kind", ""),
                fields.getOrDefault("trigger", ""),
                params(fields.getOrDefault("params", "{}")),
                status,
                fields.get("waiting"),
                fields.containsKey("total") ? number(fields, "total") : null,
                new Progress(
                        number(fields, "done"), number(fields, "skipped"), number(fields, "failed"), details(fields)),
                fields.getOrDefault("createdBy", ""),
                Instant.ofEpochMilli(number(fields, "createdAt")),
                time(fields, "startedAt"),
                time(fields, "endedAt"),
                fields.get("error"),
                fields.get("cursor"));
    }

    private static JsonNode params(String text) {
        var params = Json.readBack(text.getBytes(StandardCharsets.UTF_8));
        return params == null ? JsonNodeFactory.instance.objectNode() : params;
    }

    private static Map<String, Long> details(Map<String, String> fields) {
        var details = new HashMap<String, Long>();
        fields.keySet().stream()
                .filter(name -> name.startsWith(DETAIL))
                .forEach(name -> details.put(name.substring(DETAIL.length()), number(fields, name)));
        return details;
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.getOrDefault(name, "0"));
    }

    private static @Nullable Instant time(Map<String, String> fields, String name) {
        return fields.containsKey(name) ? Instant.ofEpochMilli(number(fields, name)) : null;
    }
}
