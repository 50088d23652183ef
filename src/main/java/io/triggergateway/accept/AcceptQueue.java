package io.triggergateway.accept;

import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.Reply;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Function;

/**
 * What one event loop sends to the door of one partition: all of a turn together, and while calls are under way already,
 * all that comes until one of them returns. Used on its event loop only, where the answers of calls come back too.
 */
final class AcceptQueue {
    /** One that Redis works on, and one that is on its way. */
    private static final int MOST_UNDER_WAY = 2;

    private final Context context;
    private final Function<AcceptBatch, Future<Reply>> call;
    private final Duration patience;
    private final ArrayDeque<AcceptBatch> waiting = new ArrayDeque<>();
    private boolean closesTurn;
    private int underWay;

    /**
     * @param call sends a batch; fails with {@link RedisFault} only
     * @param patience how long a batch may wait until it is sent
     */
    AcceptQueue(Context context, Function<AcceptBatch, Future<Reply>> call, Duration patience) {
        this.context = context;
        this.call = call;
        this.patience = patience;
    }

    Future<Reply> add(List<Object> occurrence) {
        if (waiting.isEmpty() || waiting.getLast().isFull()) {
            waiting.add(new AcceptBatch());
        }
        if (!closesTurn) {
            closesTurn = true;
            context.runOnContext(turn -> closeTurn());
        }
        return waiting.getLast().add(occurrence);
    }

    private void closeTurn() {
        closesTurn = false;
        sendOn();
    }

    private void sendOn() {
        while (underWay < MOST_UNDER_WAY && !waiting.isEmpty()) {
            var batch = waiting.poll();
            if (batch.hasWaited(patience)) {
                refuse(batch);
            } else {
                send(batch);
            }
        }
    }

    private void send(AcceptBatch batch) {
        underWay++;
        call.apply(batch).onComplete(answer -> finish(batch, answer));
    }

    private void finish(AcceptBatch batch, AsyncResult<Reply> answer) {
        underWay--;
        if (answer.cause() instanceof RedisFault fault && fault.tookItsTime()) {
            // Those behind have waited for as long, and must not do so once more.
            var behind = List.copyOf(waiting);
            waiting.clear();
            behind.forEach(AcceptQueue::refuse);
        }
        batch.settle(answer);
        sendOn();
    }

    /** Nothing of it has been sent. */
    private static void refuse(AcceptBatch batch) {
        batch.fail(RedisFault.unavailable("Redis did not answer in time to those who came before"));
    }
}
