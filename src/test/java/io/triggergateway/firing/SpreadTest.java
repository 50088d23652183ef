package io.triggergateway.firing;

import static io.triggergateway.firing.Given.ROOT;
import static io.triggergateway.firing.Given.as;
import static io.triggergateway.firing.Given.decide;
import static io.triggergateway.firing.Given.fire;
import static io.triggergateway.firing.Given.manual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.triggergateway.FourPartitions;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What looks over all triggers looks into all partitions. */
@QuarkusTest
@TestProfile(FourPartitions.class)
class SpreadTest {
    private static final int TRIGGERS = 8;

    private final RedisLink redis;
    private final Keys keys;
    private final Registry registry;
    private final PendingExpiry expiry;

    SpreadTest(RedisLink redis, Keys keys, Registry registry, PendingExpiry expiry) {
        this.redis = redis;
        this.keys = keys;
        this.registry = registry;
        this.expiry = expiry;
    }

    @Test
    void findsWhatWaitsInEveryPartition() {
        var fired = new ArrayList<String>();
        long soon = System.currentTimeMillis() - 60_000;
        for (int i = 0; i < TRIGGERS; i++) {
            manual("waiting." + i, "", "approve");
            fired.addFirst(fire("waiting." + i, "1"));
            redis.call("ZADD", keys.pending(partition(i)), soon + i, fired.getFirst());
        }
        assertThat(registry.triggers())
                .filteredOn(trigger -> trigger.name().startsWith("waiting."))
                .extracting(trigger -> trigger.partition())
                .contains(0, 1, 2, 3);

        var seen = new ArrayList<String>();
        String cursor = null;
        do {
            var page = as("viewer")
                    .get(ROOT + "firings?status=pending&limit=3" + (cursor == null ? "" : "&cursor=" + cursor))
                    .then()
                    .statusCode(200);
            seen.addAll(page.extract().<List<String>>path("items.firingId"));
            cursor = page.extract().path("nextCursor");
        } while (cursor != null);
        assertThat(seen).isEqualTo(fired);

        decide("waiting.0", fired.getLast(), "execute", "{}").statusCode(200).body("status", equalTo("accepted"));
        for (int i = 1; i < TRIGGERS; i++) {
            redis.call("ZADD", keys.pending(partition(i)), i, fired.get(TRIGGERS - 1 - i));
        }
        expiry.sweep();
        for (int i = 1; i < TRIGGERS; i++) {
            Given.firing("waiting." + i, fired.get(TRIGGERS - 1 - i)).body("decisions.action", contains("expired"));
        }
    }

    @Test
    void addsTheCountsOfAllPartitionsUp() {
        long hour = System.currentTimeMillis() / 3_600_000;
        for (int partition = 0; partition < 4; partition++) {
            redis.call("HINCRBY", keys.stats(partition, ""), hour + ":skipped", 2);
        }

        as("viewer").get(ROOT + "stats").then().body("last30Days.skipped", equalTo(8));
    }

    private int partition(int trigger) {
        return registry.find("waiting." + trigger).orElseThrow().partition();
    }
}
