package io.triggergateway.accept;

import io.smallrye.common.vertx.VertxContext;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisConfig;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The owner of {@code accept.lua}. What comes to the door at the same time goes through it in one call, as a call costs more
 * than what one occurrence does in it (see docs/adr/0014).
 */
@Singleton
final class AcceptBatches {
    private final Script script;
    private final Keys keys;
    private final DurableWrite durable;
    private final Duration patience;
    private final Map<Place, AcceptQueue> queues = new ConcurrentHashMap<>();

    AcceptBatches(Scripts scripts, Keys keys, DurableWrite durable, RedisConfig config) {
        this.script = scripts.load("accept");
        this.keys = keys;
        this.durable = durable;
        this.patience = config.redis().timeout().dividedBy(2);
    }

    private record Place(Thread eventLoop, int partition) {}

    /** Lets an occurrence in, given as what the door reads of it; alone when the caller is on no event loop. */
    Future<Reply> letIn(int partition, List<Object> occurrence) {
        var context = Vertx.currentContext();
        return context != null && Context.isOnEventLoopThread()
                ? queue(context, partition).add(occurrence)
                : alone(partition, occurrence);
    }

    private AcceptQueue queue(Context context, int partition) {
        return queues.computeIfAbsent(
                new Place(Thread.currentThread(), partition),
                place -> new AcceptQueue(
                        VertxContext.getRootContext(context), batch -> send(partition, batch), patience));
    }

    private Future<Reply> alone(int partition, List<Object> occurrence) {
        var batch = new AcceptBatch();
        var answer = batch.add(occurrence);
        send(partition, batch).onComplete(batch::settle);
        return answer;
    }

    private Future<Reply> send(int partition, AcceptBatch batch) {
        return durable.run(script, List.of(keys.partition(partition)), batch.arguments());
    }
}
