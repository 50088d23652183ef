package io.triggergateway.job;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who works on which job: compare-and-set in Redis, by Redis's time. Every method waits. */
@Singleton
final class Claims {
    /** What hinders a job seldom goes away sooner. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final RedisLink redis;
    private final Keys keys;
    private final Script claim;
    private final Script advance;

    Claims(RedisLink redis, Keys keys, Scripts scripts) {
        this.redis = redis;
        this.keys = keys;
        this.claim = scripts.load("claim-job");
        this.advance = scripts.load("advance-job");
    }

    /** What the one who works on a job hears. */
    enum Word {
        GOES_ON,
        /** It has ended, or somebody else works on it. */
        STOPS
    }

    /** The oldest job of these kinds that nobody works on; empty when there is none. */
    Optional<Job> claim(String owner, Duration takeOverAfter, Collection<String> kinds) {
        var arguments = new ArrayList<Object>(List.of(owner, takeOverAfter.toMillis()));
        arguments.addAll(kinds);
        var reply = claim.call(List.of(keys.partition(0)), arguments);
        return reply.at(0).text().equals("claimed")
                ? JobRecords.read(redis.call("HGETALL", keys.job(reply.at(1).text())))
                : Optional.empty();
    }

    /** Notes what a step has done, if its owner still is who works on the job and nobody has done the step meanwhile. */
    Word advance(String id, String owner, @Nullable String cursor, JobStep step) {
        return write(id, owner, cursor, note(cursor, step));
    }

    /** Leaves a job to whoever comes first. */
    void release(String id, String owner, @Nullable String cursor) {
        write(id, owner, cursor, new Note("release", "", cursor, Progress.NONE, null));
    }

    /** What is written: how the job goes on, and why not. */
    private record Note(
            String verb,
            String sentence,
            @Nullable String next,
            Progress progress,
            @Nullable Long total) {}

    private static Note note(@Nullable String cursor, JobStep step) {
        var progress = step.progress();
        return switch (step) {
            case JobStep.Went went -> new Note("on", "", went.cursor(), progress, went.total());
            case JobStep.Waits waits -> new Note("wait", waits.reason(), waits.cursor(), progress, null);
            case JobStep.Finished finished -> new Note("done", "", cursor, progress, null);
            case JobStep.Failed failed -> new Note("failed", failed.error(), cursor, progress, null);
        };
    }

    private Word write(String id, String owner, @Nullable String cursor, Note note) {
        var progress = note.progress();
        var arguments = new ArrayList<Object>(
                List.of(id, owner, orEmpty(cursor), orEmpty(note.next()), note.verb(), note.sentence()));
        arguments.addAll(List.of(PAUSE.toMillis(), Jobs.KEPT.toMillis()));
        arguments.add(note.total() == null ? "" : note.total());
        arguments.addAll(List.of("done", progress.done(), "skipped", progress.skipped(), "failed", progress.failed()));
        progress.details().forEach((name, count) -> {
            arguments.add(JobRecords.DETAIL + name);
            arguments.add(count);
        });
        var reply = advance.call(List.of(keys.partition(0)), arguments);
        return reply.at(0).text().equals("running") ? Word.GOES_ON : Word.STOPS;
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
