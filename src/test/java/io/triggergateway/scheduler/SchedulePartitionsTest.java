package io.triggergateway.scheduler;

import static io.restassured.RestAssured.given;
import static io.triggergateway.scheduler.Looks.eventually;
import static io.triggergateway.scheduler.Looks.everySecondLike;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.triggergateway.FourPartitions;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Schedules that are spread over four partitions, as on a Redis Cluster. */
@QuarkusTest
@TestProfile(FourPartitions.class)
class SchedulePartitionsTest {
    private static final String ROOT = "/api/_triggers/";

    private final GivenSchedules schedules;

    SchedulePartitionsTest(GivenSchedules schedules) {
        this.schedules = schedules;
    }

    private static RequestSpecification asOperator() {
        return given().header("Authorization", "Bearer test-token-of-an-operator")
                .contentType("application/json");
    }

    private static List<String> names(String prefix) {
        return IntStream.range(0, 20).mapToObj(i -> prefix + i).toList();
    }

    @AfterEach
    void removesThem() {
        schedules.removeAll();
    }

    @Test
    void firesEverySlotOnceInEveryPartition() {
        var names = names("tick.");
        names.forEach(name -> schedules.register(name, "interval: 1s, catchUp: { policy: all, window: 1d }"));
        names.forEach(name -> schedules.turnBack(name, Duration.ofSeconds(20)));

        eventually(() -> names.stream().allMatch(name -> schedules.slots(name).size() > 15));
        names.forEach(name -> asOperator().post(ROOT + name + "/disable").then().statusCode(200));

        var slots = schedules.slots();
        assertThat(names)
                .allSatisfy(name -> assertThat(slots.get(name))
                        .containsExactlyInAnyOrderElementsOf(everySecondLike(slots.get(name))));
        assertThat(names.stream().map(schedules::partition).distinct()).hasSizeGreaterThan(1);
    }

    @Test
    void tellsExecutesAndForgetsInEveryPartition() {
        for (var name : names("each.")) {
            schedules.register(name, "interval: 1h");
            asOperator().get(ROOT + name + "/schedule").then().statusCode(200).body("items.size()", equalTo(10));
            asOperator()
                    .post(ROOT + name + "/execute")
                    .then()
                    .statusCode(202)
                    .body("firingId", startsWith("f" + schedules.partition(name) + "-"));
            int partition = schedules.partition(name);
            schedules.delete(name);
            eventually(() -> !schedules.isDue(partition, name));
        }
    }

    @Test
    void runsThatEndReleaseWhatWaitsInTheirPartition() {
        for (var name : names("queue.")) {
            schedules.register(name, "interval: 1h, overlap: queue");
            asOperator().post(ROOT + name + "/execute").then().statusCode(202);
            asOperator().post(ROOT + name + "/execute").then().statusCode(202);
            var run = schedules.all(name).getFirst().get("runId");
            assertThat(schedules.all(name)).hasSize(1);

            given().header("Authorization", "Bearer test-token-of-an-engine")
                    .contentType("application/json")
                    .body("{\"status\": \"completed\"}")
                    .post(ROOT + "runs/" + run + "/status")
                    .then()
                    .statusCode(200);

            assertThat(schedules.all(name)).hasSize(2);
        }
    }
}
