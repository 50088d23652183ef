package io.triggergateway.firing;

import static io.triggergateway.firing.Given.ROOT;
import static io.triggergateway.firing.Given.as;
import static io.triggergateway.firing.Given.webhook;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics over HTTP; how they are gathered and added up is tested where it is done. */
@QuarkusTest
class StatisticsTest {
    private final RedisLink redis;
    private final Keys keys;
    private final Clock clock;

    StatisticsTest(RedisLink redis, Keys keys, Clock clock) {
        this.redis = redis;
        this.keys = keys;
        this.clock = clock;
    }

    @Test
    void tellsWhatATriggerHasFiredAndRefused() {
        webhook("stats.one", "");
        long hour = clock.millis() / 3_600_000;
        redis.call("HSET", keys.stats(0, "stats.one"), hour + ":accepted", 3, hour + ":rejected", 1);
        redis.call("HSET", keys.stats(0, "stats.one"), "last", clock.millis(), "hour", hour);

        as("viewer")
                .get(ROOT + "stats.one/stats?hours=2")
                .then()
                .statusCode(200)
                .body("trigger", equalTo("stats.one"))
                .body("lastHour.accepted", greaterThanOrEqualTo(3))
                .body("last24Hours.accepted", equalTo(3))
                .body("last30Days.rejected", equalTo(1))
                .body("last30Days.duplicate", equalTo(0))
                .body("successShare", equalTo(0.75f))
                .body("hours", hasSize(2));
    }

    @Test
    void tellsOfATriggerThatHasNeverFired() {
        webhook("stats.none", "");
        as("viewer")
                .get(ROOT + "stats.none/stats")
                .then()
                .statusCode(200)
                .body("lastFire", nullValue())
                .body("successShare", nullValue())
                .body("hours", hasSize(24));
        as("viewer").get(ROOT + "stats.nobody/stats").then().statusCode(404);
    }

    @Test
    void tellsOfAllTriggersTogether() {
        long hour = clock.millis() / 3_600_000;
        redis.call("HINCRBY", keys.stats(0, ""), hour + ":skipped", 5);

        as("viewer")
                .get(ROOT + "stats?hours=720")
                .then()
                .statusCode(200)
                .body("last24Hours.skipped", greaterThanOrEqualTo(5))
                .body("hours", hasSize(720));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "721", "-1", "1.5", "x", "99999999999"})
    void refusesHoursThatAreNotKept(String hours) {
        as("viewer").get(ROOT + "stats?hours=" + hours).then().statusCode(400);
        as("viewer").get(ROOT + "stats.one/stats?hours=" + hours).then().statusCode(400);
    }
}
