package io.triggergateway.handoff;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stream of signals, which all replicas read as one consumer group. Methods without a future wait. */
@Singleton
final class SignalStream {
    /** How long a read waits for something new; the gateway's stop waits as long. */
    static final Duration LONGEST_READ = Duration.ofSeconds(1);

    private static final String GROUP = "gateway";
    private static final int BATCH = 64;
    private static final int MOST_POISON = 1000;
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final RedisLink redis;
    private final RedisLink blocking;
    private final Keys keys;
    private final Script ensure;
    private final Script settle;
    private final Script tidy;

    SignalStream(RedisLink redis, Keys keys, Scripts scripts) {
        this.redis = redis;
        this.blocking = redis.forBlocking(LONGEST_READ);
        this.keys = keys;
        this.ensure = scripts.load("ensure-stream");
        this.settle = scripts.load("settle-signal");
        this.tidy = scripts.load("tidy-consumers");
    }

    /**
     * Signals that another consumer has had for too long.
     *
     * @param cursor where to go on; {@code 0-0} after the last
     */
    record Claimed(String cursor, List<Entry> entries) {}

    void ensure() {
        ensure.call(List.of(keys.signals()), List.of(GROUP));
    }

    /** Waits for new signals; empty when none came. */
    List<Entry> next(String consumer) {
        var answer = blocking.call(
                "XREADGROUP",
                "GROUP",
                GROUP,
                consumer,
                "COUNT",
                BATCH,
                "BLOCK",
                LONGEST_READ.toMillis(),
                "STREAMS",
                keys.signals(),
                ">");
        return answer.isNil() ? List.of() : Entry.all(answer.at(0).at(1));
    }

    Claimed claim(String consumer, Duration idle, String cursor) {
        var answer = redis.call("XAUTOCLAIM", keys.signals(), GROUP, consumer, idle.toMillis(), cursor, "COUNT", BATCH);
        return new Claimed(answer.at(0).text(), Entry.all(answer.at(1)));
    }

    /** Takes a signal out of the stream; changes nothing when another replica has done so. */
    Future<Void> settle(String id) {
        return settle(id, "");
    }

    /** Like {@link #settle(String)}, and keeps it with the reason where people find it. */
    Future<Void> setAside(String id, String reason) {
        return settle(id, reason);
    }

    private Future<Void> settle(String id, String reason) {
        return settle.run(List.of(keys.signals(), keys.poisonSignals()), List.of(GROUP, id, reason, MOST_POISON))
                .mapEmpty();
    }

    /** How often a signal has been delivered; 0 when it is settled. */
    Future<Long> deliveries(String id) {
        return redis.send("XPENDING", keys.signals(), GROUP, id, id, 1)
                .map(found -> found.size() == 0 ? 0 : found.at(0).at(3).number());
    }

    /** How many signals are not settled. */
    long waiting() {
        return redis.call("XLEN", keys.signals()).number();
    }

    /** How many were set aside and are still kept. */
    long setAside() {
        return redis.call("XLEN", keys.poisonSignals()).number();
    }

    /**
     * The newest of those that were set aside, newest first.
     *
     * @param before only older ones than this entry; null for all
     */
    List<Entry> setAside(@Nullable String before, int limit) {
        var end = before == null ? "+" : "(" + before;
        return Entry.all(redis.call("XREVRANGE", keys.poisonSignals(), end, "-", "COUNT", limit));
    }

    /** Forgets replicas that are long gone and have nothing in hand. */
    void tidy() {
        tidy.call(List.of(keys.signals()), List.of(GROUP, FORGOTTEN.toMillis()));
    }
}
