package io.triggergateway.accept;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.triggergateway.expression.Shape;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.Reply;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * By which fields the awaits of a trigger are found, as far as this replica has heard of it. What it has not heard of
 * the door tells it, before anything is written; what is no more costs a little and does no harm.
 */
@Singleton
final class KnownShapes {
    private static final String STALE = "stale-shapes";

    /** More than the 17 that a trigger has at one time, so that those that come and go stay known. */
    private static final int MOST_OF_A_TRIGGER = 40;

    private static final int MOST_TRIGGERS = 20_000;

    /** Each time the door tells of at least one shape that nobody has heard of. */
    private static final int ATTEMPTS = 100;

    private final Map<Place, Map<String, Shape>> shapes = new ConcurrentHashMap<>();

    private record Place(int partition, String trigger) {}

    /**
     * The bucket that an event falls into, for each shape's id; empty where it has not all of the fields.
     *
     * @param payload asked only when there are shapes
     */
    Map<String, String> buckets(int partition, String trigger, Supplier<? extends @Nullable JsonNode> payload) {
        var known = shapes.get(new Place(partition, trigger));
        if (known == null) {
            return Map.of();
        }
        var json = orNull(payload.get());
        var buckets = new LinkedHashMap<String, String>();
        known.forEach((id, shape) -> buckets.put(
                id,
                shape.values(json)
                        .map(values -> AwaitIndex.bucket(trigger, shape, values))
                        .orElse("")));
        return buckets;
    }

    private static JsonNode orNull(@Nullable JsonNode payload) {
        return payload == null ? NullNode.getInstance() : payload;
    }

    /** Asks the door until it has nothing new to tell; {@code attempt} uses what is known by then. */
    Future<Reply> untilKnown(int partition, Supplier<Future<Reply>> attempt) {
        return untilKnown(partition, attempt, ATTEMPTS);
    }

    private Future<Reply> untilKnown(int partition, Supplier<Future<Reply>> attempt, int left) {
        return attempt.get().compose(reply -> {
            if (!reply.at(0).text().equals(STALE)) {
                return Future.succeededFuture(reply);
            }
            learn(partition, reply);
            return left > 0
                    ? untilKnown(partition, attempt, left - 1)
                    : Future.failedFuture(
                            RedisFault.unavailable("Expected to keep up with new awaits, but they change too fast"));
        });
    }

    private void learn(int partition, Reply reply) {
        var place = new Place(partition, reply.at(1).text());
        var told = new LinkedHashMap<String, Shape>();
        for (int i = 2; i + 1 < reply.size(); i += 2) {
            told.put(reply.at(i).text(), Shape.parse(reply.at(i + 1).text()));
        }
        if (shapes.size() >= MOST_TRIGGERS) {
            shapes.clear();
        }
        shapes.merge(place, Map.copyOf(told), KnownShapes::both);
    }

    private static Map<String, Shape> both(Map<String, Shape> known, Map<String, Shape> told) {
        var both = new LinkedHashMap<>(known);
        both.putAll(told);
        return both.size() > MOST_OF_A_TRIGGER ? told : Map.copyOf(both);
    }
}
