package io.triggergateway.entry;

import static io.triggergateway.entry.GivenGateway.ROOT;
import static io.triggergateway.entry.GivenGateway.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.triggergateway.FourPartitions;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** One event for triggers of several partitions. */
@QuarkusTest
@TestProfile(FourPartitions.class)
class EventPartitionsTest {
    private static final int PARTITIONS = FourPartitions.COUNT;
    private static final int TRIGGERS = 12;

    private final GivenGateway gateway;
    private final RedisLink redis;
    private final Keys keys;

    EventPartitionsTest(GivenGateway gateway, RedisLink redis, Keys keys) {
        this.gateway = gateway;
        this.redis = redis;
        this.keys = keys;
    }

    private static ValidatableResponse send(String id) {
        return as("engine")
                .headers(Map.of("ce-specversion", "1.0", "ce-id", id, "ce-source", "/s", "ce-type", "apart"))
                .body("{}")
                .post(ROOT + "/events")
                .then();
    }

    private long[] messages() {
        return IntStream.range(0, PARTITIONS)
                .mapToLong(partition ->
                        redis.call("XLEN", keys.handoff(partition, "")).number())
                .toArray();
    }

    @Test
    void firesEachInItsOwnPartitionAndOnce() {
        for (int i = 0; i < TRIGGERS; i++) {
            gateway.register("name: apart.%d\ntype: event\nmatch: { types: [apart] }\n".formatted(i));
        }
        var before = messages();
        send("1").statusCode(202).body("firings.size()", equalTo(TRIGGERS));
        var messages = messages();
        assertThat(LongStream.of(messages).sum() - LongStream.of(before).sum()).isEqualTo(TRIGGERS);
        assertThat(IntStream.range(0, PARTITIONS)
                        .filter(each -> messages[each] > before[each])
                        .count())
                .isGreaterThan(1);

        send("1")
                .statusCode(200)
                .body("firings.size()", equalTo(TRIGGERS))
                .body("firings.duplicate", everyItem(equalTo(true)));
        assertThat(messages()).isEqualTo(messages);
    }
}
