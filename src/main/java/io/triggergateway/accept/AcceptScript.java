package io.triggergateway.accept;

import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.Reply;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.List;

/** Turns firings into what the door reads and its words into outcomes, and asks once more when nobody knows. */
@Singleton
final class AcceptScript {
    private final AcceptBatches batches;
    private final DoorWords words;
    private final KnownShapes shapes;
    private final MatchBell bell;

    AcceptScript(AcceptBatches batches, DoorWords words, KnownShapes shapes, MatchBell bell) {
        this.batches = batches;
        this.words = words;
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
        return batches.letIn(partition, arguments)
                .recover(failure -> failure instanceof RedisFault fault && fault.worthASecondAttempt()
                        ? batches.letIn(partition, arguments)
                        : Future.failedFuture(failure));
    }
}
