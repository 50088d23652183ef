package io.triggergateway.firing;

import static io.triggergateway.firing.Given.ROOT;
import static io.triggergateway.firing.Given.as;
import static io.triggergateway.firing.Given.decide;
import static io.triggergateway.firing.Given.fire;
import static io.triggergateway.firing.Given.firing;
import static io.triggergateway.firing.Given.hash;
import static io.triggergateway.firing.Given.manual;
import static io.triggergateway.firing.Given.messages;
import static io.triggergateway.firing.Given.subscribe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.triggergateway.accept.DurableWrite;
import io.triggergateway.accept.Ids;
import io.triggergateway.accept.MemoryGauge;
import io.triggergateway.accept.NewMessage;
import io.triggergateway.handoff.HandoffConfig;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Scripts;
import io.triggergateway.registry.Registry;
import io.triggergateway.trigger.StartChoice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts that wait for a person, over HTTP and in a race. */
@QuarkusTest
class PendingStartsTest {
    private final RedisLink redis;
    private final Keys keys;
    private final Registry registry;
    private final PendingStarts starts;
    private final PendingExpiry expiry;
    private final PendingScripts pendingScripts;
    private final Records records;
    private final Scripts scripts;
    private final DurableWrite durable;
    private final MemoryGauge memory;

    PendingStartsTest(
            RedisLink redis,
            Keys keys,
            Registry registry,
            PendingStarts starts,
            PendingExpiry expiry,
            PendingScripts pendingScripts,
            Records records,
            Scripts scripts,
            DurableWrite durable,
            MemoryGauge memory) {
        this.redis = redis;
        this.keys = keys;
        this.registry = registry;
        this.starts = starts;
        this.expiry = expiry;
        this.pendingScripts = pendingScripts;
        this.records = records;
        this.scripts = scripts;
        this.durable = durable;
        this.memory = memory;
    }

    @Test
    void startsOneOfSeveralAndThenTheOther() {
        manual("wait.several", "", "one", "two");
        var id = fire("wait.several", "1");
        firing("wait.several", id)
                .body("status", equalTo("pending"))
                .body("pending", contains("one", "two"))
                .body("pendingData.one.amount", equalTo(1))
                .body("runs", empty())
                .body("decisions", empty());

        decide("wait.several", id, "execute", "{\"flow\": \"two\"}")
                .statusCode(200)
                .body("status", equalTo("pending"))
                .body("pending", contains("one"))
                .body("runs.flow", contains("two"))
                .body("decisions[0].flow", equalTo("two"))
                .body("decisions[0].action", equalTo("executed"))
                .body("decisions[0].by", equalTo("operator"));
        decide("wait.several", id, "execute", "{}")
                .statusCode(200)
                .body("status", equalTo("accepted"))
                .body("pending", empty())
                .body("$", not(hasKey("pendingData")));

        assertThat(messages(redis, "wait.several"))
                .extracting(message -> message.get("flow"))
                .containsExactly("two", "one");
        assertThat(redis.call("ZSCORE", keys.pending(0), id).isNil()).isTrue();
        assertThat(redis.call("EXISTS", keys.pending(0, id)).number()).isZero();
    }

    @Test
    void handsOffTheSameMessageAsAStartThatDidNotWait() {
        manual("wait.message", "", "approve");
        subscribe("wait.message", "auto", "{}");
        var id = fire("wait.message", "1");

        decide("wait.message", id, "execute", "{}")
                .statusCode(200)
                .body("runs.flow", containsInAnyOrder("approve", "auto"));

        var messages = messages(redis, "wait.message");
        var automatic = messages.get(0);
        var decided = messages.get(1);
        assertThat(decided.keySet()).isEqualTo(automatic.keySet());
        assertThat(decided)
                .containsEntry("type", "start-run")
                .containsEntry("runId", Ids.run(0, id, "approve"))
                .containsEntry("id", Ids.startMessage(0, Ids.run(0, id, "approve")))
                .containsEntry("data", automatic.get("data"))
                .containsEntry("firingId", id);
        assertThat(decided.get("meta")).contains("\"user\":\"operator\"");
        assertThat(automatic.get("meta")).doesNotContain("\"user\"");
    }

    @Test
    void takesNoBodyForAllThatWait() {
        manual("wait.bare", "", "one", "two");
        var id = fire("wait.bare", "1");

        as("operator")
                .post(ROOT + "wait.bare/firings/" + id + "/execute")
                .then()
                .statusCode(200)
                .body("pending", empty());
    }

