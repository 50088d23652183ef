package io.triggergateway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.triggergateway.HandMovedClock;
import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Scripts;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of a kind that does what a test says, before a real Redis. */
class JobsTest {
    @TempDir
    static Path directory;

    private static final Vertx VERTX = Vertx.vertx();
    private static final Keys KEYS = new Keys("tg", 1);
    private static final int MOST_OPEN = 100;

    private static EmbeddedRedis redis;
    private static RedisLink link;

    private final HandMovedClock clock = new HandMovedClock();
    private final Scripted kind = new Scripted();
    private Jobs jobs;
    private JobRunner here;
    private JobRunner there;

    /** Does the steps that it was given, and remembers the cursors. */
    private static final class Scripted implements JobKind {
        private final Deque<JobStep> steps = new ArrayDeque<>();
        private final List<@Nullable String> cursors = new ArrayList<>();
        private Runnable during = () -> {};

        @Override
        public String kind() {
            return "scripted";
        }

        @Override
        public JobStep step(Job job, @Nullable String cursor, int most) {
            cursors.add(cursor);
            during.run();
            return steps.remove();
        }
    }

    private record Settings(int rate, int parallel, Duration takeOverAfter) implements JobConfig {}

    @BeforeAll
    static void startsRedis() {
        redis = EmbeddedRedis.start(directory, 0, "--appendfsync", "no");
        link = RedisLink.to(VERTX, redis.address(), Duration.ofSeconds(20));
    }

    @AfterAll
    static void stopsRedis() {
        VERTX.close();
        redis.stop();
    }

    @BeforeEach
    void forgets() {
        link.call("FLUSHALL");
        jobs = new Jobs(link, KEYS, new Scripts(link), new JobIds(clock, new Random(1)));
        here = runner(2, kind);
        there = runner(3, kind);
    }

    private static JobRunner runner(int seed, JobKind... kinds) {
        var settings = new Settings(100_000, 2, Duration.ofSeconds(10));
        return new JobRunner(new Claims(link, KEYS, new Scripts(link)), List.of(kinds), settings, new Random(seed));
    }

    private Job create(@Nullable String cursor, @Nullable String key) {
        clock.advance(Duration.ofMillis(1));
        var params = JsonNodeFactory.instance.objectNode().put("last", 3);
        return switch (jobs.create(new NewJob("scripted", "orders", params, cursor, "ann", key))) {
            case JobCreation.Created(var job) -> job;
            case JobCreation.Known(var job) -> job;
            case JobCreation.Full full -> throw new AssertionError("full");
        };
    }

    private Job create() {
        return create(null, null);
    }

    private Job now(Job job) {
        return jobs.find(job.id()).orElseThrow();
    }

    /** As if its owner had been killed long ago. */
    private static void forgetsTheOwnerOf(Job job) {
        link.call("HSET", KEYS.job(job.id()), "touchedAt", 0);
    }

    private static Progress done(long count) {
        return new Progress(count, 0, 0, Map.of("replayed", count));
    }

    private void runHere() {
        here.next().orElseThrow().run();
    }

    @Test
    void goesThroughAllStepsAndAddsUpTheirCounts() {
        var job = create("first", null);
        kind.steps.add(new JobStep.Went("second", done(2), 2, 6L));
        kind.steps.add(new JobStep.Went("third", new Progress(1, 1, 1, Map.of("replayed", 1L, "gone", 1L)), 1, null));
        kind.steps.add(new JobStep.Finished(done(1), 1));

        runHere();

        assertThat(kind.cursors).containsExactly("first", "second", "third");
        var ended = now(job);
        assertThat(ended.status()).isEqualTo(JobStatus.DONE);
        assertThat(ended.progress()).isEqualTo(new Progress(4, 1, 1, Map.of("replayed", 4L, "gone", 1L)));
        assertThat(ended.total()).isEqualTo(6);
        assertThat(ended.startedAt()).isNotNull();
        assertThat(ended.endedAt()).isNotNull();
        assertThat(ended.createdBy()).isEqualTo("ann");
        assertThat(link.call("PTTL", KEYS.job(job.id())).number()).isPositive();
        assertThat(here.next()).isEmpty();
    }

