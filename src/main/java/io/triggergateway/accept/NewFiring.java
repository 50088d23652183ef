package io.triggergateway.accept;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.trigger.FiringStatus;
import io.triggergateway.trigger.ScheduleSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A firing that wants in.
 *
 * @param deliveryHash recognises the same delivery; empty when nothing does
 * @param bodyHash recognises the same body
 * @param bodyCounts true when the same body alone makes a duplicate
 * @param rate null for no limit
 * @param overlap null when nobody cares whether earlier runs are still active
 * @param record the fields of the log's record beside time and status
 * @param pending what waits for a person
 * @param event what awaits may be waiting for; null when it ends none
 */
record NewFiring(
        String trigger,
        long generation,
        String id,
        FiringStatus status,
        String deliveryHash,
        String bodyHash,
        boolean bodyCounts,
        Duration window,
        @Nullable Rate rate,
        @Nullable Overlap overlap,
        Duration retention,
        Map<String, Object> record,
        List<Pending> pending,
        List<NewMessage> messages,
        @Nullable Event event) {

    /**
     * What happened, for those who wait for it.
     *
     * @param payload as filters see it
     * @param content the payload as JSON bytes, asked only when it is not the data; null when it is
     * @param data after the trigger's transform
     * @param recorded false when the firing's record has no payload
     */
    record Event(
            Supplier<? extends @Nullable JsonNode> payload,
            @Nullable Supplier<byte[]> content,
            byte[] data,
            String meta,
            @Nullable String traceparent,
            boolean recorded) {}

    /** A start that a person has to allow, and what its flow is going to get. */
    record Pending(String flow, byte[] data) {}

    /** What becomes of a start that meets an active run, which counts as ended after {@code runTimeout}. */
    record Overlap(ScheduleSpec.Overlap policy, Duration runTimeout, int mostQueued) {}

    /** At most {@code max} in {@code window}, for all that share a key. */
    record Rate(String key, int max, Duration window) {}
}