    @Test
    void dismissesAndSaysWho() {
        manual("wait.dismiss", "", "one", "two");
        var id = fire("wait.dismiss", "1");

        decide("wait.dismiss", id, "dismiss", "{}")
                .statusCode(200)
                .body("status", equalTo("ignored"))
                .body("reason", containsString("operator"))
                .body("decisions.action", contains("dismissed", "dismissed"));

        assertThat(messages(redis, "wait.dismiss")).isEmpty();
    }

    @Test
    void staysAcceptedWhenSomethingHasStarted() {
        manual("wait.partly", "", "approve", "other");
        var executed = fire("wait.partly", "1");
        decide("wait.partly", executed, "execute", "{\"flow\": \"approve\"}").statusCode(200);
        decide("wait.partly", executed, "dismiss", "{\"flow\": \"other\"}")
                .statusCode(200)
                .body("status", equalTo("accepted"));

        subscribe("wait.partly", "auto", "{}");
        var automatic = fire("wait.partly", "2");
        decide("wait.partly", automatic, "dismiss", "{}").statusCode(200).body("status", equalTo("accepted"));
    }

    @Test
    void secondDecisionIsToldWhoWasFirst() {
        manual("wait.second", "", "approve");
        var id = fire("wait.second", "1");
        decide("wait.second", id, "dismiss", "{}").statusCode(200);

        for (var body : List.of("{}", "{\"flow\": \"approve\"}")) {
            decide("wait.second", id, "execute", body)
                    .statusCode(409)
                    .contentType("application/problem+json")
                    .body("type", equalTo("/problems/conflict"))
                    .body("detail", allOf(containsString("operator dismissed 'approve' at 20"), containsString("Z")));
        }
        assertThat(messages(redis, "wait.second")).isEmpty();
    }

    @Test
    void oneOfManyAtOnceWins() throws Exception {
        manual("wait.race", "", "approve");
        for (int round = 0; round < 5; round++) {
            var id = fire("wait.race", "race-" + round);
            // All have seen it waiting; only Redis can tell who is first.
            var firing = records.summary(id).orElseThrow();
            var message = NewMessage.start(0, "wait.race", id, "approve", "", new byte[] {'1'}, "{}", null);
            var tasks = new ArrayList<Callable<PendingOutcome>>();
            for (int i = 0; i < 4; i++) {
                var by = "person-" + i;
                tasks.add(() -> pendingScripts.execute(firing, List.of(message), false, by));
                tasks.add(() -> starts.dismiss(firing, List.of("approve"), by));
            }
            tasks.add(() -> starts.expire(firing));

            var outcomes = together(tasks);

            assertThat(outcomes)
                    .filteredOn(outcome -> outcome instanceof PendingOutcome.Decided)
                    .hasSize(1);
            assertThat(outcomes)
                    .filteredOn(outcome -> outcome instanceof PendingOutcome.Late)
                    .hasSize(tasks.size() - 1)
                    .allSatisfy(outcome -> assertThat(((PendingOutcome.Late) outcome).decisions())
                            .hasSize(1));
            var decision = records.summary(id).orElseThrow().decisions().getFirst();
            var started = messages(redis, "wait.race").stream()
                    .filter(handedOff -> handedOff.get("firingId").equals(id))
                    .toList();
            assertThat(started).hasSize(decision.action() == Decision.Action.EXECUTED ? 1 : 0);
        }
    }