    @Test
    void startsWithoutACursor() {
        var job = create();
        kind.steps.add(new JobStep.Finished(Progress.NONE, 0));
        runHere();
        assertThat(kind.cursors).hasSize(1).containsOnlyNulls();
        assertThat(now(job).status()).isEqualTo(JobStatus.DONE);
    }

    @Test
    void belongsToOneAtATimeUntilThatOneIsSilent() {
        var job = create();
        assertThat(here.next()).isPresent();
        assertThat(there.next()).isEmpty();
        assertThat(here.next()).isEmpty();
        forgetsTheOwnerOf(job);
        assertThat(there.next()).isPresent();
    }

    @Test
    void repeatsTheStepOfOneThatDiedAndCountsItOnce() {
        var job = create("first", null);
        kind.steps.add(new JobStep.Went("second", done(2), 2, null));
        kind.steps.add(new JobStep.Went("third", done(2), 2, null));
        kind.during = () -> {
            if (kind.cursors.size() == 2) {
                throw new AssertionError("killed");
            }
        };
        assertThatThrownBy(this::runHere).hasMessage("killed");
        forgetsTheOwnerOf(job);
        kind.steps.add(new JobStep.Finished(done(1), 1));

        there.next().orElseThrow().run();

        assertThat(kind.cursors).containsExactly("first", "second", "second", "third");
        assertThat(now(job).progress()).isEqualTo(done(5));
    }

    @Test
    void whoeverWasThoughtDeadStopsAndItsStepDoesNotCount() {
        var job = create("first", null);
        var late = here.next().orElseThrow();
        forgetsTheOwnerOf(job);
        kind.steps.add(new JobStep.Finished(done(3), 3));
        there.next().orElseThrow().run();

        kind.steps.add(new JobStep.Went("second", done(3), 3, null));
        kind.steps.add(new JobStep.Finished(done(3), 3));
        late.run();

        assertThat(now(job).progress()).isEqualTo(done(3));
        assertThat(kind.steps).hasSize(1);
    }

