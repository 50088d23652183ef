package io.triggergateway.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Schedules that fire every second while somebody edits, disables, enables and deletes them, on three clocks. */
@QuarkusTest
class ScheduleRaceTest {
    private static final int TRIGGERS = 16;
    /** More of them: -Dschedules.changes=10000. */
    private static final int CHANGES = Integer.getInteger("schedules.changes", 2_500);

    private static final List<String> SCHEDULES = List.of(
            "interval: 1s",
            "interval: 2s",
            "cron: '* * * * * *'",
            "cron: '*/2 * * * * *'",
            "interval: 1s, jitter: 500ms");

    private final GivenSchedules schedules;

    ScheduleRaceTest(GivenSchedules schedules) {
        this.schedules = schedules;
    }

    @AfterEach
    void removesThem() {
        schedules.removeAll();
    }

    @Test
    void nothingFiresAfterItIsOffAndNoSlotFiresTwice() throws Exception {
        var others = List.of(schedules.anotherReplica(), schedules.anotherReplica());
        try (var threads = Executors.newFixedThreadPool(4)) {
            var work = IntStream.range(0, 4)
                    .mapToObj(worker -> (Callable<List<String>>) () -> change(worker))
                    .toList();
            for (var done : threads.invokeAll(work)) {
                assertThat(done.get()).isEmpty();
            }
        }
        others.forEach(Scheduler::stop);

        assertThat(schedules.slots())
                .allSatisfy((name, slots) -> assertThat(slots).doesNotHaveDuplicates());
    }

    /** Changes its own share of the triggers; answers with what has fired though it was off. */
    private List<String> change(int worker) {
        var dice = new Random(worker);
        var faults = new ArrayList<String>();
        var fired = new HashMap<String, Long>();
        for (int i = 0; i < CHANGES / 4; i++) {
            var name = "race." + worker + "-" + dice.nextInt(TRIGGERS / 4);
            var before = fired.remove(name);
            if (before != null && schedules.logged(name) != before) {
                faults.add(name + " fired while it was off");
            }
            switch (dice.nextInt(4)) {
                case 0 -> {
                    schedules.put(name, SCHEDULES.get(dice.nextInt(SCHEDULES.size())), false);
                    fired.put(name, schedules.logged(name));
                }
                case 1 -> {
                    schedules.register(name, SCHEDULES.get(dice.nextInt(SCHEDULES.size())));
                    schedules.enable(name, false);
                    fired.put(name, schedules.logged(name));
                }
                default -> schedules.register(name, SCHEDULES.get(dice.nextInt(SCHEDULES.size())));
            }
        }
        return faults;
    }
}
