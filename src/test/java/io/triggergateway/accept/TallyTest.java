package io.triggergateway.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.HandMovedClock;
import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Scripts;
import io.triggergateway.trigger.FiringStatus;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallyTest {
    private static final Keys KEYS = new Keys("tg", 1);
    private static final int WINDOW = 720;

    @TempDir
    static Path directory;

    private static final Vertx VERTX = Vertx.vertx();

    private static EmbeddedRedis redis;
    private static RedisLink link;

    private final HandMovedClock clock = new HandMovedClock();
    private final long hour = clock.millis() / 3_600_000;
    private Tally tally;

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
        link.call("HSET", KEYS.trigger(0, "orders"), "generation", 1, "version", 1, "enabled", 1);
        tally = new Tally(KEYS, new Scripts(link), clock);
    }

    @Test
    void countsByHourAndStatusForTheTriggerAndForAll() {
        fires("orders", FiringStatus.ACCEPTED);
        fires("orders", FiringStatus.ACCEPTED);
        fires("orders", FiringStatus.PENDING);
        repeats("orders");
        tally.rejected(0, "orders");
        tally.flush();

        assertThat(stats("orders"))
                .containsEntry(hour + ":accepted", "2")
                .containsEntry(hour + ":pending", "1")
                .containsEntry(hour + ":duplicate", "1")
                .containsEntry(hour + ":rejected", "1")
                .containsEntry("last", Long.toString(clock.millis()));
        assertThat(stats("")).isEqualTo(stats("orders"));
    }

    @Test
    void addsToWhatIsThere() {
        fires("orders", FiringStatus.ACCEPTED);
        tally.flush();
        fires("orders", FiringStatus.ACCEPTED);
        tally.flush();
        tally.flush();

        assertThat(stats("orders")).containsEntry(hour + ":accepted", "2");
    }

    @Test
    void countsEachHourByItselfAndForgetsWhatIsBeyondTheWindow() {
        fires("orders", FiringStatus.ACCEPTED);
        tally.flush();
        clock.advance(Duration.ofHours(WINDOW - 1));
        fires("orders", FiringStatus.IGNORED);
        tally.flush();
        assertThat(stats("orders"))
                .containsEntry(hour + ":accepted", "1")
                .containsEntry((hour + WINDOW - 1) + ":ignored", "1");

        clock.advance(Duration.ofHours(1));
        tally.rejected(0, "orders");
        tally.flush();

        assertThat(stats("orders").keySet())
                .containsExactly((hour + WINDOW - 1) + ":ignored", (hour + WINDOW) + ":rejected", "hour", "last");
    }

    @Test
    void keepsAsManyFieldsHoweverLongItRuns() {
        for (int i = 0; i < 2 * WINDOW; i++) {
            fires("orders", FiringStatus.ACCEPTED);
            tally.flush();
            clock.advance(Duration.ofHours(1));
        }

        assertThat(stats("orders")).hasSize(WINDOW + 2);
        assertThat(stats("")).hasSize(WINDOW + 2);
    }

    @Test
    void aLateReplicaDoesNotTurnTheTimeBack() {
        fires("orders", FiringStatus.ACCEPTED);
        tally.flush();
        clock.advance(Duration.ofHours(-2));
        fires("orders", FiringStatus.ACCEPTED);
        tally.flush();

        assertThat(stats("orders"))
                .containsEntry("hour", Long.toString(hour))
                .containsEntry("last", Long.toString(clock.millis() + 7_200_000))
                .containsEntry((hour - 2) + ":accepted", "1");
    }

    @Test
    void losesNoneOfManyAtOnce() throws Exception {
        int threads = 4;
        int each = 2_000;
        try (var executor = Executors.newFixedThreadPool(threads + 1)) {
            for (int i = 0; i < threads; i++) {
                executor.submit(() -> {
                    for (int n = 0; n < each; n++) {
                        fires("orders", FiringStatus.ACCEPTED);
                    }
                });
            }
            executor.submit(() -> {
                for (int n = 0; n < 200; n++) {
                    tally.flush();
                }
            });
        }
        tally.flush();

        assertThat(stats("orders")).containsEntry(hour + ":accepted", Integer.toString(threads * each));
    }

    @Test
    void keepsWhatCannotBeWrittenForLater() {
        fires("orders", FiringStatus.ACCEPTED);
        link.call("CONFIG", "SET", "maxmemory", "1");
        try {
            tally.flush();
            fires("orders", FiringStatus.ACCEPTED);
            tally.flush();
        } finally {
            link.call("CONFIG", "SET", "maxmemory", "0");
        }
        assertThat(stats("orders")).isEmpty();

        tally.flush();

        assertThat(stats("orders")).containsEntry(hour + ":accepted", "2");
    }

    @Test
    void doesNotBringBackADeletedTrigger() {
        link.call("HSET", KEYS.trigger(0, "orders"), "enabled", "deleted");
        fires("orders", FiringStatus.ACCEPTED);
        fires("unknown", FiringStatus.ACCEPTED);
        tally.flush();

        assertThat(stats("orders")).isEmpty();
        assertThat(stats("unknown")).isEmpty();
        assertThat(stats("")).containsEntry(hour + ":accepted", "2");
    }

    @Test
    void knowsWhichTriggersFiredLast() {
        link.call("HSET", KEYS.trigger(0, "invoices"), "generation", 1, "version", 1, "enabled", 1);
        fires("orders", FiringStatus.ACCEPTED);
        repeats("invoices");
        tally.flush();
        assertThat(firedLast()).containsExactly("orders");

        clock.advance(Duration.ofHours(1));
        fires("invoices", FiringStatus.IGNORED);
        tally.flush();
        assertThat(firedLast()).containsExactly("invoices", "orders");

        link.call("HSET", KEYS.trigger(0, "invoices"), "enabled", "deleted");
        clock.advance(Duration.ofHours(1));
        fires("orders", FiringStatus.ACCEPTED);
        fires("invoices", FiringStatus.ACCEPTED);
        tally.flush();
        assertThat(firedLast()).containsExactly("orders");
    }

    private static List<String> firedLast() {
        return link.call("ZREVRANGEBYSCORE", KEYS.fired(0), "+inf", "-inf").items().stream()
                .map(Reply::text)
                .toList();
    }

    @Test
    void tellsOnceWhichTriggersHaveFired() {
        fires("orders", FiringStatus.ACCEPTED);
        fires("orders", FiringStatus.ACCEPTED);
        repeats("invoices");

        assertThat(tally.takeFired()).containsExactly(new Tally.Fired(0, "orders"));
        assertThat(tally.takeFired()).isEmpty();
    }

    private void fires(String trigger, FiringStatus status) {
        note(trigger, status, false);
    }

    private void repeats(String trigger) {
        note(trigger, FiringStatus.ACCEPTED, true);
    }

    private void note(String trigger, FiringStatus status, boolean duplicate) {
        Instant now = clock.instant();
        tally.note(
                0,
                new AcceptOutcome.Stored(List.of(new AcceptOutcome.StoredFiring(
                        trigger, "f0-1", now, status, List.of(), duplicate, false, false))));
    }

    private static Map<String, String> stats(String trigger) {
        var fields = new TreeMap<String, String>();
        var reply = link.call("HGETALL", KEYS.stats(0, trigger));
        for (int i = 0; i < reply.size(); i += 2) {
            fields.put(reply.at(i).text(), reply.at(i + 1).text());
        }
        return fields;
    }
}
