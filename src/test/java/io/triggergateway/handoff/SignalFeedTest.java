package io.triggergateway.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.faults.RedisProxy;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Scripts;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalFeedTest {
    @TempDir
    static Path directory;

    private static final Keys KEYS = new Keys("tg", 1);
    private static final String SIGNALS = KEYS.signals();
    private static final String POISON = KEYS.poisonSignals();
    private static final String GROUP = "gateway";
    private static final SignalVerdict DONE = new SignalVerdict.Done();
    private static final int MANY = 500;

    private static GivenRedis redis;

    private final Random random = new Random(1);
    private final List<SignalFeed> feeds = new ArrayList<>();
    private final Map<Signal, AtomicInteger> handled = new ConcurrentHashMap<>();

    /** Counts what it gets, and answers as it is told. */
    private record Counting(Map<Signal, AtomicInteger> counts, Function<Signal, Future<SignalVerdict>> answer)
            implements SignalHandler {
        @Override
        public boolean handles(Signal signal) {
            return signal instanceof Signal.RunEnded;
        }

        @Override
        public Future<SignalVerdict> handle(Signal signal) {
            counts.computeIfAbsent(signal, first -> new AtomicInteger()).incrementAndGet();
            return answer.apply(signal);
        }
    }

    @BeforeAll
    static void startsRedis() {
        redis = GivenRedis.in(directory);
    }

    @AfterAll
    static void stopsRedis() {
        redis.close();
    }

    @BeforeEach
    void forgets() {
        redis.link().call("FLUSHALL");
    }

    @AfterEach
    void stopsFeeds() {
        feeds.forEach(SignalFeed::stop);
    }

    private SignalFeed feed(RedisLink link, Function<Signal, Future<SignalVerdict>> answer) {
        var signals = new Signals(List.of(new Counting(handled, answer)));
        var stream = new SignalStream(link, KEYS, new Scripts(link));
        var feed = new SignalFeed(stream, signals, GivenReaders.impatient(), random);
        feeds.add(feed);
        feed.start();
        return feed;
    }

    private SignalFeed feed() {
        return feed(redis.link(), signal -> Future.succeededFuture(DONE));
    }

    private static Signal ended(String runId) {
        return new Signal.RunEnded(runId, Signal.RunStatus.COMPLETED);
    }

    private static String report(String runId) {
        return redis.append(SIGNALS, "type", "run-completed", "runId", runId);
    }

    private static boolean allSettled() {
        return redis.ids(SIGNALS).isEmpty() && redis.pending(SIGNALS, GROUP).isEmpty();
    }

    @Test
    void handlesWhatWasReportedBeforeAnybodyReadAndWhileSomebodyReads() {
        report("before");
        feed();
        redis.eventually(() -> handled.containsKey(ended("before")));
        report("after");
        redis.eventually(() -> handled.containsKey(ended("after")));
        redis.eventually(SignalFeedTest::allSettled);

        assertThat(redis.exists(POISON)).isFalse();
    }

    @Test
    void losesNothingWhenTwoReplicasReadAndOneStops() {
        feed();
        var other = feed();
        for (int i = 0; i < MANY; i++) {
            report("r" + i);
            if (i == MANY / 2) {
                other.stop();
            }
        }
        redis.eventually(() -> handled.size() == MANY);
        redis.eventually(SignalFeedTest::allSettled);

        assertThat(redis.exists(POISON)).isFalse();
    }

    @Test
    void takesOverWhatADeadReplicaHad() {
        redis.group(SIGNALS, GROUP);
        report("orphan");
        redis.read(SIGNALS, GROUP, "dead-replica", 1);
        feed();
        redis.eventually(() -> handled.containsKey(ended("orphan")));
        redis.eventually(SignalFeedTest::allSettled);
    }

    @Test
    void makesItsGroupAgainWhenItIsGone() {
        feed();
        report("one");
        redis.eventually(() -> handled.containsKey(ended("one")));
        redis.eventually(SignalFeedTest::allSettled);
        redis.link().call("XGROUP", "DESTROY", SIGNALS, GROUP);
        report("two");
        redis.eventually(() -> handled.containsKey(ended("two")));
        redis.link().call("FLUSHALL");
        report("three");
        redis.eventually(() -> handled.containsKey(ended("three")));
    }

    @Test
    void settlesASignalOnceAlsoWhenTwoReplicasHadIt() {
        redis.group(SIGNALS, GROUP);
        var id = report("twice");
        redis.read(SIGNALS, GROUP, "slow-replica", 1);
        var stream = new SignalStream(redis.link(), KEYS, new Scripts(redis.link()));
        RedisLink.await(stream.setAside(id, "one"));
        RedisLink.await(stream.setAside(id, "other"));

        assertThat(redis.entries(POISON)).hasSize(1);
        assertThat(allSettled()).isTrue();
    }

    @Test
    void keepsAboutTheNewestThousandOfThoseSetAside() {
        redis.group(SIGNALS, GROUP);
        var stream = new SignalStream(redis.link(), KEYS, new Scripts(redis.link()));
        var last = "";
        for (int i = 0; i < 1300; i++) {
            last = redis.append(SIGNALS, "type", "x".repeat(10_000));
            redis.read(SIGNALS, GROUP, "one", 1);
            RedisLink.await(stream.setAside(last, "too many"));
        }

        assertThat(stream.setAside()).isBetween(1000L, 1200L);
        assertThat(stream.setAside(null, 1).getFirst().fields().get("type")).hasSize(4096);
        assertThat(redis.entries(POISON).getLast()).containsEntry("poison.id", last);
    }

    @Test
    void forgetsReplicasThatAreGoneAndKeepsThoseThatHoldSomething() {
        redis.group(SIGNALS, GROUP);
        report("held");
        redis.read(SIGNALS, GROUP, "holds", 1);
        redis.link().call("XGROUP", "CREATECONSUMER", SIGNALS, GROUP, "new");
        var tidy = new Scripts(redis.link()).load("tidy-consumers");

        assertThat(tidy.call(List.of(SIGNALS), List.of(GROUP, 60_000)).number()).isZero();
        assertThat(tidy.call(List.of(SIGNALS), List.of(GROUP, -1)).number()).isEqualTo(1);
        assertThat(redis.pending(SIGNALS, GROUP)).hasSize(1);
    }

    @Test
    void setsAsideWhatIsNotUnderstoodOrRefusedOrAsksForWhatIsNotThere() {
        feed(
                redis.link(),
                signal -> Future.succeededFuture(
                        signal.equals(ended("bad")) ? new SignalVerdict.Refused("Expected another run") : DONE));
        var id = redis.append(SIGNALS, "type", "dance");
        redis.append(SIGNALS, "nothing", "known");
        redis.append(SIGNALS, "type", "run-failed", "runId", "not a name");
        redis.append(SIGNALS, "type", "emit", "trigger", "orders", "data", "{");
        redis.append(SIGNALS, "type", "emit", "trigger", "orders", "data", "{}");
        redis.append(SIGNALS, "type", "await", "runId", "r", "stepId", "s", "body", "{}");
        report("bad");
        report("good");
        redis.eventually(() -> handled.containsKey(ended("good")));
        redis.eventually(SignalFeedTest::allSettled);

        var poison = redis.entries(POISON);
        assertThat(poison)
                .extracting(fields -> fields.get("poison.reason"))
                .satisfiesExactlyInAnyOrder(
                        reason -> assertThat(reason).contains("'dance'"),
                        reason -> assertThat(reason).contains("''"),
                        reason -> assertThat(reason).startsWith("runId: "),
                        reason -> assertThat(reason).startsWith("data: "),
                        reason -> assertThat(reason).contains("emits"),
                        reason -> assertThat(reason).contains("awaits"),
                        reason -> assertThat(reason).isEqualTo("Expected another run"));
        assertThat(poison)
                .anySatisfy(fields ->
                        assertThat(fields).containsEntry("type", "dance").containsEntry("poison.id", id));
    }

    @Test
    void triesAgainWhatFailsAndGivesUpOnABugOnly() {
        var away = redis.linkTo("redis://127.0.0.1:1");
        int attempts = GivenReaders.impatient().maxDeliveries() + 1;
        feed(redis.link(), signal -> {
            if (signal.equals(ended("bug"))) {
                throw new IllegalStateException("a bug");
            }
            return handled.get(signal).get() <= attempts
                    ? away.send("PING").map(never -> DONE)
                    : Future.succeededFuture(DONE);
        });
        report("bug");
        report("patience");
        redis.eventually(SignalFeedTest::allSettled);

        assertThat(redis.entries(POISON)).hasSize(1);
        assertThat(redis.entries(POISON).getFirst()).containsEntry("runId", "bug");
        assertThat(handled.get(ended("bug"))).hasValue(attempts - 1);
        assertThat(handled.get(ended("patience"))).hasValue(attempts + 1);
    }

    @Test
    void survivesARedisThatIsAwayAndBreaksItsConnections() throws IOException {
        try (var proxy = RedisProxy.before(redis.server().port())) {
            feed(redis.linkTo(proxy.address()), signal -> Future.succeededFuture(DONE));
            report("first");
            redis.eventually(() -> handled.containsKey(ended("first")));
            proxy.refuse("EVALSHA", 1, "-OOM command not allowed when used memory > 'maxmemory'");
            proxy.swallowReply("XREADGROUP", 1);
            report("second");
            redis.eventually(() -> handled.containsKey(ended("second")));
            proxy.cutAll();
            report("third");
            redis.eventually(() -> handled.containsKey(ended("third")));
            redis.eventually(SignalFeedTest::allSettled);
        }
    }

    @Test
    void survivesARestartOfRedis() {
        feed();
        report("before");
        redis.eventually(() -> handled.containsKey(ended("before")));
        redis.server().restart();
        redis.eventually(() -> !report("after").isEmpty());
        redis.eventually(() -> handled.containsKey(ended("after")));
        redis.eventually(SignalFeedTest::allSettled);
    }
}
