package io.triggergateway.job;

import io.triggergateway.payload.Json;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All jobs, for whoever asks for them. Every method waits; for virtual threads. Throws RedisFault when Redis is away. */
@Singleton
public final class Jobs {
    /** How long an ended job can be asked for. */
    static final Duration KEPT = Duration.ofDays(7);

    /** More than people look through. */
    private static final int MOST_KEPT = 500;

    /** More than anyone wants to run at once, and few enough to look at all of them. */
    private static final int MOST_OPEN = 100;

    private static final Duration KEY_KEPT = Duration.ofDays(1);

    private final RedisLink redis;
    private final Keys keys;
    private final JobIds ids;
    private final Script create;
    private final Script end;

    Jobs(RedisLink redis, Keys keys, Scripts scripts, JobIds ids) {
        this.redis = redis;
        this.keys = keys;
        this.ids = ids;
        this.create = scripts.load("create-job");
        this.end = scripts.load("end-job");
    }

    /** Makes a job; some replica takes it up within seconds. */
    public JobCreation create(NewJob wanted) {
        var reply = createOnce(wanted, ids.make());
        return switch (reply.at(0).text()) {
            case "full" -> new JobCreation.Full(MOST_OPEN);
            case "known" -> new JobCreation.Known(require(reply.at(1).text()));
            case "created" -> new JobCreation.Created(require(reply.at(1).text()));
            default -> throw new IllegalStateException("Expected a word of create-job.lua, but got " + reply.at(0));
        };
    }

    /** One job; empty when there is none, or no more. */
    public Optional<Job> find(String id) {
        return JobIds.isId(id) ? JobRecords.read(redis.call("HGETALL", keys.job(id))) : Optional.empty();
    }

    /** True for what the id of a job may be. */
    public static boolean isId(String text) {
        return JobIds.isId(text);
    }

    /**
     * A page of jobs, newest first; what has expired is skipped.
     *
     * @param cursor where the page before ended; null for the first page
     * @param limit at least 1
     */
    public JobPage list(@Nullable String cursor, int limit) {
        var newest = cursor == null ? "+" : "(" + cursor;
        var found = redis.call("ZREVRANGEBYLEX", keys.jobs(), newest, "-", "LIMIT", 0, limit + 1).items().stream()
                .map(Reply::text)
                .toList();
        var page = found.subList(0, Math.min(found.size(), limit));
        return new JobPage(read(page), found.size() > limit ? page.getLast() : null);
    }

    private List<Job> read(List<String> page) {
        var records =
                page.stream().map(id -> redis.send("HGETALL", keys.job(id))).toList();
        if (!records.isEmpty()) {
            RedisLink.await(Future.all(records));
        }
        return records.stream()
                .map(record -> JobRecords.read(record.result()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Cancels a job that runs; removes the record of one that has ended. */
    public JobEnding end(String id) {
        if (!JobIds.isId(id)) {
            return new JobEnding.Unknown();
        }
        var reply = end.call(List.of(keys.partition(0)), List.of(id, KEPT.toMillis()));
        return switch (reply.at(0).text()) {
            case "unknown" -> new JobEnding.Unknown();
            case "removed" -> new JobEnding.Removed();
            case "cancelled" ->
                find(id).<JobEnding>map(JobEnding.Cancelled::new).orElseGet(JobEnding.Unknown::new);
            default -> throw new IllegalStateException("Expected a word of end-job.lua, but got " + reply.at(0));
        };
    }

    /** Once more when nobody knows what came of it: the id tells a repetition. */
    private Reply createOnce(NewJob wanted, String id) {
        var arguments = arguments(wanted, id);
        try {
            return create.call(List.of(keys.partition(0)), arguments);
        } catch (RedisFault fault) {
            if (!fault.worthASecondAttempt()) {
                throw fault;
            }
            return create.call(List.of(keys.partition(0)), arguments);
        }
    }

    private static List<Object> arguments(NewJob wanted, String id) {
        var arguments = new ArrayList<Object>(List.of(id, MOST_OPEN, MOST_KEPT, KEY_KEPT.toMillis()));
        arguments.add(wanted.key() == null ? "" : wanted.kind() + ":" + wanted.trigger() + ":" + wanted.key());
        arguments.addAll(List.of("kind", wanted.kind(), "trigger", wanted.trigger()));
        arguments.addAll(List.of("params", Json.write(wanted.params()), "createdBy", wanted.createdBy()));
        if (wanted.cursor() != null) {
            arguments.addAll(List.of("cursor", Objects.requireNonNull(wanted.cursor())));
        }
        return arguments;
    }

    private Job require(String id) {
        return find(id).orElseThrow(() -> new IllegalStateException("Expected the job %s to be stored".formatted(id)));
    }
}
