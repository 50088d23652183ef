package io.triggergateway.handoff;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at streams and their groups, each in one piece. Every method waits. */
@Singleton
final class Inspection {
    private static final int FIRST_GROUP = 4;
    private static final int FIRST_CONSUMER = 5;
    private static final int PER_CONSUMER = 3;

    private final Streams streams;
    private final Keys keys;
    private final Script script;

    Inspection(Streams streams, Keys keys, Scripts scripts) {
        this.streams = streams;
        this.keys = keys;
        this.script = scripts.load("inspect-stream");
    }

    /** Every stream in every partition, by stream. */
    List<Place> places() {
        var places = new ArrayList<Place>();
        for (var stream : streams.known()) {
            for (int partition = 0; partition < keys.partitions(); partition++) {
                places.add(new Place(stream, partition));
            }
        }
        return places;
    }

    StreamState inspect(Place place) {
        var reply = script.call(
                List.of(
                        keys.handoff(place.partition(), place.stream()),
                        keys.handoffBytes(place.partition(), place.stream()),
                        keys.dead(place.partition(), place.stream())),
                List.of());
        var now = Instant.ofEpochMilli(reply.at(0).number());
        var groups = reply.items().stream()
                .skip(FIRST_GROUP)
                .map(group -> group(group, now))
                .toList();
        return new StreamState(
                place,
                now,
                reply.at(1).number(),
                reply.at(2).number(),
                reply.at(3).number(),
                groups);
    }

    private static GroupState group(Reply line, Instant now) {
        var consumers = new ArrayList<GroupState.Consumer>();
        for (int i = FIRST_CONSUMER; i < line.size(); i += PER_CONSUMER) {
            consumers.add(new GroupState.Consumer(
                    line.at(i).text(),
                    line.at(i + 1).number(),
                    Duration.ofMillis(line.at(i + 2).number())));
        }
        return new GroupState(
                line.at(0).text(),
                line.at(1).number(),
                line.at(2).text().equals("1"),
                line.at(3).number(),
                age(line.at(4).text(), now),
                consumers);
    }

    private static @Nullable Duration age(String id, Instant now) {
        if (id.isEmpty()) {
            return null;
        }
        var appended = Instant.ofEpochMilli(Long.parseLong(id.substring(0, id.indexOf('-'))));
        // Redis's clock may have gone back since.
        return appended.isAfter(now) ? Duration.ZERO : Duration.between(appended, now);
    }
}
