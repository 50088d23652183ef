package io.triggergateway.firing;

import static io.restassured.RestAssured.given;
import static io.triggergateway.firing.Given.ROOT;
import static io.triggergateway.firing.Given.as;
import static io.triggergateway.firing.Given.decide;
import static io.triggergateway.firing.Given.fire;
import static io.triggergateway.firing.Given.manual;
import static io.triggergateway.firing.Given.messages;
import static io.triggergateway.firing.Given.subscribe;
import static io.triggergateway.firing.Given.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.smallrye.common.annotation.Identifier;
import io.triggergateway.faults.FrozenProcess;
import io.triggergateway.faults.ReplicatedRedis;
import io.triggergateway.redis.RedisLink;
import java.io.IOException;
import java.util.Map;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** At durability replica nobody hears that something was started before a replica has it, at repetitions neither. */
@QuarkusTest
@TestProfile(DurableStartsTest.Replicated.class)
class DurableStartsTest {
    private static final int TRIES = 10_000;

    private final RedisLink redis;
    private final ReplicatedRedis replicated;

    DurableStartsTest(RedisLink redis, @Identifier("replicated") ReplicatedRedis replicated) {
        this.redis = redis;
        this.replicated = replicated;
    }

    /** The profile: writes wait for a replica, though not for long. */
    public static final class Replicated implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.redis.hosts-provider-name", "replicated",
                    "gateway.durability", "replica",
                    "gateway.redis.timeout", "1s");
        }
    }

    /** Counts from before the replica is there do not matter. */
    @BeforeEach
    void isReady() {
        eventually(200, () -> given().get("/q/health/ready").statusCode());
        eventually(1, () -> (int) redis.call("WAIT", 1, 100).number());
    }

    private static int eventually(int expected, IntSupplier attempt) {
        int found = attempt.getAsInt();
        for (int i = 0; i < TRIES && found != expected; i++) {
            found = attempt.getAsInt();
        }
        assertThat(found).isEqualTo(expected);
        return found;
    }

    private void whileTheReplicaIsFrozen(IntSupplier attempt) throws IOException {
        FrozenProcess.redis(replicated.replica().port(), () -> {
            for (int i = 0; i < 3; i++) {
                assertThat(attempt.getAsInt()).as("attempt %d", i).isEqualTo(503);
            }
        });
    }

    @Test
    void whoExecutesHearsOfItWhenAReplicaHasIt() throws IOException {
        manual("durable.manual", "", "durable-manual-flow");
        var id = fire("durable.manual", "one");

        whileTheReplicaIsFrozen(
                () -> decide("durable.manual", id, "execute", "{}").extract().statusCode());

        // The first attempt did it, and says so by its name.
        eventually(
                409,
                () -> decide("durable.manual", id, "execute", "{}").extract().statusCode());
        assertThat(messages(redis, "durable.manual")).hasSize(1);
    }

    @Test
    void whoReplaysHearsOfItWhenAReplicaHasIt() throws IOException {
        webhook("durable.replayed", "");
        subscribe("durable.replayed", "durable-replayed-flow", "{}");
        var id = fire("durable.replayed", "one");
        IntSupplier replay = () -> as("operator")
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", "again")
                .post(ROOT + "durable.replayed/firings/" + id + "/replay")
                .statusCode();

        whileTheReplicaIsFrozen(replay);

        eventually(200, replay);
        assertThat(messages(redis, "durable.replayed")).hasSize(2);
    }
}
