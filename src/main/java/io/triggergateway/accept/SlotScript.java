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
    private final KnownShapes shapes;
    private final MatchBell bell;

    SlotScript(Scripts scripts, Keys keys, DoorWords words, DurableWrite durable, KnownShapes shapes, MatchBell bell) {
        this.script = scripts.load("fire-slot");
        this.keys = keys;
        this.words = words;
        this.durable = durable;
        this.shapes = shapes;
        this.bell = bell;
    }

    /** No second attempt of its own: whoever looks for due slots next finds out what became of it. */
    Future<SlotOutcome> run(int partition, SlotClaim claim, NewFiring firing, Room room) {
        var firings = List.of(firing);
        var names = List.of(keys.partition(partition));
        return shapes.untilKnown(
                        partition, () -> durable.run(script, names, arguments(partition, claim, firings, room)))
                .map(reply -> {
                    if (DoorWords.leavesMatches(reply)) {
                        bell.ring(partition);
                    }
                    return outcome(partition, firings, reply);
                });
    }

    private List<Object> arguments(int partition, SlotClaim claim, List<NewFiring> firings, Room room) {
        var firing = firings.getFirst();
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
        return arguments;
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
