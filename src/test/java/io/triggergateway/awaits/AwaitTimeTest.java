package io.triggergateway.awaits;

import static io.triggergateway.awaits.GivenAwaits.ROOT;
import static io.triggergateway.awaits.GivenAwaits.as;
import static io.triggergateway.awaits.GivenAwaits.post;
import static io.triggergateway.awaits.GivenAwaits.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What time does to awaits. */
@QuarkusTest
class AwaitTimeTest {
    private final GivenAwaits awaits;

    AwaitTimeTest(GivenAwaits awaits) {
        this.awaits = awaits;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "time | {\"type\": \"time\", \"delay\": \"1h\"} | resolved",
                "until | {\"type\": \"until\", \"at\": \"2199-01-01T00:00:00Z\"} | resolved",
                "slot | {\"type\": \"schedule\", \"cron\": \"0 9 * * *\", \"timezone\": \"Europe/Berlin\"} | resolved",
                "webhook | {\"type\": \"webhook\"} | timeout"
            })
    void whatIsDueEndsOnce(String name, String body, String outcome) {
        var run = "time-" + name;
        put(run, "s", body).statusCode(201);
        awaits.settle();
        assertThat(awaits.messages(run)).isEmpty();

        awaits.makeDue(run, "s");
        awaits.settle();
        awaits.settle();

        assertThat(awaits.only(run))
                .containsEntry("type", "resume-run")
                .containsEntry("outcome", outcome)
                .containsEntry("data", "null");
        as("viewer").get(ROOT + "/" + run + "/s").then().statusCode(410).body("endedBy", equalTo("time"));
    }

    @Test
    void whatIsInThePastEndsAtOnce() {
        put("time-past", "s", "{\"type\": \"until\", \"at\": \"2001-01-01T00:00:00Z\"}");
        awaits.eventually(() -> !awaits.messages("time-past").isEmpty());
        assertThat(awaits.only("time-past").get("meta")).contains("\"scheduledTime\":\"2001-01-01T00:00:00.000Z\"");
        put("time-now", "s", "{\"type\": \"time\", \"delay\": 0}");
        awaits.eventually(() -> !awaits.messages("time-now").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            webhook  | {"type": "webhook"}                         | timeout
            time     | {"type": "time", "delay": "1h"}             | resolved
            until    | {"type": "until", "at": "2099-01-01T00:00:00Z"} | resolved
            schedule | {"type": "schedule", "cron": "0 9 1 1 *"}   | resolved
            """)
    void extendInBetweenWins(String kind, String await, String outcome) {
        var run = "time-extend-" + kind;
        put(run, "s", await).statusCode(201);
        awaits.makeDue(run, "s");
        post("engine", run, "s", "extend", "{\"timeout\": \"1h\"}").statusCode(200);
        awaits.settle();
        assertThat(awaits.messages(run)).isEmpty();

        awaits.makeDue(run, "s");
        awaits.settle();
        assertThat(awaits.only(run)).containsEntry("outcome", outcome);
    }

    @Test
    void reminderLeavesItWaiting() {
        put("time-remind", "s", "{\"type\": \"webhook\", \"flow\": \"orders\", \"remindAfter\": \"30m\"}")
                .statusCode(201);
        awaits.makeReminderDue("time-remind", "s");
        awaits.settle();
        awaits.settle();

        assertThat(awaits.only("time-remind"))
                .containsEntry("type", "remind-run")
                .containsEntry("flow", "orders")
                .containsEntry("stepId", "s")
                .containsEntry("trigger", "await:time-remind:s")
                .doesNotContainKey("outcome");
        as("viewer").get(ROOT + "/time-remind/s").then().statusCode(200);
        awaits.makeDue("time-remind", "s");
        awaits.settle();
        assertThat(awaits.messages("time-remind"))
                .extracting(message -> message.get("type"))
                .containsExactly("remind-run", "resume-run");
    }

    @Test
    void twoReplicasEndEachOnce() {
        var others = List.of(awaits.anotherReplica(), awaits.anotherReplica());
        for (int i = 0; i < 500; i++) {
            awaits.register(new Place("time-many", "s" + i), "{\"type\": \"time\", \"delay\": \"1h\"}");
        }
        for (int i = 0; i < 500; i++) {
            awaits.makeDue("time-many", "s" + i);
        }
        others.forEach(AwaitTimer::wake);
        awaits.eventually(() -> awaits.messages("time-many").size() >= 500);
        others.forEach(AwaitTimer::stop);
        assertThat(awaits.messages("time-many"))
                .hasSize(500)
                .extracting(message -> message.get("id"))
                .doesNotHaveDuplicates();
    }

    @Test
    void nothingIsLeftButWhatBecameOfThem() {
        var before = awaits.awaitKeys();
        put("time-clean", "a", "{\"type\": \"time\", \"delay\": \"1h\"}").statusCode(201);
        put("time-clean", "b", "{\"type\": \"webhook\", \"path\": \"/time/clean\"}")
                .statusCode(201);
        put("time-clean", "c", "{\"type\": \"webhook\", \"remindAfter\": \"30m\"}")
                .statusCode(201);
        assertThat(awaits.awaitKeys()).hasSizeGreaterThan(before.size());
        awaits.makeDue("time-clean", "a");
        awaits.makeDue("time-clean", "b");
        awaits.settle();
        post("engine", "time-clean", "c", "cancel", "").statusCode(200);
        awaits.sweep();

        assertThat(awaits.awaitKeys()).isSubsetOf(withCounters(before));
        assertThat(awaits.redis().call("EXISTS", awaits.keys().awaitsCheck(0)).number())
                .isZero();
        assertThat(awaits.redis()
                        .call("HEXISTS", awaits.keys().registry("paths"), "/time/clean")
                        .number())
                .isZero();
        var record = awaits.redis().call("GET", awaits.keys().awaited(0, "time-clean/b"));
        assertThat(record.bytes()).hasSizeLessThan(200);
        assertThat(awaits.redis()
                        .call("TTL", awaits.keys().awaited(0, "time-clean/b"))
                        .number())
                .isBetween(80_000L, 86_400L);
    }

    @Test
    void claimsThatWereNeverConfirmedAreFreed() {
        var run = "time-claim";
        var place = run + "/s 0 777 /time/claim";
        awaits.redis().call("HSET", awaits.keys().runAwaits(0, run), run + "/s", "0 777 1000 body");
        awaits.redis().call("HSET", awaits.keys().registry("paths"), "/time/claim", "await:" + run + "/s");
        awaits.redis().call("HSET", awaits.keys().registry("await-paths"), "/time/claim", run + "/s 0 777");
        awaits.redis().call("ZADD", awaits.keys().awaitsCheck(0), 1000, place);

        put(run, "s", "{\"type\": \"time\", \"delay\": \"1h\"}").statusCode(201);
        awaits.sweep();

        assertThat(awaits.redis()
                        .call("HEXISTS", awaits.keys().registry("paths"), "/time/claim")
                        .number())
                .isZero();
        as("viewer").get(ROOT + "/" + run).then().body("items.stepId", equalTo(List.of("s")));
    }

    private static Set<String> withCounters(Set<String> keys) {
        var more = new TreeSet<>(keys);
        more.add("tg:{0}:await-generations");
        more.add("tg:{0}:await-counts");
        more.add("tg:{0}:registry:await-paths");
        return more;
    }
}
