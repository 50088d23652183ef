package io.triggergateway.scheduler;

import static io.triggergateway.scheduler.Looks.eventually;
import static io.triggergateway.scheduler.Looks.everySecondLike;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.common.annotation.Identifier;
import io.triggergateway.faults.OnTroubledRedis;
import io.triggergateway.faults.RawRedis;
import io.triggergateway.faults.TroubledRedis;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A schedule that fires every second while Redis is in trouble: none is lost and none fires twice. */
@QuarkusTest
@TestProfile(OnTroubledRedis.class)
class ScheduleTroubleTest {
    private static final String NAME = "trouble.tick";
    private static final String TICK = "interval: 1s, catchUp: { policy: all, window: 1d, max: 10000 }";
    private static final Duration OUTAGE = Duration.ofSeconds(2);

    private final GivenSchedules schedules;
    private final TroubledRedis redis;

    ScheduleTroubleTest(GivenSchedules schedules, @Identifier("troubled") TroubledRedis redis) {
        this.schedules = schedules;
        this.redis = redis;
    }

    @BeforeEach
    void fires() {
        eventually(() -> {
            schedules.register(NAME, TICK);
            return true;
        });
        eventually(() -> schedules.slots(NAME).size() > 1);
    }

    @AfterEach
    void heals() throws IOException {
        redis.proxy().heal();
        eventually(() -> {
            schedules.delete(NAME);
            return true;
        });
        raw("DEL", "tg:{0}:handoff");
    }

    private String raw(String... command) throws IOException {
        try (var connection = RawRedis.connect(redis.server().port())) {
            return connection.call(command);
        }
    }

    private List<Instant> firedSince(int count) {
        int known = slots().size();
        eventually(() -> schedules.slots(NAME).size() > known + count);
        return slots();
    }

    /** The test reads over connections that are cut as well. */
    private List<Instant> slots() {
        var found = new ArrayList<Instant>();
        eventually(() -> {
            found.clear();
            return found.addAll(schedules.slots(NAME));
        });
        return found;
    }

    private void waitsUntil(Instant time) throws IOException {
        try (var connection = RawRedis.connect(redis.server().port())) {
            var until = Long.toString(time.getEpochSecond());
            while (connection
                    .call("EVAL", "return redis.call('TIME')[1] < ARGV[1] and 0 or 1", "0", until)
                    .equals(":0")) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void firesOnceThoughAnswersAreLost() {
        for (int i = 0; i < 3; i++) {
            for (int command = 1; command <= 3; command++) {
                redis.proxy().swallowReply("EVALSHA", command);
            }
            var fired = firedSince(0);
            assertThat(fired).containsExactlyElementsOf(everySecondLike(fired));
        }
    }

    @Test
    void catchesUpOnWhatCameWhileRedisWasSilent() throws Exception {
        var last = schedules.slots(NAME).getLast();

        redis.proxy().blackHole();
        waitsUntil(last.plus(OUTAGE));
        redis.proxy().heal();

        eventually(() -> schedules.slots(NAME).contains(last.plus(OUTAGE)));
        var fired = schedules.slots(NAME);
        assertThat(fired).containsExactlyElementsOf(everySecondLike(fired));
    }

    @Test
    void catchesUpWhenRedisHasRestartedOnItsData() {
        for (int i = 0; i < 2; i++) {
            redis.server().stop();
            redis.server().restart();
            var fired = eventuallyFiredMore();
            assertThat(fired).containsExactlyElementsOf(everySecondLike(fired));
        }
    }

    private List<Instant> eventuallyFiredMore() {
        var known = new int[] {-1};
        eventually(() -> {
            int now = schedules.slots(NAME).size();
            known[0] = known[0] < 0 ? now : known[0];
            return now > known[0] + 1;
        });
        return schedules.slots(NAME);
    }

    @Test
    void firesOnThoughRedisForgetsItsScripts() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(raw("SCRIPT", "FLUSH", "SYNC")).isEqualTo("+OK");
            var fired = firedSince(0);
            assertThat(fired).containsExactlyElementsOf(everySecondLike(fired));
        }
    }

    @Test
    void plansAllTheSameWhenRedisFailsHalfWay() {
        for (int i = 0; i < 20; i++) {
            var name = "trouble.half-" + i;
            redis.proxy().refuse("HMGET", 1 + i % 3, "-LOADING not yet");
            eventually(() -> {
                schedules.register(name, "interval: 1h");
                return true;
            });
        }
        for (int i = 0; i < 20; i++) {
            var name = "trouble.half-" + i;
            eventually(() -> schedules.isDue(name));
        }
    }

    @Test
    void firesLateWhatCameWhileMemoryWasFull() throws Exception {
        var last = schedules.slots(NAME).getLast();
        raw("CONFIG", "SET", "maxmemory", "1");
        try {
            waitsUntil(last.plus(OUTAGE));
        } finally {
            raw("CONFIG", "SET", "maxmemory", "0");
        }

        eventually(() -> schedules.slots(NAME).contains(last.plus(OUTAGE)));
        var fired = schedules.slots(NAME);
        assertThat(fired).containsExactlyElementsOf(everySecondLike(fired));
    }
}