    private static List<PendingOutcome> together(List<Callable<PendingOutcome>> tasks) throws Exception {
        var outcomes = new ArrayList<PendingOutcome>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : executor.invokeAll(tasks)) {
                outcomes.add(future.get());
            }
        }
        return outcomes;
    }

    @Test
    void handsOffChangedDataThatFitTheSchema() {
        manual("wait.changed", "schema: { type: object, required: [amount] }\n", "approve", "other");
        var id = fire("wait.changed", "1");

        decide("wait.changed", id, "execute", "{\"data\": {\"amount\": 2}}")
                .statusCode(422)
                .body("errors.pointer", contains("/flow"));
        decide("wait.changed", id, "execute", "{\"flow\": \"approve\", \"data\": {\"sum\": 2}}")
                .statusCode(422)
                .body("errors[0].pointer", containsString("/data"));
        firing("wait.changed", id).body("pending", contains("approve", "other"));
        decide("wait.changed", id, "execute", "{\"flow\": \"approve\", \"data\": {\"amount\": 2}}")
                .statusCode(200)
                .body("decisions[0].dataChanged", equalTo(true));

        assertThat(messages(redis, "wait.changed"))
                .extracting(message -> message.get("data"))
                .containsExactly("{\"amount\":2}");
    }

    @Test
    void schemaIsNotAboutDataThatATransformMade() {
        manual(
                "wait.shaped",
                "schema: { type: object, required: [amount] }\ntransform: { sum: payload.amount }\n",
                "approve");
        var id = fire("wait.shaped", "1");

        decide("wait.shaped", id, "execute", "{\"data\": {\"sum\": 5}}").statusCode(200);

        assertThat(messages(redis, "wait.shaped").getFirst()).containsEntry("data", "{\"sum\":5}");
    }

    @Test
    void handsOffLargeDataByReference() {
        manual("wait.large", "", "approve");
        var large = "{\"text\":\"" + "x".repeat(70_000) + "\"}";
        var id = fire("wait.large", "1", large);

        decide("wait.large", id, "execute", "{}").statusCode(200);

        var message = messages(redis, "wait.large").getFirst();
        assertThat(message).doesNotContainKey("data");
        assertThat(redis.call("GET", message.get("dataRef")).text()).isEqualTo(large);
    }

    @Test
    void startsAlsoWhatIsDisabledOrNoLongerSubscribed() {
        manual("wait.off", "", "approve", "leaves");
        var id = fire("wait.off", "1");
        as("admin").delete(ROOT + "wait.off/subscriptions/leaves").then().statusCode(204);
        as("admin").post(ROOT + "wait.off/disable").then().statusCode(200);

        decide("wait.off", id, "execute", "{}")
                .statusCode(200)
                .body("runs.flow", containsInAnyOrder("approve", "leaves"));
    }

    @Test
    void needsAnOperator() {
        manual("wait.role", "", "approve");
        var id = fire("wait.role", "1");

        for (var verb : List.of("execute", "dismiss")) {
            as("engine")
                    .post(ROOT + "wait.role/firings/" + id + "/" + verb)
                    .then()
                    .statusCode(403);
        }
        firing("wait.role", id).body("pending", contains("approve"));
    }

    @Test
    void refusesWhatDoesNotWait() {
        manual("wait.not", "", "approve");
        manual("wait.other", "", "approve");
        var id = fire("wait.not", "1");
        Given.webhook("wait.auto", "");
        subscribe("wait.auto", "auto", "{}");
        var automatic = fire("wait.auto", "1");

        decide("wait.not", "f0-nothing", "execute", "{}").statusCode(404);
        decide("wait.not", "nonsense", "execute", "{}").statusCode(404);
        decide("wait.other", id, "execute", "{}").statusCode(404);
        decide("wait.nobody", id, "execute", "{}").statusCode(404);
        decide("wait.auto", automatic, "execute", "{}").statusCode(409);
        decide("wait.not", id, "execute", "{\"flow\": \"another\"}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/flow"))
                .body("errors[0].detail", containsString("approve"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "\"approve\"",
                "{\"flow\": 7}",
                "{\"flow\": \"\"}",
                "{\"flow\": [\"approve\"]}",
                "{\"flows\": \"approve\"}",
                "{\"flow\": \"approve\", \"data\": {}, \"force\": true}",
                "{\"flow\": \"app\\u0000rove\"}",
                "{\"flow\": \"approve\"",
                "{\"flow\": \"approve\", \"flow\": \"approve\"}",
                "nonsense",
            })
    void refusesRubbishAndChangesNothing(String body) {
        if (registry.find("wait.rubbish").isEmpty()) {
            manual("wait.rubbish", "", "approve");
        }
        var id = as("operator")
                .get(ROOT + "firings?status=pending&trigger=wait.rubbish")
                .path("items[0].firingId");
        var firing = id == null ? fire("wait.rubbish", "1") : id.toString();
        var before = hash(redis, keys.firing(0, firing));

        for (var verb : List.of("execute", "dismiss")) {
            var answer = decide("wait.rubbish", firing, verb, body).contentType("application/problem+json");
            assertThat(answer.extract().statusCode()).isIn(400, 422);
        }

        assertThat(hash(redis, keys.firing(0, firing))).isEqualTo(before);
        assertThat(redis.call("HLEN", keys.pending(0, firing)).number()).isEqualTo(1);
        assertThat(messages(redis, "wait.rubbish")).isEmpty();
    }

    @Test
    void refusesAStartBeyondTheBoundOfItsStream() {
        manual("wait.full", "", "approve");
        var id = fire("wait.full", "1");
        var full = new PendingStarts(records, new PendingScripts(scripts, keys, new Full(), durable, memory));
        var trigger = registry.find("wait.full").orElseThrow();
        var before = hash(redis, keys.firing(0, id));

        assertThat(full.execute(trigger, id, StartChoice.ALL, "somebody")).isEqualTo(new PendingOutcome.Backlog(""));

        assertThat(hash(redis, keys.firing(0, id))).isEqualTo(before);
        assertThat(starts.execute(trigger, id, StartChoice.ALL, "somebody"))
                .isEqualTo(new PendingOutcome.Decided(List.of("approve")));
    }

    private record Full() implements HandoffConfig, HandoffConfig.Backlog {
        @Override
        public List<String> groups() {
            return List.of("engines");
        }

        @Override
        public int inlineBytes() {
            return 65_536;
        }

        @Override
        public Backlog backlog() {
            return this;
        }

        @Override
        public Duration trimEvery() {
            return Duration.ofSeconds(1);
        }

        @Override
        public long entries() {
            return 0;
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    @Test
    void changesNothingWhenAStreamIsBroken() {
        Given.webhook("wait.crooked", "");
        subscribe("wait.crooked", "approve", "{\"mode\": \"manual\", \"stream\": \"crooked\"}");
        var id = fire("wait.crooked", "1");
        var before = hash(redis, keys.firing(0, id));
        redis.call("DEL", keys.handoff(0, "crooked"));
        redis.call("SADD", keys.handoff(0, "crooked"), "something else");

        decide("wait.crooked", id, "execute", "{}").statusCode(503).header("Retry-After", notNullValue());

        assertThat(hash(redis, keys.firing(0, id))).isEqualTo(before);
        redis.call("DEL", keys.handoff(0, "crooked"));
        decide("wait.crooked", id, "execute", "{}").statusCode(200).body("runs[0].stream", equalTo("crooked"));
        assertThat(redis.call("XLEN", keys.handoff(0, "crooked")).number()).isEqualTo(1);
    }

    @Test
    void dropsWhatNobodyDecidesInTime() {
        manual("wait.expires", "", "approve");
        var late = fire("wait.expires", "1");
        var young = fire("wait.expires", "2");
        redis.call("ZADD", keys.pending(0), 1, late);

        expiry.sweep();
        expiry.sweep();

        firing("wait.expires", late)
                .body("status", equalTo("ignored"))
                .body("reason", containsString("nobody decided in time"))
                .body("decisions.action", contains("expired"))
                .body("decisions[0]", not(hasKey("by")));
        firing("wait.expires", young).body("status", equalTo("pending"));
        decide("wait.expires", late, "execute", "{}").statusCode(409).body("detail", containsString("over"));
    }

    @Test
    void sweepsAwayWhatWaitsOfAFiringThatIsNoMore() {
        redis.call("HSET", keys.pending(0, "f0-lost"), "approve", "{}");
        redis.call("ZADD", keys.pending(0), 1, "f0-lost");
        redis.call("ZADD", keys.pending(0), 1, "rubbish");

        expiry.sweep();

        assertThat(redis.call("EXISTS", keys.pending(0, "f0-lost"), keys.firing(0, "f0-lost"))
                        .number())
                .isZero();
        assertThat(redis.call("ZMSCORE", keys.pending(0), "f0-lost", "rubbish").items())
                .allMatch(score -> score.isNil());
    }

    @Test
    void oneBrokenFiringDoesNotHoldUpTheOthers() {
        manual("wait.broken", "", "approve");
        var broken = fire("wait.broken", "1");
        var sound = fire("wait.broken", "2");
        redis.call("DEL", keys.pending(0, broken));
        redis.call("SET", keys.pending(0, broken), "something else");
        redis.call("ZADD", keys.pending(0), 1, broken, 2, sound);

        expiry.sweep();

        firing("wait.broken", sound).body("decisions.action", contains("expired"));
        redis.call("DEL", keys.pending(0, broken));
        redis.call("ZREM", keys.pending(0), broken);
    }

    @Test
    void answersJsonOnly() {
        manual("wait.type", "", "approve");
        var id = fire("wait.type", "1");

        as("operator")
                .contentType(ContentType.TEXT)
                .body("flow: approve")
                .post(ROOT + "wait.type/firings/" + id + "/execute")
                .then()
                .statusCode(415);
    }
}
