package io.triggergateway.awaits;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What firings have left to be matched, in a stream that all replicas read as one consumer: each entry goes to one of
 * them, and to another when that one has not finished it in time. Every method waits.
 */
@Singleton
final class MatchList {
    /** A replica that has stopped half-way holds up what it had for so long; one that is merely slow does no harm. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String GROUP = "replicas";
    private static final String CONSUMER = "any";
    private static final int PAGE = 20;

    private final RedisLink redis;
    private final Keys keys;
    private final Matcher matcher;

    MatchList(RedisLink redis, Keys keys, Matcher matcher) {
        this.redis = redis;
        this.keys = keys;
        this.matcher = matcher;
    }

    /** Makes the stream and its group, unless they are there. */
    void prepare(int partition) {
        try {
            redis.call("XGROUP", "CREATE", keys.awaitMatches(partition), GROUP, "0", "MKSTREAM");
        } catch (RedisFault fault) {
            if (fault.kind() != RedisFault.Kind.BROKEN) {
                throw fault;
            }
            // Redis has no better word for a group that is there already; another fault comes up when it is read.
        }
    }

    /** Matches what nobody has taken yet; true when there may be more. */
    boolean takeNew(int partition) {
        var key = keys.awaitMatches(partition);
        var reply = redis.call("XREADGROUP", "GROUP", GROUP, CONSUMER, "COUNT", PAGE, "STREAMS", key, ">");
        return reply.size() > 0 && match(partition, reply.at(0).at(1).items());
    }

    /** Matches what another replica has taken and not finished within {@code patience}; true when there may be more. */
    boolean takeOver(int partition, Duration patience) {
        var key = keys.awaitMatches(partition);
        var reply = redis.call("XAUTOCLAIM", key, GROUP, CONSUMER, patience.toMillis(), "0-0", "COUNT", PAGE);
        return match(partition, reply.at(1).items());
    }

    private boolean match(int partition, List<Reply> entries) {
        for (var entry : entries) {
            var fields = fields(entry.at(1));
            matcher.match(
                    partition, happened(fields), List.of(text(fields, "buckets").split(" ")));
            finish(partition, entry.at(0).text());
        }
        return entries.size() == PAGE;
    }

    /** In this order: an entry that is gone drops out of what is pending by itself. */
    private void finish(int partition, String id) {
        redis.call("XDEL", keys.awaitMatches(partition), id);
        redis.call("XACK", keys.awaitMatches(partition), GROUP, id);
    }

    private static Happened happened(Map<String, byte[]> fields) {
        var data = fields.getOrDefault("data", new byte[0]);
        var payload = fields.getOrDefault("payload", new byte[0]);
        return new Happened(
                text(fields, "trigger"),
                text(fields, "firing"),
                LogPosition.of(text(fields, "position")),
                Instant.ofEpochMilli(Long.parseLong(text(fields, "time"))),
                payload.length == 0 ? data : payload,
                data,
                fields.getOrDefault("meta", new byte[0]),
                text(fields, "traceparent"));
    }

    private static Map<String, byte[]> fields(Reply pairs) {
        var fields = new HashMap<String, byte[]>();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            fields.put(pairs.at(i).text(), pairs.at(i + 1).bytes());
        }
        return fields;
    }

    private static String text(Map<String, byte[]> fields, String name) {
        return new String(fields.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }
}
