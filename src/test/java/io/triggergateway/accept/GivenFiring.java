package io.triggergateway.accept;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.payload.Json;
import io.triggergateway.trigger.FiringStatus;
import io.triggergateway.trigger.ScheduleSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A firing of the trigger {@code orders} that starts one flow, unless a test wants something else. */
final class GivenFiring {
    private String trigger = "orders";
    private String delivery = "delivery-1";
    private String body = "body-1";
    private boolean bodyCounts;
    private Duration window = Duration.ofHours(1);
    private NewFiring.@Nullable Rate rate;
    private NewFiring.@Nullable Overlap overlap;
    private byte[] data = "{\"n\":1}".getBytes(StandardCharsets.UTF_8);
    private String meta = "{\"method\":\"POST\"}";
    private List<String> flows = List.of("ship");
    private String stream = "";
    private int partition;
    private List<NewFiring.Pending> pending = List.of();
    private @Nullable String traceparent;

    private NewFiring.@Nullable Event event;

    static GivenFiring of(String delivery) {
        var given = new GivenFiring();
        given.delivery = delivery;
        return given;
    }

    GivenFiring delivery(String other) {
        delivery = other;
        return this;
    }

    GivenFiring trigger(String other) {
        trigger = other;
        return this;
    }

    GivenFiring body(String other) {
        body = other;
        return this;
    }

    GivenFiring bodyCounts() {
        bodyCounts = true;
        return this;
    }

    GivenFiring window(Duration other) {
        window = other;
        return this;
    }

    GivenFiring rate(int max, Duration per) {
        rate = new NewFiring.Rate("all", max, per);
        return this;
    }

    GivenFiring overlap(ScheduleSpec.Overlap policy, int mostQueued) {
        overlap = new NewFiring.Overlap(policy, Duration.ofHours(1), mostQueued);
        return this;
    }

    GivenFiring data(byte[] other) {
        data = other;
        return this;
    }

    GivenFiring meta(String other) {
        meta = other;
        return this;
    }

    GivenFiring flows(String... other) {
        flows = List.of(other);
        return this;
    }

    GivenFiring stream(String other) {
        stream = other;
        return this;
    }

    GivenFiring partition(int other) {
        partition = other;
        return this;
    }

    GivenFiring traceparent(String other) {
        traceparent = other;
        return this;
    }

    /** Awaits may wait for it. */
    GivenFiring event(JsonNode payload) {
        event = new NewFiring.Event(
                (Supplier<JsonNode>) () -> payload, null, Json.write(payload), meta, traceparent, true);
        return this;
    }

    /** Its record has no payload. */
    GivenFiring unrecorded() {
        var it = Objects.requireNonNull(event);
        event = new NewFiring.Event(it.payload(), it.content(), it.data(), it.meta(), it.traceparent(), false);
        return this;
    }

    /** A flow that waits for a person. */
    GivenFiring pending(String flow, String payload) {
        pending = List.of(new NewFiring.Pending(flow, payload.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    String id() {
        return Ids.firing(partition, trigger, 1, delivery + body);
    }

    NewFiring make() {
        var record = new LinkedHashMap<String, Object>();
        record.put("trigger", trigger);
        return new NewFiring(
                trigger,
                1,
                id(),
                pending.isEmpty() ? FiringStatus.ACCEPTED : FiringStatus.PENDING,
                delivery,
                body,
                bodyCounts,
                window,
                rate,
                overlap,
                Duration.ofDays(1),
                Map.copyOf(record),
                pending,
                flows.stream().map(this::message).toList(),
                event);
    }

    private NewMessage message(String flow) {
        var run = Ids.run(partition, id(), flow);
        return new NewMessage(
                Ids.startMessage(partition, run), flow, run, stream, trigger, id(), data, meta, traceparent);
    }
}
