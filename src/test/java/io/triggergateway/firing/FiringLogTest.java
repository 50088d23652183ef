package io.triggergateway.firing;

import static io.restassured.RestAssured.given;
import static io.triggergateway.firing.Given.ROOT;
import static io.triggergateway.firing.Given.as;
import static io.triggergateway.firing.Given.fire;
import static io.triggergateway.firing.Given.firing;
import static io.triggergateway.firing.Given.manual;
import static io.triggergateway.firing.Given.subscribe;
import static io.triggergateway.firing.Given.webhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The log of firings as it is read over HTTP, kept within its bounds, and removed with its trigger. */
@QuarkusTest
class FiringLogTest {
    private static final long LONG = Long.MAX_VALUE / 4;

    private final RedisLink redis;
    private final Keys keys;
    private final Retention retention;
    private final Purge purge;

    FiringLogTest(RedisLink redis, Keys keys, Retention retention, Purge purge) {
        this.redis = redis;
        this.keys = keys;
        this.retention = retention;
        this.purge = purge;
    }

    @Test
    void showsWhatIsKnownOfAFiring() {
        webhook("log.shows", "");
        subscribe("log.shows", "ship", "{\"stream\": \"slow\"}");
        var id = fire("log.shows", "1");

        firing("log.shows", id)
                .body("status", equalTo("accepted"))
                .body("payloadKept", equalTo(true))
                .body("payload.amount", equalTo(1))
                .body("data.amount", equalTo(1))
                .body("timings.receivedAt", matchesPattern("\\d{4}-.*\\.\\d{3}Z"))
                .body("timings.verifyMicros", greaterThanOrEqualTo(0))
                .body("timings.assessMicros", greaterThanOrEqualTo(0))
                .body("runs[0].flow", equalTo("ship"))
                .body("runs[0].stream", equalTo("slow"))
                .body("$", not(hasKey("replayOf")))
                .body("$", not(hasKey("reason")));
        as("viewer")
                .get(ROOT + "log.shows/firings")
                .then()
                .body("items[0].firingId", equalTo(id))
                .body("items[0]", not(hasKey("payload")))
                .body("items[0]", not(hasKey("payloadKept")))
                .body("items[0]", hasKey("timings"));
    }

    @Test
    void saysWhenAPayloadWasNotKept() {
        webhook("log.secretive", "config: { persistData: false }\n");
        var id = fire("log.secretive", "1");

        firing("log.secretive", id)
                .body("payloadKept", equalTo(false))
                .body("$", not(hasKey("payload")))
                .body("$", not(hasKey("data")));
    }

    @Test
    void pagesStayPutWhileFiringsArrive() {
        webhook("log.pages", "");
        var fired = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            fired.addFirst(fire("log.pages", "page-" + i));
        }
        var seen = new ArrayList<String>();
        String cursor = null;
        for (int page = 0; page < 3; page++) {
            var answer = as("viewer")
                    .get(ROOT + "log.pages/firings?limit=2" + (cursor == null ? "" : "&cursor=" + cursor))
                    .then()
                    .statusCode(200);
            seen.addAll(answer.extract().<List<String>>path("items.firingId"));
            cursor = answer.extract().path("nextCursor");
            fire("log.pages", "meanwhile-" + page);
        }

