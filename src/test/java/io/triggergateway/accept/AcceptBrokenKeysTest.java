package io.triggergateway.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody else has put into Redis makes a firing fail as a whole, never in part. */
class AcceptBrokenKeysTest {
    private static final String LAST_ID = "18446744073709551615-18446744073709551615";

    @TempDir
    static Path directory;

    private static final Vertx VERTX = Vertx.vertx();

    private static EmbeddedRedis redis;
    private static RedisLink link;

    private GivenDoor door;

    @BeforeAll
    static void startsRedis() {
        redis = EmbeddedRedis.start(directory, 0, "--enable-debug-command", "local", "--appendfsync", "no");
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
        door = GivenDoor.before(link).with("orders").with("invoices");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trigger:invoices",
                "delivery:invoices:1:delivery-1",
                "body:invoices:1:body-1",
                "rate:invoices:all",
                "handoff:slow",
                "handoff-bytes:slow",
                "firings:invoices",
                "firing:",
                "pending",
                "pending:"
            })
    void failsAsAWholeAtAKeyOfAWrongType(String name) {
        var key = door.keys().partition(0) + (name.endsWith(":") ? name + last().id() : name);
        link.call("DEL", key);
        link.call("SADD", key, "something else");

        failsWithoutATrace();
    }

    @ParameterizedTest
    @ValueSource(strings = {"handoff-bytes:slow", "rate:invoices:all"})
    void failsAsAWholeAtANumberThatIsNone(String name) {
        for (var rubbish : new String[] {"many", "1.5", "", " 7", "007", "0x10", "nan", "inf", "9223372036854775807"}) {
            link.call("SET", door.keys().partition(0) + name, rubbish);
            failsWithoutATrace();
        }
    }

    @Test
    void failsAsAWholeAtASizeOfTheLogThatIsNone() {
        for (var rubbish : new String[] {"many", "1.5", "", " 7", "007", "0x10", "nan", "inf", "9223372036854775807"}) {
            link.call("HSET", door.keys().trigger(0, "invoices"), "bytes", rubbish);
            failsWithoutATrace();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"handoff:slow", "firings:invoices"})
    void failsAsAWholeAtAStreamThatHasNoMoreIds(String name) {
        link.call("XADD", door.keys().partition(0) + name, LAST_ID, "some", "thing");

        failsWithoutATrace();
    }

    @Test
    void answersRepetitionsEvenWhenTheyCannotBeCounted() {
        door.run(last());
        link.call("HSET", door.keys().trigger(0, "invoices"), "duplicates", "many");

        var outcome = (AcceptOutcome.Stored) door.run(new GivenFiring(), last());

        assertThat(outcome.firings())
                .extracting(AcceptOutcome.StoredFiring::duplicate)
                .containsExactly(false, true);
    }

    private void failsWithoutATrace() {
        var before = door.digest();

        var fault = catchThrowableOfType(RedisFault.class, () -> door.run(new GivenFiring(), last()));

        assertThat(fault).isNotNull();
        assertThat(fault.kind()).isEqualTo(RedisFault.Kind.BROKEN);
        assertThat(door.digest()).isEqualTo(before);
    }

    /** The second of two, so that the first would be there in part. */
    private static GivenFiring last() {
        return new GivenFiring()
                .trigger("invoices").bodyCounts().stream("slow")
                        .rate(5, Duration.ofHours(1))
                        .pending("approve", "{}");
    }
}
