package io.triggergateway.scheduler;

import static io.triggergateway.scheduler.Looks.eventually;
import static io.triggergateway.scheduler.Looks.everySecondLike;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Schedules of a running gateway on a real Redis; the stop that they catch up on is made by turning plans back. */
@QuarkusTest
class SchedulerTest {
    private static final String CATCH_UP_ON_ALL = "catchUp: { policy: all, window: 1d, max: 10000 }";

    private final GivenSchedules schedules;

    SchedulerTest(GivenSchedules schedules) {
        this.schedules = schedules;
    }

    @AfterEach
    void removesThem() {
        schedules.removeAll();
    }

    @Test
    void threeReplicasFireEverySlotOnce() {
        var others = Stream.generate(schedules::anotherReplica).limit(2).toList();
        var names = IntStream.range(0, 20).mapToObj(i -> "sched.once-" + i).toList();
        names.forEach(name -> schedules.register(name, "interval: 1s, " + CATCH_UP_ON_ALL));
        names.forEach(name -> schedules.turnBack(name, Duration.ofSeconds(30)));

        eventually(() -> names.stream().allMatch(name -> schedules.slots(name).size() > 25));
        names.forEach(name -> schedules.enable(name, false));

        var slots = schedules.slots();
        assertThat(names)
                .allSatisfy(name -> assertThat(slots.get(name))
                        .containsExactlyInAnyOrderElementsOf(everySecondLike(slots.get(name))));
        others.forEach(Scheduler::stop);
    }

    @Test
    void missedSlotsFollowThePolicyAndTheLogSaysSo() {
        // Slots at half an hour from now, so that none of them is merely late, whatever the time is.
        var halfAnHourAgo = schedules.redisTime().minus(Duration.ofMinutes(30)).truncatedTo(ChronoUnit.SECONDS);
        schedules.register(
                "sched.missed",
                "interval: 1h, catchUp: { policy: latest, window: 1d }, startAt: '%s'"
                        .formatted(halfAnHourAgo.minus(Duration.ofHours(20))));
        schedules.turnBack("sched.missed", Duration.ofHours(10));

        eventually(() -> !schedules.slots("sched.missed").isEmpty());

        assertThat(schedules.plan("sched.missed")).containsEntry("missed", "9").containsEntry("fired", "1");
        assertThat(schedules.logged("sched.missed")).isEqualTo(2);
    }

    @Test
    void messagesCarryTheNominalAndTheActualTimeAndTheData() {
        schedules.register("sched.meta", "interval: 1h, catchUp: { policy: latest, window: 1d }");
        schedules.turnBack("sched.meta", Duration.ofHours(1));

        eventually(() -> !schedules.messages("sched.meta").isEmpty());

        assertThat(schedules.messages("sched.meta").getFirst())
                .containsEntry("type", "start-run")
                .containsEntry("flow", "flow-of-sched.meta")
                .containsEntry("data", "{\"of\":\"sched.meta\"}")
                .hasEntrySatisfying(
                        "meta",
                        meta -> assertThat(meta)
                                .containsPattern("\"scheduledTime\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:00:00.000Z\"")
                                .contains("\"actualTime\""));
    }

    @Test
    void stopsAtMaxFirings() {
        schedules.register("sched.max", "interval: 1s, maxFirings: 3, " + CATCH_UP_ON_ALL);
        schedules.turnBack("sched.max", Duration.ofSeconds(30));

        eventually(() -> "".equals(schedules.planned("sched.max")));

        assertThat(schedules.slots("sched.max")).hasSize(3);
    }

    @Test
    void enablingStartsFromTheNextSlot() {
        schedules.register("sched.enable", "interval: 1h");
        eventually(() -> schedules.planned("sched.enable") != null);
        var before = schedules.planned("sched.enable");
        schedules.enable("sched.enable", false);
        eventually(() -> "".equals(schedules.planned("sched.enable")));

        schedules.enable("sched.enable", true);

        eventually(() -> !"".equals(schedules.planned("sched.enable")));
        assertThat(Long.parseLong(schedules.planned("sched.enable"))).isGreaterThanOrEqualTo(Long.parseLong(before));
        assertThat(schedules.slots("sched.enable")).isEmpty();
    }

    @Test
    void slotThatIsDueSurvivesAnEditThatKeepsIt() {
        schedules.register("sched.edit", "interval: 1h, catchUp: { policy: all, window: 1d }");
        schedules.turnBack("sched.edit", Duration.ofHours(3));

        schedules.put("sched.edit", "interval: 30m, catchUp: { policy: all, window: 1d }", true);

        eventually(() -> schedules.slots("sched.edit").size() >= 3);
        assertThat(schedules.slots("sched.edit")).doesNotHaveDuplicates();
    }

    @Test
    void deletedScheduleLeavesNothingBehind() {
        schedules.register("sched.gone", "interval: 1s");
        eventually(() -> schedules.planned("sched.gone") != null);

        schedules.delete("sched.gone");

        eventually(() -> schedules.plan("sched.gone").isEmpty());
    }
}
