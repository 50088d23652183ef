package io.triggergateway.accept;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.List;

/** The owner of {@code accept.lua}: turns firings into its arguments and its words into outcomes. */
@Singleton
final class AcceptScript {
    private final Script script;
    private final Keys keys;
    private final DoorWords words;
    private final DurableWrite durable;
    private final KnownShapes shapes;
    private final MatchBell bell;

    AcceptScript(
            Scripts scripts, Keys keys, DoorWords words, DurableWrite durable, KnownShapes shapes, MatchBell bell) {
        this.script = scripts.load("accept");
        this.keys = keys;
        this.words = words;
        this.durable = durable;
        this.shapes = shapes;
        this.bell = bell;
    }

    /** Runs the script; once more when nobody knows what came of it, as it tells a repetition by itself. */
    Future<AcceptOutcome> run(int partition, List<NewFiring> firings, Room room) {
        return shapes.untilKnown(partition, () -> attempt(partition, words.arguments(partition, firings, room)))
                .map(reply -> {
                    if (DoorWords.leavesMatches(reply)) {
                        bell.ring(partition);
                    }
                    return words.outcome(partition, firings, reply);
                });
    }

    private Future<Reply> attempt(int partition, List<Object> arguments) {
        var names = List.of(keys.partition(partition));
        return durable.run(script, names, arguments)
                .recover(failure -> failure instanceof RedisFault fault && fault.worthASecondAttempt()
                        ? durable.run(script, names, arguments)
                        : Future.failedFuture(failure));
    }
}
