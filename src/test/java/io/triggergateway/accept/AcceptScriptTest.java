package io.triggergateway.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.trigger.FiringStatus;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptScriptTest {
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
        door = GivenDoor.before(link).with("orders");
    }

    @Test
    void handsOffOneMessageWithTheFieldsOfTheContract() {
        var firing = new GivenFiring().traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        var stored = onlyStored(door.run(firing));

        assertThat(door.messages()).hasSize(1);
        var message = door.messages().getFirst();
        assertThat(message)
                .containsOnlyKeys(
                        "time", "type", "id", "flow", "runId", "trigger", "firingId", "data", "meta", "traceparent")
                .containsEntry("type", "start-run")
                .containsEntry("flow", "ship")
                .containsEntry("trigger", "orders")
                .containsEntry("firingId", stored.firingId())
                .containsEntry("runId", stored.runs().getFirst().runId())
                .containsEntry("data", "{\"n\":1}");
        assertThat(message.get("time")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Instant.parse(message.get("time"))).isEqualTo(stored.time());
    }

    @Test
    void recordsTheFiringAndItsPlaceInTheLog() {
        var stored = onlyStored(door.run(new GivenFiring()));

        assertThat(door.hash(door.keys().firing(0, stored.firingId())))
                .containsEntry("status", "accepted")
                .containsEntry("trigger", "orders")
                .containsEntry("time", Long.toString(stored.time().toEpochMilli()));
        assertThat(door.entries(door.keys().firings(0, "orders")))
                .singleElement()
                .satisfies(entry -> assertThat(entry).containsEntry("id", stored.firingId()));
    }

    @Test
    void storesTwoFiringsInOneCall() {
        door.with("invoices");

        var outcome = (AcceptOutcome.Stored) door.run(
                new GivenFiring(), new GivenFiring().trigger("invoices").flows("bill", "archive"));

        assertThat(outcome.firings())
                .extracting(AcceptOutcome.StoredFiring::trigger)
                .containsExactly("orders", "invoices");
        assertThat(door.messages())
                .extracting(message -> message.get("flow"))
                .containsExactly("ship", "bill", "archive");
    }

    @Test
    void answersARepetitionWithTheFirstFiringAndWritesNoMessage() {
        var first = onlyStored(door.run(new GivenFiring().flows("ship", "bill")));

        var again = onlyStored(door.run(new GivenFiring().flows("another")));

        assertThat(again.duplicate()).isTrue();
        assertThat(again.conflict()).isFalse();
        assertThat(again.sameBody()).isFalse();
        assertThat(again.firingId()).isEqualTo(first.firingId());
        assertThat(again.runs()).isEqualTo(first.runs());
        assertThat(again.time()).isEqualTo(first.time());
        assertThat(door.messages()).hasSize(2);
    }

    @Test
    void flagsARepetitionWithAnotherBody() {
        door.run(new GivenFiring());

        var again = onlyStored(door.run(new GivenFiring().body("body-2")));

        assertThat(again.duplicate()).isTrue();
        assertThat(again.conflict()).isTrue();
        assertThat(door.messages()).hasSize(1);
    }

    @Test
    void takesTheSameBodyForARepetitionOnlyWhereBodiesCount() {
        var first = onlyStored(door.run(GivenFiring.of("one").bodyCounts()));

        var counted = onlyStored(door.run(GivenFiring.of("two").bodyCounts()));
        var notCounted = onlyStored(door.run(GivenFiring.of("three")));

        assertThat(counted.sameBody()).isTrue();
        assertThat(counted.duplicate()).isTrue();
        assertThat(counted.conflict()).isFalse();
        assertThat(counted.firingId()).isEqualTo(first.firingId());
        assertThat(notCounted.duplicate()).isFalse();
    }

    @Test
    void storesEveryFiringThatHasNoIdentity() {
        door.run(GivenFiring.of(""));
        door.run(GivenFiring.of(""));

        assertThat(door.messages()).hasSize(2);
    }

    @Test
    void leavesTheEndOfTheWindowToRedis() {
        door.run(new GivenFiring().bodyCounts().window(Duration.ofMinutes(7)));

        for (var key : List.of("tg:{0}:delivery:orders:1:delivery-1", "tg:{0}:body:orders:1:body-1")) {
            assertThat(link.call("PTTL", key).number()).isBetween(1L, 420_000L);
        }
        link.call("DEL", "tg:{0}:delivery:orders:1:delivery-1", "tg:{0}:body:orders:1:body-1");
        assertThat(onlyStored(door.run(new GivenFiring())).duplicate()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2, 1, CHANGED", "1, 0, DISABLED", "1, deleted, DISABLED"})
    void refusesATriggerThatIsNotAsItWas(String generation, String enabled, AcceptOutcome.Stale.Why why) {
        link.call("HSET", door.keys().trigger(0, "orders"), "generation", generation, "enabled", enabled);
        var before = door.digest();

        assertThat(door.run(new GivenFiring())).isEqualTo(new AcceptOutcome.Stale("orders", why));
        assertThat(door.digest()).isEqualTo(before);
    }

    @Test
    void refusesAllWhenOneTriggerIsUnknown() {
        var before = door.digest();

        assertThat(door.run(new GivenFiring(), new GivenFiring().trigger("nobody")))
                .isEqualTo(new AcceptOutcome.Stale("nobody", AcceptOutcome.Stale.Why.UNKNOWN));
        assertThat(door.digest()).isEqualTo(before);
    }

    @Test
    void refusesEverythingWhenAStreamHasTooManyEntries() {
        door = new GivenDoor(link, 1, 3, 1 << 20).with("invoices");
        door.run(GivenFiring.of("one").flows("a", "b"));
        var before = door.digest();

        var outcome = door.run(
                GivenFiring.of("two").rate(1, Duration.ofHours(1)),
                GivenFiring.of("two").trigger("invoices").rate(1, Duration.ofHours(1)));

        assertThat(outcome).isEqualTo(new AcceptOutcome.Backlog(""));
        assertThat(door.digest()).isEqualTo(before);
        assertThat(door.run(GivenFiring.of("three"))).isInstanceOf(AcceptOutcome.Stored.class);
    }

    @Test
    void refusesEverythingWhenAStreamHasTooManyBytes() {
        door = new GivenDoor(link, 1, 100, 1500);
        assertThat(door.run(GivenFiring.of("one").stream("slow").data(new byte[1000])))
                .isInstanceOf(AcceptOutcome.Stored.class);
        var before = door.digest();

        assertThat(door.run(GivenFiring.of("two").stream("slow"))).isEqualTo(new AcceptOutcome.Backlog("slow"));
        assertThat(door.digest()).isEqualTo(before);
        assertThat(door.run(GivenFiring.of("two"))).isInstanceOf(AcceptOutcome.Stored.class);
    }

    @Test
    void refusesStartsWhenMemoryIsLowButRecordsWhatStartsNothing() {
        var before = door.digest();

        assertThat(door.run(0, true, new GivenFiring())).isEqualTo(new AcceptOutcome.LowMemory());
        assertThat(door.digest()).isEqualTo(before);
        assertThat(door.run(0, true, new GivenFiring().flows())).isInstanceOf(AcceptOutcome.Stored.class);
    }

    @Test
    void answersRepetitionsBeyondEveryBound() {
        var first = onlyStored(door.run(new GivenFiring().rate(1, Duration.ofHours(1))));
        var full = new GivenDoor(link, 1, 1, 1);

        var again = onlyStored(full.run(0, true, new GivenFiring().rate(1, Duration.ofHours(1))));

        assertThat(again.duplicate()).isTrue();
        assertThat(again.firingId()).isEqualTo(first.firingId());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 10, 60})
    void letsExactlyAsManyInAtOnceAsTheRateSays(int max) {
        for (int i = 0; i < max; i++) {
            assertThat(door.run(GivenFiring.of("d" + i).rate(max, Duration.ofHours(1))))
                    .isInstanceOf(AcceptOutcome.Stored.class);
        }
        var before = door.digest();

        var limited = (AcceptOutcome.Limited) door.run(GivenFiring.of("late").rate(max, Duration.ofHours(1)));

        assertThat(limited.trigger()).isEqualTo("orders");
        assertThat(limited.retryAfter()).isPositive().isLessThanOrEqualTo(Duration.ofHours(1));
        assertThat(door.digest()).as("a refusal uses nothing up").isEqualTo(before);
        assertThat(door.messages()).hasSize(max);
    }

    @Test
    void acceptsARateThatIsFasterThanTheClock() {
        assertThat(door.run(new GivenFiring().rate(Integer.MAX_VALUE, Duration.ofSeconds(1))))
                .isInstanceOf(AcceptOutcome.Stored.class);
    }

    @Test
    void handsOverLargeDataByReference() {
        var large = new byte[1025];
        Arrays.fill(large, (byte) '7');

        door.run(new GivenFiring().data(large));

        var message = door.messages().getFirst();
        assertThat(message).doesNotContainKey("data");
        assertThat(message.get("dataRef")).isEqualTo(door.keys().payload(0, message.get("id")));
        assertThat(link.call("GET", message.get("dataRef")).bytes()).isEqualTo(large);
    }

    @Test
    void handsOverDataUpToTheInlineLimitInItsMessage() {
        door.run(new GivenFiring().data(new byte[1024]));

        assertThat(door.messages().getFirst()).containsKey("data").doesNotContainKey("dataRef");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void keepsEveryKeyInItsPartition(int partition) {
        link.call("FLUSHALL");
        var spread = new GivenDoor(link, 4, 100, 1 << 20).with("orders", partition);
        var large = "x".repeat(2000).getBytes(StandardCharsets.UTF_8);

        spread.run(
                partition,
                false,
                new GivenFiring()
                        .partition(partition).bodyCounts().stream("slow")
                                .data(large)
                                .rate(5, Duration.ofHours(1)));

        assertThat(spread.allKeys())
                .hasSize(9)
                .allSatisfy(key -> assertThat(key).startsWith("tg:{" + partition + "}:"));
    }

    @Test
    void keepsWhatWaitsForAPersonWithoutHandingItOff() {
        var firing = new GivenFiring().flows().pending("approve", "{\"n\":2}");

        var stored = onlyStored(door.run(firing));

        assertThat(stored.status()).isEqualTo(FiringStatus.PENDING);
        assertThat(stored.runs()).isEmpty();
        assertThat(door.messages()).isEmpty();
        assertThat(door.hash(door.keys().pending(0, stored.firingId()))).containsOnly(entry("approve", "{\"n\":2}"));
        assertThat(link.call("ZSCORE", door.keys().pending(0), stored.firingId())
                        .number())
                .isEqualTo(stored.time().toEpochMilli());
        assertThat(door.entries(door.keys().firings(0, "orders")).getFirst()).containsEntry("status", "pending");
    }

    @Test
    void startsTheOthersAtOnceWhileOneWaits() {
        var stored = onlyStored(door.run(new GivenFiring().flows("ship").pending("approve", "{}")));

        assertThat(stored.status()).isEqualTo(FiringStatus.PENDING);
        assertThat(stored.runs()).extracting(AcceptOutcome.StartedRun::flow).containsExactly("ship");
        assertThat(onlyStored(door.run(new GivenFiring())).status()).isEqualTo(FiringStatus.ACCEPTED);
    }

    @Test
    void countsTheBytesOfTheLogAsItsEntriesSay() {
        door.run(GivenFiring.of("one"), GivenFiring.of("two"));
        door.run(GivenFiring.of("one"));

        var sizes = door.entries(door.keys().firings(0, "orders")).stream()
                .mapToLong(entry -> Long.parseLong(entry.get("size")))
                .sum();
        assertThat(door.hash(door.keys().trigger(0, "orders"))).containsEntry("bytes", Long.toString(sizes));
        assertThat(sizes).isPositive();
    }

    private static AcceptOutcome.StoredFiring onlyStored(AcceptOutcome outcome) {
        assertThat(outcome).isInstanceOf(AcceptOutcome.Stored.class);
        var firings = ((AcceptOutcome.Stored) outcome).firings();
        assertThat(firings).hasSize(1);
        return firings.getFirst();
    }
}
