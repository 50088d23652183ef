package io.triggergateway.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Scripts;
import io.triggergateway.trigger.FiringStatus;
import io.triggergateway.trigger.ScheduleSpec.Overlap;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotScriptTest {
    private static final Instant SLOT = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NEXT = SLOT.plusSeconds(3600);
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    static Path directory;

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
        planned(SLOT);
    }

    private void planned(Instant slot) {
        link.call("HSET", plan(), "generation", 1, "version", 1, "next", slot.toEpochMilli());
        link.call("ZADD", door.keys().due(0), slot.toEpochMilli(), "orders");
    }

    private String plan() {
        return door.keys().schedule(0, "orders");
    }

    private static SlotClaim claim(Instant slot, @Nullable Instant next) {
        return new SlotClaim(1, slot, slot, next, next, 0, null, true);
    }

    private static GivenFiring firing(Instant slot) {
        return GivenFiring.of("slot:" + slot.toEpochMilli());
    }

    private static AcceptOutcome.StoredFiring stored(SlotOutcome outcome) {
        assertThat(outcome).isInstanceOf(SlotOutcome.Asked.class);
        var asked = ((SlotOutcome.Asked) outcome).outcome();
        assertThat(asked).isInstanceOf(AcceptOutcome.Stored.class);
        return ((AcceptOutcome.Stored) asked).firings().getFirst();
    }

    private @Nullable String due() {
        return link.call("ZSCORE", door.keys().due(0), "orders").textOrNull();
    }

    @Test
    void firesASlotAndSetsTheNext() {
        var stored = stored(door.decide(claim(SLOT, NEXT), firing(SLOT)));

        assertThat(stored.duplicate()).isFalse();
        assertThat(door.messages()).hasSize(1);
        assertThat(door.hash(plan()))
                .containsEntry("next", Long.toString(NEXT.toEpochMilli()))
                .containsEntry("last", Long.toString(SLOT.toEpochMilli()))
                .containsEntry("fired", "1")
                .containsEntry("late", "1");
        assertThat(due()).isEqualTo(Long.toString(NEXT.toEpochMilli()));
    }

    @Test
    void decidesASlotOnlyOnce() {
        door.decide(claim(SLOT, NEXT), firing(SLOT));

        assertThat(door.decide(claim(SLOT, NEXT), firing(SLOT))).isInstanceOf(SlotOutcome.Lost.class);
        assertThat(door.messages()).hasSize(1);
        assertThat(door.hash(plan())).containsEntry("fired", "1");
    }

    @Test
    void lastSlotLeavesNothingDue() {
        door.decide(claim(SLOT, null), firing(SLOT));

        assertThat(due()).isNull();
        assertThat(door.hash(plan())).containsEntry("next", "");
    }

    @Test
    void firesNothingBeforeItIsDue() {
        planned(FAR);
        var before = door.digest();

        assertThat(door.decide(claim(FAR, null), firing(FAR)))
                .isInstanceOfSatisfying(
                        SlotOutcome.Early.class,
                        early -> assertThat(early.until()).isGreaterThan(Duration.ofDays(365)));
        assertThat(door.digest()).isEqualTo(before);
    }

    @Test
    void firesNothingForAnotherVersionOfTheTrigger() {
        link.call("HSET", door.keys().trigger(0, "orders"), "version", 2);
        var before = door.digest();

        assertThat(door.decide(claim(SLOT, NEXT), firing(SLOT))).isInstanceOf(SlotOutcome.Lost.class);
        assertThat(door.digest()).isEqualTo(before);
    }

    @Test
    void firesNothingOnceDisabled() {
        link.call("HSET", door.keys().trigger(0, "orders"), "enabled", 0);

        assertThat(door.decide(claim(SLOT, NEXT), firing(SLOT)))
                .isEqualTo(new SlotOutcome.Asked(new AcceptOutcome.Stale("orders", AcceptOutcome.Stale.Why.DISABLED)));
        assertThat(door.messages()).isEmpty();
        assertThat(door.hash(plan())).containsEntry("next", Long.toString(SLOT.toEpochMilli()));
    }

    @Test
    void slotWithoutRoomComesUpAgain() {
        door = new GivenDoor(link, 1, 0, 1L << 40).with("orders");

        assertThat(door.decide(claim(SLOT, NEXT), firing(SLOT)))
                .isEqualTo(new SlotOutcome.Asked(new AcceptOutcome.Backlog("")));
        assertThat(door.hash(plan()))
                .containsEntry("next", Long.toString(SLOT.toEpochMilli()))
                .doesNotContainKey("fired");
        assertThat(Long.parseLong(Objects.requireNonNull(due()))).isGreaterThan(SLOT.toEpochMilli());
    }

    @Test
    void passedOverSlotsAreCountedAndDoNotFire() {
        var claim = new SlotClaim(1, SLOT, SLOT, NEXT, NEXT, 7, NEXT, false);

        door.decide(claim, GivenFiring.of("passed-over").flows());

        assertThat(door.messages()).isEmpty();
        assertThat(door.hash(plan()))
                .containsEntry("missed", "7")
                .containsEntry("caughtUp", Long.toString(NEXT.toEpochMilli()))
                .doesNotContainKeys("fired", "late");
    }

    @Test
    void startsAsLongAsNothingIsActive() {
        var first = decideNext(Overlap.SKIP, 0);

        assertThat(first.status()).isEqualTo(FiringStatus.ACCEPTED);
        assertThat(active()).containsExactly(runOf(0));
    }

    @Test
    void skipsWhileARunIsActive() {
        decideNext(Overlap.SKIP, 0);

        var second = decideNext(Overlap.SKIP, 1);

        assertThat(second.status()).isEqualTo(FiringStatus.SKIPPED);
        assertThat(door.messages()).hasSize(1);
        assertThat(door.hash(door.keys().firing(0, second.firingId())))
                .containsEntry("status", "skipped")
                .containsEntry("overlap", "skipped ship");
    }

    @Test
    void startsAgainOnceTheRunHasEnded() {
        decideNext(Overlap.SKIP, 0);
        assertThat(release(runOf(0))).containsExactly("released", "0");

        assertThat(decideNext(Overlap.SKIP, 1).status()).isEqualTo(FiringStatus.ACCEPTED);
        assertThat(release(runOf(0))).containsExactly("unknown");
    }

    @Test
    void startsAgainOnceTheRunCountsAsEnded() {
        decideNext(Overlap.SKIP, 0);
        link.call("ZADD", door.keys().active(0, "orders", "ship"), 1, runOf(0));

        assertThat(decideNext(Overlap.SKIP, 1).status()).isEqualTo(FiringStatus.ACCEPTED);
    }

    @Test
    void queuesInOrderAndReleasesOneRunAfterTheOther() {
        for (int slot = 0; slot < 4; slot++) {
            decideNext(Overlap.QUEUE, slot);
        }
        assertThat(runs()).containsExactly(runOf(0));

        for (int slot = 0; slot < 3; slot++) {
            assertThat(release(runOf(slot))).containsExactly("released", "1");
        }

        assertThat(runs()).containsExactly(runOf(0), runOf(1), runOf(2), runOf(3));
        assertThat(link.call("ZCARD", door.keys().queues(0)).number()).isZero();
    }

    @Test
    void fullQueueSkips() {
        decideNext(Overlap.QUEUE, 0);
        decideNext(Overlap.QUEUE, 1);
        decideNext(Overlap.QUEUE, 2);
        decideNext(Overlap.QUEUE, 3);

        assertThat(decideNext(Overlap.QUEUE, 4).status()).isEqualTo(FiringStatus.SKIPPED);
    }

    @Test
    void queueOfADisabledTriggerWaitsAndOfADeletedOneIsDropped() {
        decideNext(Overlap.QUEUE, 0);
        decideNext(Overlap.QUEUE, 1);
        link.call("HSET", door.keys().trigger(0, "orders"), "enabled", 0);
        assertThat(release(runOf(0))).containsExactly("released", "0");
        assertThat(link.call("LLEN", door.keys().queued(0, "orders", "ship")).number())
                .isEqualTo(1);

        link.call("HSET", door.keys().trigger(0, "orders"), "enabled", "deleted");
        assertThat(release("", "orders", "ship")).containsExactly("released", "0");

        assertThat(runs()).hasSize(1);
        assertThat(link.call("EXISTS", door.keys().queued(0, "orders", "ship")).number())
                .isZero();
    }

    @Test
    void replacesTheActiveRun() {
        decideNext(Overlap.REPLACE, 0);
        decideNext(Overlap.REPLACE, 1);

        assertThat(door.messages()).hasSize(3);
        assertThat(door.messages().get(1))
                .containsEntry("type", "cancel-run")
                .containsEntry("runId", runOf(0))
                .containsEntry("flow", "ship")
                .containsEntry("trigger", "orders")
                .containsEntry("reason", "replaced")
                .containsKeys("id", "time");
        assertThat(door.messages().get(2)).containsEntry("type", "start-run").containsEntry("runId", runOf(1));
        assertThat(active()).containsExactly(runOf(1));
    }

    @Test
    void eachFlowHasAnOverlapOfItsOwn() {
        decideNext(Overlap.SKIP, 0);
        var slot = slot(1);
        var stored = stored(door.decide(
                claim(slot, slot(2)), firing(slot).overlap(Overlap.SKIP, 3).flows("ship", "bill")));

        assertThat(stored.status()).isEqualTo(FiringStatus.ACCEPTED);
        assertThat(door.messages()).extracting(message -> message.get("flow")).containsExactly("ship", "bill");
    }

    private static Instant slot(int number) {
        return SLOT.plusSeconds(3600L * number);
    }

    private AcceptOutcome.StoredFiring decideNext(Overlap overlap, int number) {
        return stored(door.decide(
                claim(slot(number), slot(number + 1)), firing(slot(number)).overlap(overlap, 3)));
    }

    private static String runOf(int number) {
        return Ids.run(0, firing(slot(number)).id(), "ship");
    }

    private List<String> runs() {
        return door.messages().stream().map(message -> message.get("runId")).toList();
    }

    private List<String> active() {
        return link.call("ZRANGE", door.keys().active(0, "orders", "ship"), 0, -1).items().stream()
                .map(run -> run.text())
                .toList();
    }

    private List<String> release(String run) {
        return release(run, "", "");
    }

    private List<String> release(String run, String trigger, String flow) {
        return new Scripts(link)
                        .load("release-runs")
                        .call(List.of(door.keys().partition(0)), List.of(run, trigger, flow))
                        .items()
                        .stream()
                        .map(item -> item.text())
                        .toList();
    }
}
