package io.triggergateway.accept;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The owner of {@code fire-slot.lua}. */
@Singleton
final class SlotScript {
    private final Script script;
    private final Keys keys;
    private final DoorWords words;
    private final DurableWrite durable;

    SlotScript(Scripts scripts, Keys keys, DoorWords words, DurableWrite durable) {
        this.script = scripts.load("fire-slot");
        this.keys = keys;
        this.words = words;
        this.durable = durable;
    }

    /** No second attempt of its own: whoever looks for due slots next finds out what became of it. */
    Future<SlotOutcome> run(int partition, SlotClaim claim, NewFiring firing, Room room) {
        var firings = List.of(firing);
        var arguments = new ArrayList<Object>(List.of(
                firing.trigger(),
                firing.generation(),
                claim.version(),
                claim.slot().toEpochMilli(),
                claim.dueAt().toEpochMilli(),
                millis(claim.next()),
                millis(claim.nextDueAt()),
                claim.passedOver(),
                millis(claim.caughtUp()),
                claim.fires() ? "1" : "0"));
        arguments.addAll(words.arguments(partition, firings, room));
        return durable.run(script, List.of(keys.partition(partition)), arguments)
                .map(reply -> outcome(partition, firings, reply));
    }

    private SlotOutcome outcome(int partition, List<NewFiring> firings, Reply reply) {
        return switch (reply.at(0).text()) {
            case "lost" -> new SlotOutcome.Lost();
            case "early" -> new SlotOutcome.Early(Duration.ofNanos(reply.at(1).number() * 1000));
            default -> new SlotOutcome.Asked(words.outcome(partition, firings, reply));
        };
    }

    private static String millis(@Nullable Instant instant) {
        return instant == null ? "" : Long.toString(instant.toEpochMilli());
    }
}