    @Test
    void countsTheStepDuringWhichItWasCancelledAndThenStops() {
        var job = create();
        kind.during = () -> assertThat(jobs.end(job.id())).isInstanceOf(JobEnding.Cancelled.class);
        kind.steps.add(new JobStep.Went("second", done(2), 2, null));
        kind.steps.add(new JobStep.Finished(done(1), 1));

        runHere();

        assertThat(now(job).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(now(job).progress()).isEqualTo(done(2));
        assertThat(kind.steps).hasSize(1);
        assertThat(there.next()).isEmpty();
    }

    @Test
    void isNeverBegunOnceItWasCancelled() {
        var job = create();
        jobs.end(job.id());
        assertThat(here.next()).isEmpty();
        assertThat(now(job).status()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void removesWhatHasEnded() {
        var job = create();
        jobs.end(job.id());
        assertThat(jobs.end(job.id())).isInstanceOf(JobEnding.Removed.class);
        assertThat(jobs.find(job.id())).isEmpty();
        assertThat(jobs.list(null, 10).jobs()).isEmpty();
        assertThat(jobs.end(job.id())).isInstanceOf(JobEnding.Unknown.class);
        assertThat(jobs.end("nonsense")).isInstanceOf(JobEnding.Unknown.class);
    }

    @Test
    void waitsWithAReasonAndLeavesItsPlaceToOthers() {
        var job = create("first", null);
        kind.steps.add(new JobStep.Waits("second", done(1), 1, "The engines lag"));
        runHere();

        assertThat(now(job).status()).isEqualTo(JobStatus.RUNNING);
        assertThat(now(job).waiting()).isEqualTo("The engines lag");
        assertThat(now(job).document().path("waiting").asText()).isEqualTo("The engines lag");
        assertThat(here.next()).isEmpty();

        link.call("HSET", KEYS.job(job.id()), "notBefore", 0);
        kind.steps.add(new JobStep.Went("third", done(1), 1, null));
        kind.steps.add(new JobStep.Finished(Progress.NONE, 0));
        there.next().orElseThrow().run();

        assertThat(kind.cursors).containsExactly("first", "second", "third");
        assertThat(now(job).waiting()).isNull();
        assertThat(now(job).progress()).isEqualTo(done(2));
    }

    @Test
    void saysThatItHasNotBegun() {
        assertThat(create().document().path("waiting").asText()).contains("other jobs");
    }

    @Test
    void failsWithItsReason() {
        var job = create();
        kind.steps.add(new JobStep.Failed(done(1), 1, "The trigger was removed"));
        runHere();
        assertThat(now(job).status()).isEqualTo(JobStatus.FAILED);
        assertThat(now(job).error()).isEqualTo("The trigger was removed");
        assertThat(now(job).progress()).isEqualTo(done(1));
    }

    @Test
    void failsWhenItsCodeDoes() {
        var job = create();
        kind.during = () -> {
            throw new CancellationException("a secret");
        };
        runHere();
        assertThat(now(job).status()).isEqualTo(JobStatus.FAILED);
        assertThat(now(job).error()).contains("log").doesNotContain("secret");
    }

    @Test
    void isLeftToOthersWhenTheReplicaStops() throws InterruptedException {
        var job = create("first", null);
        kind.steps.add(new JobStep.Went("second", done(1), 1, null));
        kind.steps.add(new JobStep.Finished(done(1), 1));
        var run = here.next().orElseThrow();
        here.stop(new io.quarkus.runtime.ShutdownEvent());
        run.run();

        assertThat(kind.steps).hasSize(1);
        there.next().orElseThrow().run();
        assertThat(now(job).status()).isEqualTo(JobStatus.DONE);
        assertThat(now(job).progress()).isEqualTo(done(2));
    }

    @Test
    void isLeftAloneByReplicasThatDoNotKnowItsKind() {
        create();
        assertThat(runner(4).next()).isEmpty();
    }

    @Test
    void goesOnWithTheOldestFirst() {
        var old = create();
        create();
        kind.steps.add(new JobStep.Finished(Progress.NONE, 0));
        runHere();
        assertThat(now(old).status()).isEqualTo(JobStatus.DONE);
    }

    @Test
    void isMadeOncePerKey() {
        var job = create(null, "once");
        assertThat(create(null, "once").id()).isEqualTo(job.id());
        assertThat(create(null, "twice").id()).isNotEqualTo(job.id());
        assertThat(create().id()).isNotEqualTo(create().id());
    }

    @Test
    void listsTheNewestFirst() {
        var first = create();
        var second = create();
        var third = create();
        var page = jobs.list(null, 2);
        assertThat(page.jobs()).extracting(Job::id).containsExactly(third.id(), second.id());
        var rest = jobs.list(page.nextCursor(), 2);
        assertThat(rest.jobs()).extracting(Job::id).containsExactly(first.id());
        assertThat(rest.nextCursor()).isNull();
    }

    @Test
    void refusesMoreThanAreLookedThrough() {
        for (int i = 0; i < MOST_OPEN; i++) {
            create();
        }
        var one = new NewJob("scripted", "orders", JsonNodeFactory.instance.objectNode(), null, "ann", null);
        assertThat(jobs.create(one)).isEqualTo(new JobCreation.Full(MOST_OPEN));
        jobs.end(jobs.list(null, 1).jobs().getFirst().id());
        clock.advance(Duration.ofMillis(1));
        assertThat(jobs.create(one)).isInstanceOf(JobCreation.Created.class);
    }

    @Test
    void keepsABoundedNumberOfThoseThatEnded() {
        var first = create();
        for (int i = 0; i < 600; i++) {
            jobs.end(create().id());
        }
        assertThat(link.call("ZCARD", KEYS.jobs()).number()).isEqualTo(500);
        assertThat(now(first).status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void dropsFromTheListWhatHasExpired() {
        var old = create();
        jobs.end(old.id());
        link.call("DEL", KEYS.job(old.id()));
        var fresh = create();
        assertThat(jobs.list(null, 10).jobs()).extracting(Job::id).containsExactly(fresh.id());
        assertThat(link.call("ZCARD", KEYS.jobs()).number()).isEqualTo(1);
    }
}
