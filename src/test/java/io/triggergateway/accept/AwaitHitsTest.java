package io.triggergateway.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.triggergateway.expression.Equalities;
import io.triggergateway.expression.Expressions;
import io.triggergateway.expression.Scope;
import io.triggergateway.payload.Json;
import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.triggergateway.trigger.Findings;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events at the door, and those who wait for them. */
class AwaitHitsTest {
    private static final Pattern CALLS = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

    @TempDir
    static Path directory;

    private static final Vertx VERTX = Vertx.vertx();

    private static EmbeddedRedis redis;
    private static RedisLink link;

    private GivenDoor door;
    private Script register;
    private Map<String, Integer> generations = Map.of();

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
        generations = new HashMap<>();
        register = new Scripts(link).load("register-await");
    }

    @Test
    void anEventEndsTheAwaitOfItsValueAndNoOther() {
        await("r1", "event.id == 1");
        await("r2", "event.id == 2");
        await("r3", "event.id == '1'");

        door.run(event("{\"id\": 1.0}"));

        assertThat(resumed()).containsExactly("r1");
        assertThat(resumes().getFirst())
                .containsEntry("stepId", "s")
                .containsEntry("trigger", "await:r1:s")
                .containsEntry("outcome", "resolved")
                .containsEntry("firingId", event("{\"id\": 1.0}").id())
                .containsEntry("data", "{\"id\":1.0}")
                .containsEntry("meta", "{\"method\":\"POST\"}")
                .doesNotContainKey("flow");
    }

    @Test
    void anEventEndsAllAwaitsThatFit() {
        await("r1", "event.id == 1");
        await("r2", "event.id == 1 && event.kind == 'a'");
        await("r3", "payload.kind == 'a'");
        await("r4", null);
        await("r5", "event.kind == 'b'");

        door.run(event("{\"id\": 1, \"kind\": \"a\"}"));

        assertThat(resumed()).containsExactlyInAnyOrder("r1", "r2", "r3", "r4");
    }

    @Test
    void aRepeatedEventEndsNothing() {
        door.run(event("{\"id\": 1}"));
        await("r1", "event.id == 1");

        door.run(event("{\"id\": 1}"));

        assertThat(resumed()).isEmpty();
    }

    @Test
    void whatIsNoEventEndsNothing() {
        await("r1", null);

        door.run(new GivenFiring());

        assertThat(resumed()).isEmpty();
    }

    @Test
    void anEventEndsAnAwaitOnce() {
        await("r1", "event.id == 1");

        door.run(event("{\"id\": 1}"));
        door.run(event("{\"id\": 1}").delivery("another"));

        assertThat(resumed()).containsExactly("r1");
        assertThat(link.call("GET", "tg:{0}:awaited:r1/s").text())
                .contains(" resolved ")
                .endsWith(" event:" + event("{\"id\": 1}").id());
    }

    @Test
    void aWebhookOfAnotherTriggerEndsNothing() {
        door.with("invoices");
        await("r1", "event.id == 1");

        door.run(event("{\"id\": 1}").trigger("invoices"));

        assertThat(resumed()).isEmpty();
    }

    @Test
    void replicasLearnShapesAsTheyCome() {
        var other = GivenDoor.before(link);
        for (int i = 0; i < 10; i++) {
            await("r" + i, "event.f%d == 1".formatted(i));
            (i % 2 == 0 ? door : other).run(event("{\"f%d\": 1}".formatted(i)));
        }

        assertThat(resumed()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void leavesNothingBehind() {
        var before = stateOf("orders");
        await("r1", "event.id == 1");
        await("r2", "event.id == 1 && event.other == true");
        assertThat(stateOf("orders")).containsKey("shapes");

        door.run(event("{\"id\": 1, \"other\": true}"));

        assertThat(resumed()).hasSize(2);
        assertThat(door.allKeys())
                .filteredOn(key -> key.contains("await-") || key.contains(":await:"))
                .containsOnly("tg:{0}:await-counts");
        var after = new TreeMap<>(stateOf("orders"));
        after.keySet().removeAll(Set.of("bytes"));
        assertThat(after).isEqualTo(before);
    }

    @Test
    void whatHasToBeEvaluatedIsLeftWithAllThatItTakes() {
        await("r1", "event.id == 1 && event.amount > 10");

        door.run(event("{\"id\": 1, \"amount\": 20}"));
        door.run(event("{\"id\": 2, \"amount\": 20}"));

        assertThat(resumed()).isEmpty();
        assertThat(door.entries("tg:{0}:await-matches"))
                .singleElement()
                .satisfies(left -> assertThat(left)
                        .containsEntry("trigger", "orders")
                        .containsEntry("data", "{\"id\":1,\"amount\":20}")
                        .containsEntry("payload", "")
                        .containsKeys("position", "buckets", "meta", "time", "firing", "traceparent"));
    }

    @Test
    void aCrowdThatWaitsForTheSameIsLeftToReplicas() {
        for (int i = 0; i < 101; i++) {
            await("r" + i, "event.id == 1");
        }

        door.run(event("{\"id\": 1}"));

        assertThat(resumed()).isEmpty();
        assertThat(door.entries("tg:{0}:await-matches")).hasSize(1);
    }

    @Test
    void costsTheSameHoweverManyWaitForOtherValues() {
        await("first", "event.id == 0");
        door.run(event("{\"id\": -1}").delivery("warms up"));
        var alone = callsOf(event("{\"id\": -1}").delivery("alone"));

        for (int i = 1; i <= 3_000; i++) {
            await("r" + i, "event.id == %d".formatted(i));
        }

        assertThat(callsOf(event("{\"id\": -1}").delivery("among many"))).isEqualTo(alone);
        assertThat(alone.values().stream().mapToInt(Integer::intValue).sum()).isLessThan(25);
    }

    @Test
    void costsNothingWithoutAwaits() {
        door.run(new GivenFiring().flows().delivery("warms up"));
        var plain = callsOf(new GivenFiring().flows().delivery("plain"));

        assertThat(callsOf(event("{\"id\": 1}").delivery("event"))).isEqualTo(plain);
    }

    @Test
    void refusesMoreThanAHundredThatCannotBeLookedUp() {
        for (int i = 0; i < 100; i++) {
            assertThat(await("r" + i, "event.amount > 1")).isEqualTo("registered");
        }

        assertThat(await("one-more", "event.amount > 1")).isEqualTo("crowded");
        assertThat(await("one-more", "event.id == 1 && event.amount > 1")).isEqualTo("registered");
    }

    @Test
    void namesTheShapesThatThereAreWhenOneMoreIsTooMany() {
        for (int i = 0; i < 16; i++) {
            assertThat(await("r" + i, "event.f%d == 1".formatted(i))).isEqualTo("registered");
        }

        assertThat(await("again", "event.f3 == 2")).isEqualTo("registered");
        assertThat(await("any", null)).isEqualTo("registered");
        assertThat(await("one-more", "event.f16 == 1")).isEqualTo("shapes");
    }

    @Test
    void waitsForNoTriggerThatIsNotThere() {
        link.call("HSET", "tg:{0}:trigger:orders", "enabled", "deleted");

        assertThat(await("r1", null)).isEqualTo("no-trigger");
    }

    @Test
    void aDeletedTriggerIsKnownWhileSomebodyWaitsForIt() {
        await("r1", "event.id == 1");
        var state = new Scripts(link).load("set-state");
        var keys = List.of("tg:{0}:trigger:orders", "a", "b", "c", "d").stream()
                .map(key -> key.startsWith("tg") ? key : "tg:{0}:" + key)
                .toList();

        state.call(keys, List.of(1, 2, "deleted"));
        assertThat(link.call("TTL", "tg:{0}:trigger:orders").number()).isEqualTo(-1);
        end("r1");

        assertThat(link.call("TTL", "tg:{0}:trigger:orders").number()).isPositive();
    }

    @Test
    void keepsWhatTheRecordDoesNotHaveForThoseWhoComeLater() {
        door.run(event("{\"id\": 1}").unrecorded());

        assertThat(door.entries("tg:{0}:await-recent:orders"))
                .containsExactly(Map.of("payload", "", "data", "{\"id\":1}"));
        assertThat(link.call("PTTL", "tg:{0}:await-recent:orders").number()).isBetween(1L, 600_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"await-shapes:orders", "awaits-due", "awaits-check", "run-awaits:5573", "handoff", "await:1"})
    void whatSomebodyElseHasPutThereFailsTheFiringAsAWhole(String key) {
        await("r1", "event.id == 1");
        door.run(event("{\"id\": 2}"));
        link.call("DEL", "tg:{0}:" + key);
        link.call("SADD", "tg:{0}:" + key, "something else");
        var before = door.digest();

        assertThatThrownBy(() -> door.run(event("{\"id\": 1}"))).isInstanceOf(RedisFault.class);

        assertThat(door.digest()).isEqualTo(before);
    }

    private static GivenFiring event(String json) {
        return GivenFiring.of(json)
                .flows()
                .body(json)
                .event(Objects.requireNonNull(Json.parseOrNull(json.getBytes(StandardCharsets.UTF_8))));
    }

    private String await(String run, @Nullable String filter) {
        var findings = new Findings();
        var demanded = filter == null
                ? Equalities.NONE
                : Objects.requireNonNull(Expressions.filter(filter, Scope.TRIGGER, "", findings))
                        .equalities();
        var reply = register.call(
                List.of("tg:{0}:"),
                List.of(
                        run + "/s",
                        generations.computeIfAbsent(run, any -> generations.size() + 1),
                        "body",
                        "event",
                        "{}",
                        "",
                        "",
                        "orders",
                        "",
                        "",
                        "1",
                        "",
                        60_000,
                        "",
                        "",
                        AwaitIndex.id(demanded.shape()),
                        AwaitIndex.bucket("orders", demanded.shape(), demanded.values()),
                        demanded.shape().text(),
                        demanded.complete() ? "whole" : "part"));
        return reply.at(0).text();
    }

    private void end(String run) {
        new Scripts(link)
                .load("resolve-await")
                .call(
                        List.of("tg:{0}:"),
                        List.of(
                                run + "/s",
                                Objects.requireNonNull(generations.get(run)),
                                "cancelled",
                                "null",
                                "{}",
                                "",
                                "",
                                "user",
                                1024));
    }

    private List<Map<String, String>> resumes() {
        return door.messages().stream()
                .filter(message -> message.get("type").equals("resume-run"))
                .toList();
    }

    private List<String> resumed() {
        return resumes().stream().map(message -> message.get("runId")).toList();
    }

    private Map<String, String> stateOf(String trigger) {
        return new TreeMap<>(door.hash("tg:{0}:trigger:" + trigger));
    }

    /** How often Redis was asked for what within the script. */
    private Map<String, Integer> callsOf(GivenFiring firing) {
        link.call("CONFIG", "RESETSTAT");
        door.run(firing);
        var stats = CALLS.matcher(link.call("INFO", "commandstats").text());
        var calls = stats.results()
                .collect(Collectors.toMap(call -> call.group(1), call -> Integer.parseInt(call.group(2))));
        calls.keySet().removeAll(Set.of("config|resetstat", "info", "evalsha", "eval"));
        return calls;
    }
}