        assertThat(seen).isEqualTo(fired);
        assertThat(cursor).isNull();
    }

    @Test
    void findsFiringsByStatusFlowAndDelivery() {
        webhook("log.filter", "filter: payload.amount > 0\n");
        subscribe("log.filter", "large", "{\"filter\": \"data.amount > 10\"}");
        var ignored = fire("log.filter", "a", "{\"amount\": 0}");
        var large = fire("log.filter", "b", "{\"amount\": 11}");
        var small = fire("log.filter", "c", "{\"amount\": 1}");

        assertThat(ids("log.filter", "")).containsExactly(small, large, ignored);
        assertThat(ids("log.filter", "?status=ignored")).containsExactly(ignored);
        assertThat(ids("log.filter", "?flow=large")).containsExactly(large);
        assertThat(ids("log.filter", "?deliveryId=b")).containsExactly(large);
        assertThat(ids("log.filter", "?deliveryId=b&status=ignored")).isEmpty();
        assertThat(ids("log.filter", "?deliveryId=d")).isEmpty();
        assertThat(ids("log.filter", "?to=2020-01-01T00:00:00Z&deliveryId=b")).isEmpty();
    }

    @Test
    void findsADeliveryWhoseIdDoesNotTellIt() {
        webhook("log.scan", "config: { deduplicate: false }\n");
        redis.call("XADD", keys.firings(0, "log.scan"), "*", "id", "f0-scan", "status", "accepted", "size", "1");
        redis.call(
                "HSET",
                keys.firing(0, "f0-scan"),
                "trigger",
                "log.scan",
                "status",
                "accepted",
                "time",
                "1790000000000",
                "meta",
                "{\"deliveryId\":\"d-1\"}",
                "starts",
                "[]");

        assertThat(ids("log.scan", "?deliveryId=d-1")).containsExactly("f0-scan");
        assertThat(ids("log.scan", "?deliveryId=d-2")).isEmpty();
    }

    @Test
    void takesOutWhatIsTooOldAndCountsExactly() {
        // Of no registered trigger, so that the gateway's own rounds leave it alone.
        forge("log.old", 1_000, 1_200);
        redis.call("XADD", keys.firings(0, "log.old"), "*", "id", "f0-young", "status", "accepted", "size", "7");
        redis.call("HSET", keys.trigger(0, "log.old"), "bytes", 12_007);

        assertThat(retention.trim(0, "log.old", 3_600_000, LONG, 500)).isEqualTo(1_200);

        assertThat(redis.call("XLEN", keys.firings(0, "log.old")).number()).isEqualTo(1);
        assertThat(redis.call("EXISTS", keys.firing(0, "f0-forged-1")).number()).isZero();
        assertThat(bytes("log.old")).isEqualTo(sizes("log.old")).isEqualTo(7);
        assertThat(retention.trim(0, "log.old", 3_600_000, LONG, 500)).isZero();
    }

    @Test
    void takesOutTheOldestOfALogThatIsTooLarge() {
        webhook("log.large", "");
        for (int i = 0; i < 6; i++) {
            fire("log.large", "large-" + i);
        }
        assertThat(bytes("log.large")).isEqualTo(sizes("log.large"));
        var kept = ids("log.large", "?limit=3");
        long ofThree = listedSizes("log.large").skip(3).sum();

        assertThat(retention.trim(0, "log.large", LONG, ofThree, 2)).isEqualTo(3);

        assertThat(ids("log.large", "")).isEqualTo(kept);
        assertThat(bytes("log.large")).isEqualTo(sizes("log.large")).isEqualTo(ofThree);
    }

    @Test
    void keepsWhatWaitsForAPerson() {
        manual("log.waits", "", "approve");
        var waiting = List.of(fire("log.waits", "1"), fire("log.waits", "2"), fire("log.waits", "3"));
        var decided = fire("log.waits", "4");
        Given.decide("log.waits", decided, "dismiss", "{}").statusCode(200);

        assertThat(retention.trim(0, "log.waits", LONG, 0, 2)).isEqualTo(1);

        assertThat(ids("log.waits", "")).containsExactlyElementsOf(waiting.reversed());
        assertThat(bytes("log.waits")).isEqualTo(sizes("log.waits")).isPositive();
    }

    @Test
    void leavesNoStateOfATriggerThatHasNone() {
        redis.call("XADD", keys.firings(0, "log.stateless"), "1-1", "id", "f0-stateless", "size", "5");

        assertThat(retention.trim(0, "log.stateless", 1, LONG, 500)).isEqualTo(1);

        assertThat(redis.call("EXISTS", keys.trigger(0, "log.stateless")).number())
                .isZero();
        redis.call("DEL", keys.firings(0, "log.stateless"));
    }

    @Test
    void trimsWithoutRoomForAnythingNew() {
        webhook("log.full", "");
        fire("log.full", "1");
        redis.call("CONFIG", "SET", "maxmemory", "1");
        try {
            assertThat(retention.trim(0, "log.full", LONG, 0, 500)).isEqualTo(1);
        } finally {
            redis.call("CONFIG", "SET", "maxmemory", "0");
        }
        assertThat(bytes("log.full")).isZero();
    }

    @Test
    void nothingIsLeftOfADeletedTrigger() {
        manual("log.gone", "", "approve");
        var ids = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            ids.add(fire("log.gone", "gone-" + i));
        }
        given().contentType(ContentType.JSON)
                .body("{")
                .post(ROOT + "webhooks/log.gone")
                .then()
                .statusCode(400);
        as("admin").delete(ROOT + "log.gone").then().statusCode(200);
        as("viewer")
                .get(ROOT + "firings?status=pending&trigger=log.gone")
                .then()
                .body("items.size()", equalTo(0));

        purge.purge(0, 2);
        purge.purge(0, 2);

        for (var id : ids) {
            assertThat(redis.call("EXISTS", keys.firing(0, id), keys.pending(0, id))
                            .number())
                    .isZero();
            assertThat(redis.call("ZSCORE", keys.pending(0), id).isNil()).isTrue();
        }
        assertThat(redis.call("KEYS", "tg:{0}:firings:log.gone*").size()).isZero();
        assertThat(redis.call("EXISTS", keys.stats(0, "log.gone"), keys.refusals(0, "log.gone"))
                        .number())
                .isZero();
        assertThat(redis.call("ZSCORE", keys.fired(0), "log.gone").isNil()).isTrue();
    }

    @Test
    void aNewTriggerOfTheSameNameKeepsItsOwnLog() {
        webhook("log.again", "");
        var old = fire("log.again", "1");
        as("admin").delete(ROOT + "log.again").then().statusCode(204);
        webhook("log.again", "");
        assertThat(ids("log.again", "")).isEmpty();
        var fresh = fire("log.again", "1");

        purge.purge(0, 500);

        assertThat(fresh).isNotEqualTo(old);
        assertThat(ids("log.again", "")).containsExactly(fresh);
        assertThat(bytes("log.again")).isEqualTo(sizes("log.again"));
        as("viewer").get(ROOT + "log.again/firings/" + old).then().statusCode(404);
        firing("log.again", fresh).body("payload.amount", equalTo(1));
    }

    /** Firings of long ago, each ten bytes by its own account. */
    private void forge(String trigger, long firstMilli, int number) {
        for (int i = 1; i <= number; i++) {
            redis.call(
                    "XADD",
                    keys.firings(0, trigger),
                    (firstMilli + i) + "-0",
                    "id",
                    "f0-forged-" + i,
                    "status",
                    "accepted",
                    "size",
                    "10");
        }
        redis.call("HSET", keys.firing(0, "f0-forged-1"), "trigger", trigger, "time", "1001");
    }

    private long bytes(String trigger) {
        return redis.call("HGET", keys.trigger(0, trigger), "bytes").number();
    }

    private long sizes(String trigger) {
        return listedSizes(trigger).sum();
    }

    private LongStream listedSizes(String trigger) {
        return redis.call("XRANGE", keys.firings(0, trigger), "-", "+").items().stream()
                .map(entry -> entry.at(1))
                .mapToLong(fields -> fields.at(5).number());
    }

    private static List<String> ids(String trigger, String query) {
        return as("viewer")
                .get(ROOT + trigger + "/firings" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("items.firingId");
    }
}
