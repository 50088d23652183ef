package io.triggergateway.handoff;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What engines were handed too often: to be looked at, and then appended again or thrown away. Every method waits. */
@Singleton
public final class DeadLetters {
    private final Streams streams;
    private final RedisLink redis;
    private final Keys keys;
    private final Script discard;
    private final Script requeue;

    DeadLetters(Streams streams, RedisLink redis, Keys keys, Scripts scripts) {
        this.streams = streams;
        this.redis = redis;
        this.keys = keys;
        this.discard = scripts.load("discard-dead");
        this.requeue = scripts.load("requeue-dead");
    }

    /** The newest of all streams and partitions that a query asks for; an unknown stream has none. */
    public DeadLetterPage list(DeadLetterQuery query) {
        var after = query.cursor() == null
                ? null
                : DeadLetterId.parse(query.cursor()).orElse(null);
        var found = new ArrayList<DeadLetter>();
        for (var stream : wanted(query)) {
            for (int partition = 0; partition < keys.partitions(); partition++) {
                found.addAll(newest(partition, stream, query, after));
            }
        }
        found.sort(Comparator.comparing(DeadLetter::id));
        var page = found.subList(0, Math.min(found.size(), query.limit()));
        return new DeadLetterPage(
                page.stream().map(DeadLetter::summary).toList(),
                found.size() > query.limit() ? page.getLast().id().toString() : null);
    }

    /** One dead letter with its data; empty when there is none of that id, or no more. */
    public Optional<ObjectNode> find(String id) {
        return existing(id).flatMap(this::read).map(letter -> letter.document(payload(letter)));
    }

    /** Throws one away; false when there is none of that id, or no more. */
    public boolean discard(String id) {
        return existing(id)
                .map(known -> discard.call(
                        List.of(dead(known), deadBytes(known), keys.partition(known.partition())),
                        List.of(known.entryId())))
                .filter(reply -> reply.at(0).text().equals("done"))
                .isPresent();
    }

    /**
     * Appends one to its stream again, for all of its groups and with the message id that it had.
     *
     * @return the id of the new entry; empty when there is no such dead letter, or no more
     */
    public Optional<String> requeue(String id) {
        return existing(id).map(this::requeue).filter(entry -> !entry.isEmpty());
    }

    private String requeue(DeadLetterId id) {
        var names = List.of(
                dead(id),
                deadBytes(id),
                keys.handoff(id.partition(), id.stream()),
                keys.handoffBytes(id.partition(), id.stream()),
                keys.partition(id.partition()));
        var reply = requeue.call(names, List.of(id.entryId()));
        return reply.at(0).text().equals("done") ? reply.at(1).text() : "";
    }

    private Collection<String> wanted(DeadLetterQuery query) {
        var all = streams.all();
        var one = query.stream();
        if (one == null) {
            return all;
        }
        return all.contains(one) ? Set.of(one) : Set.of();
    }

    /** One more than asked for, so that it is known whether there are more. */
    private List<DeadLetter> newest(int partition, String stream, DeadLetterQuery query, @Nullable DeadLetterId after) {
        var found = new ArrayList<DeadLetter>();
        var end = after == null ? "+" : after.entryId();
        int size = query.limit() + 2;
        List<Entry> page;
        do {
            page = Entry.all(redis.call("XREVRANGE", keys.dead(partition, stream), end, "-", "COUNT", size));
            for (var entry : page) {
                var letter = new DeadLetter(new DeadLetterId(partition, stream, entry.id()), entry.fields());
                if (query.wants(letter, after)) {
                    found.add(letter);
                }
                end = "(" + entry.id();
            }
        } while (page.size() == size && found.size() <= query.limit());
        return found;
    }

    private Optional<DeadLetterId> existing(String id) {
        return DeadLetterId.parse(id).filter(known -> known.partition() < keys.partitions());
    }

    private Optional<DeadLetter> read(DeadLetterId id) {
        var entries = Entry.all(redis.call("XRANGE", dead(id), id.entryId(), id.entryId()));
        return entries.stream().findFirst().map(entry -> new DeadLetter(id, entry.fields()));
    }

    private byte @Nullable [] payload(DeadLetter letter) {
        var key = letter.payloadKey();
        if (key == null) {
            return null;
        }
        var payload = redis.call("GET", key);
        return payload.isNil() ? null : payload.bytes();
    }

    private String dead(DeadLetterId id) {
        return keys.dead(id.partition(), id.stream());
    }

    private String deadBytes(DeadLetterId id) {
        return keys.deadBytes(id.partition(), id.stream());
    }
}
