package io.triggergateway.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.Scripts;
import io.triggergateway.telemetry.GivenMetrics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectionTest {
    @TempDir
    static Path directory;

    private static final Keys KEYS = new Keys("tg", 2);
    private static final Place PLACE = new Place("slow", 1);
    private static final String STREAM = KEYS.handoff(1, "slow");
    private static final String ENGINES = "engines";

    private static GivenRedis redis;

    private Inspection inspection;

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
        var streams = GivenStreams.on(redis.link(), KEYS);
        streams.ensure(Set.of("", "slow"));
        inspection = new Inspection(streams, KEYS, new Scripts(redis.link()));
    }

    private static String append() {
        return redis.append(STREAM, "id", "m", "data", "{}");
    }

    private static List<String> append(int count) {
        return IntStream.range(0, count).mapToObj(i -> append()).toList();
    }

    private GroupState group() {
        return inspection.inspect(PLACE).groups().getFirst();
    }

    @Test
    void findsEveryStreamInEveryPartition() {
        assertThat(inspection.places())
                .containsExactlyInAnyOrder(
                        new Place("", 0), new Place("", 1), new Place("slow", 0), new Place("slow", 1));
    }

    @Test
    void tellsWhatAStreamHoldsAndHowFarItsGroupsAre() {
        append(5);
        redis.link().call("SET", KEYS.handoffBytes(1, "slow"), 1234);
        redis.append(KEYS.dead(1, "slow"), "id", "m");
        redis.read(STREAM, ENGINES, "one", 3);
        var state = inspection.inspect(PLACE);

        assertThat(state.length()).isEqualTo(5);
        assertThat(state.bytes()).isEqualTo(1234);
        assertThat(state.deadLetters()).isEqualTo(1);
        var group = group();
        assertThat(group.name()).isEqualTo(ENGINES);
        assertThat(group.unread()).isEqualTo(2);
        assertThat(group.exact()).isTrue();
        assertThat(group.pending()).isEqualTo(3);
        assertThat(group.isIdle()).isFalse();
        assertThat(group.consumers()).singleElement().satisfies(consumer -> {
            assertThat(consumer.name()).isEqualTo("one");
            assertThat(consumer.pending()).isEqualTo(3);
        });
    }

    @Test
    void tellsOfAStreamThatIsNotThere() {
        redis.link().call("FLUSHALL");
        var state = inspection.inspect(PLACE);

        assertThat(state.length()).isZero();
        assertThat(state.groups()).isEmpty();
    }

    @Test
    void agesTheOldestEntryWithoutAcknowledgementAlsoWhenOthersAreDeleted() {
        for (int age : new int[] {5000, 4000, 3000, 2000}) {
            long now = Long.parseLong(redis.link().call("TIME").at(0).text()) * 1000;
            redis.link().call("XADD", STREAM, now - age + "-0", "id", "m");
        }
        var ids = redis.read(STREAM, ENGINES, "one", 3);
        redis.acknowledge(STREAM, ENGINES, ids.getFirst());
        redis.link().call("XDEL", STREAM, ids.get(1));
        assertThat(group().oldest()).isBetween(Duration.ofMillis(3000), Duration.ofMillis(4999));

        redis.acknowledge(STREAM, ENGINES, ids.get(2));
        assertThat(group().oldest()).as("not read yet").isBetween(Duration.ofMillis(2000), Duration.ofMillis(3999));
        redis.read(STREAM, ENGINES, "one", 1).forEach(id -> redis.acknowledge(STREAM, ENGINES, id));
        assertThat(group().oldest()).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 11, 13})
    void countsWhatIsUnreadWhateverWasDeletedOrTrimmed(long seed) {
        var random = new Random(seed);
        for (int step = 0; step < 150; step++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> append(1 + random.nextInt(40));
                case 2 -> redis.read(STREAM, ENGINES, "one", 1 + random.nextInt(60));
                case 3 ->
                    anyOf(redis.ids(STREAM), random).forEach(id -> redis.link().call("XDEL", STREAM, id));
                default ->
                    anyOf(redis.ids(STREAM), random).stream()
                            .limit(1)
                            .forEach(id -> redis.link().call("XTRIM", STREAM, "MINID", id));
            }
            var group = group();
            assertThat(group.exact()).isTrue();
            assertThat(group.unread()).as("step %d of seed %d", step, seed).isEqualTo(reallyUnread());
        }
    }

    private static List<String> anyOf(List<String> ids, Random random) {
        int most = Math.min(ids.size(), 20);
        return random.ints(random.nextInt(5), 0, Math.max(1, most))
                .filter(index -> index < ids.size())
                .mapToObj(ids::get)
                .distinct()
                .toList();
    }

    private static long reallyUnread() {
        var group = redis.link().call("XINFO", "GROUPS", STREAM).at(0);
        for (int i = 0; i < group.size(); i += 2) {
            if (group.at(i).text().equals("last-delivered-id")) {
                return redis.link()
                        .call("XRANGE", STREAM, "(" + group.at(i + 1).text(), "+")
                        .size();
            }
        }
        throw new AssertionError("Expected Redis to tell how far the group is");
    }

    @Test
    void saysWhenBothSidesAreTooLongToCount() {
        var large = "x".repeat(60_000);
        for (int i = 0; i < 500; i++) {
            redis.append(STREAM, "data", large);
        }
        redis.read(STREAM, ENGINES, "one", 250);
        assertThat(group().exact()).isFalse();
        assertThat(group().unread()).isEqualTo(250);

        redis.link().call("XDEL", STREAM, redis.ids(STREAM).getLast());
        assertThat(group().unread()).as("at most what is there").isBetween(249L, 499L);
    }

    @Test
    void tellsGroupsThatNobodyReads() {
        redis.group(STREAM, "audit");
        append();
        redis.read(STREAM, ENGINES, "one", 1).forEach(id -> redis.acknowledge(STREAM, ENGINES, id));
        var groups = inspection.inspect(PLACE).groups();
        var audit = groups.getFirst();
        var engines = groups.getLast();

        assertThat(audit.name()).isEqualTo("audit");
        assertThat(audit.isIdle()).isTrue();
        assertThat(audit.isAbandoned(Duration.ofNanos(-1))).isTrue();
        assertThat(audit.isAbandoned(Duration.ofHours(1))).isFalse();
        assertThat(audit.lastRead()).isNull();
        assertThat(engines.isIdle()).isFalse();
        redis.link().call("XGROUP", "DELCONSUMER", STREAM, ENGINES, "one");
        assertThat(inspection.inspect(PLACE).groups().getLast().isIdle())
                .as("nothing waits")
                .isFalse();
        assertThat(engines.isAbandoned(Duration.ofNanos(-1)))
                .as("nothing to read")
                .isFalse();
    }

    @Test
    void watchTellsMetricsAndTheDoorAndForgetsGroupsThatVanish() {
        var meters = new SimpleMeterRegistry();
        var config = GivenReaders.impatient();
        var backlog = new BacklogAge(config);
        var signals = new SignalStream(redis.link(), KEYS, new Scripts(redis.link()));
        var watch = new HandoffWatch(
                inspection, signals, backlog, new LagHistory(Clock.systemUTC()), GivenMetrics.handoff(meters), config);
        redis.group(STREAM, "audit");
        redis.link().call("XADD", STREAM, "1000-0", "id", "m");
        watch.look();

        assertThat(meters.get("trigger_gateway_handoff_lag")
                        .tags("stream", "slow", "group", "audit", "partition", "1")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(meters.get("trigger_gateway_handoff_length")
                        .tags("stream", "slow", "partition", "1")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(meters.get("trigger_gateway_handoff_length")
                        .tags("stream", "_default", "partition", "0")
                        .gauge()
                        .value())
                .isZero();
        assertThat(meters.get("trigger_gateway_handoff_oldest_unacknowledged_seconds")
                        .tags("group", "audit", "partition", "1", "stream", "slow")
                        .gauge()
                        .value())
                .isGreaterThan(1_000_000_000);
        assertThat(meters.get("trigger_gateway_handoff_abandoned")
                        .tags("group", "audit", "partition", "1", "stream", "slow")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(backlog.isOver(1, "slow")).isTrue();
        assertThat(backlog.isOver(0, "slow")).isFalse();
        assertThat(backlog.isOver(1, "")).isFalse();

        redis.link().call("XGROUP", "DESTROY", STREAM, "audit");
        redis.read(STREAM, ENGINES, "one", 1).forEach(id -> redis.acknowledge(STREAM, ENGINES, id));
        watch.look();
        assertThat(meters.find("trigger_gateway_handoff_lag")
                        .tag("group", "audit")
                        .gauges())
                .isEmpty();
        assertThat(meters.find("trigger_gateway_handoff_lag")
                        .tag("group", ENGINES)
                        .gauges())
                .hasSize(4);
        assertThat(backlog.isOver(1, "slow")).isFalse();
    }

    @Test
    void nobodyIsLateWithoutASetting() {
        var backlog = new BacklogAge(GivenReaders.patient());
        redis.link().call("XADD", STREAM, "1000-0", "id", "m");
        backlog.learn(List.of(inspection.inspect(PLACE)));

        assertThat(backlog.isOver(1, "slow")).isFalse();
    }
}
