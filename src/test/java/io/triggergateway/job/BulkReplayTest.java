package io.triggergateway.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.triggergateway.payload.Json;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replays of many firings, asked for over HTTP and run step by step. */
@QuarkusTest
@TestProfile(ByHand.class)
class BulkReplayTest {
    private static final String ROOT = "/api/_triggers";
    private static final String HANDOFF = "tg:{0}:handoff";
    private static final String ALL = "{\"from\": \"2020-01-01T00:00:00Z\"}";
    private static final int MANY = 1500;
    private static final int SENDERS = 16;

    private final RedisLink redis;
    private final Claims claims;
    private final List<JobKind> kinds;
    private final JobConfig config;
    private int replicas;

    BulkReplayTest(RedisLink redis, Claims claims, @All List<JobKind> kinds, JobConfig config) {
        this.redis = redis;
        this.claims = claims;
        this.kinds = kinds;
        this.config = config;
    }

    @BeforeEach
    void emptiesTheStream() {
        redis.call("XTRIM", HANDOFF, "MAXLEN", 0);
        redis.call("DEL", "tg:{0}:jobs:open");
    }

    private static RequestSpecification admin() {
        return given().header("Authorization", "Bearer test-token-of-an-admin").contentType("application/json");
    }

    private static void register(String name, String more) {
        admin().body(
                        "{\"name\": \"%s\", \"type\": \"webhook\"%s, \"endpoint\": {\"path\": \"/%s\", \"auth\": {\"type\": \"none\"}}}"
                                .formatted(name, more, name))
                .post(ROOT)
                .then()
                .statusCode(201);
        subscribe(name, "flow", "{}");
    }

    private static void subscribe(String name, String flow, String body) {
        admin().body(body)
                .put(ROOT + "/" + name + "/subscriptions/" + name + "-" + flow)
                .then()
                .statusCode(201);
    }

    private static String fire(String name, int n) {
        return given().contentType("application/json")
                .header("Idempotency-Key", name + n)
                .body("{\"n\": %d}".formatted(n))
                .post(ROOT + "/webhooks/" + name)
                .then()
                .statusCode(202)
                .extract()
                .path("firingId");
    }

    private static List<String> fireSome(String name, int count) {
        return IntStream.range(0, count).mapToObj(n -> fire(name, n)).toList();
    }

    private static ValidatableResponse ask(String name, String body) {
        return admin().body(body).post(ROOT + "/" + name + "/replay").then();
    }

    private static String start(String name, String body) {
        var answer = ask(name, body).statusCode(202).body("status", equalTo("running"));
        String id = answer.extract().path("id");
        answer.header("Location", ROOT + "/jobs/" + id);
        return id;
    }

    private static JsonPath job(String id) {
        return admin().get(ROOT + "/jobs/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Another replica, as it were. */
    private JobRunner replica(List<JobKind> does) {
        return new JobRunner(claims, does, config, new Random(++replicas));
    }

    private void run() {
        replica(kinds).next().orElseThrow().run();
    }

    private JsonPath replay(String name, String body) {
        var id = start(name, body);
        run();
        var ended = job(id);
        assertThat(ended.getString("status")).isEqualTo("done");
        return ended;
    }

    /** The real kind, with something that happens after each of its steps. */
    private List<JobKind> disturbed(Consumer<JobStep> disturbance) {
        var real = kinds.stream()
                .filter(kind -> kind.kind().equals("replay"))
                .findFirst()
                .orElseThrow();
        return List.of(new JobKind() {
            @Override
            public String kind() {
                return real.kind();
            }

            @Override
            public JobStep step(Job job, @Nullable String cursor, int most) {
                var step = real.step(job, cursor, 10);
                disturbance.accept(step);
                return step;
            }
        });
    }

    private List<Map<String, String>> messages(String trigger) {
        return redis.call("XRANGE", HANDOFF, "-", "+").items().stream()
                .map(entry -> {
                    var fields = new LinkedHashMap<String, String>();
                    for (int i = 0; i < entry.at(1).size(); i += 2) {
                        fields.put(
                                entry.at(1).at(i).text(), entry.at(1).at(i + 1).text());
                    }
                    return (Map<String, String>) fields;
                })
                .filter(fields -> trigger.equals(fields.get("trigger")))
                .toList();
    }

    private static JsonNode json(@Nullable String text) {
        return Objects.requireNonNull(
                Json.parseOrNull(Objects.requireNonNull(text).getBytes(StandardCharsets.UTF_8)));
    }

    /** Every key, and how much is in those that grow; but what was counted before comes to its place at any time. */
    private String state() {
        var names = redis.call("KEYS", "*").items().stream()
                .map(Reply::text)
                .filter(name -> !name.startsWith("tg:{0}:stats"))
                .sorted()
                .toList();
        return names + " " + redis.call("XLEN", HANDOFF).number()
                + names.stream()
                        .filter(name -> name.startsWith("tg:{0}:firings:"))
                        .map(name -> redis.call("XLEN", name).number())
                        .toList()
                + redis.call("ZCARD", "tg:{0}:jobs").number();
    }

    /** What the replayed messages carry, in the order of the stream. */
    private List<Integer> replayed(String trigger) {
        return messages(trigger).stream()
                .filter(message -> json(message.get("meta")).has("replayOf"))
                .map(message -> json(message.get("data")).path("n").asInt())
                .toList();
    }

    @Test
    void firesARangeAgainOldestFirst() {
        register("bulk.range", "");
        var ids = fireSome("bulk.range", 5);

        var ended = replay("bulk.range", ALL);

        assertThat(replayed("bulk.range")).containsExactly(0, 1, 2, 3, 4);
        assertThat(messages("bulk.range").stream().skip(5))
                .extracting(
                        message -> json(message.get("meta")).path("replayOf").asText())
                .containsExactlyElementsOf(ids);
        assertThat(messages("bulk.range"))
                .extracting(message -> message.get("runId"))
                .doesNotHaveDuplicates();
        assertThat(ended.getInt("total")).isEqualTo(5);
        assertThat(ended.getInt("done")).isEqualTo(5);
        assertThat(ended.getInt("counts.replayed")).isEqualTo(5);
        assertThat(ended.getString("kind")).isEqualTo("replay");
        assertThat(ended.getString("createdBy")).isEqualTo("test");
        assertThat(ended.getString("endedAt")).isNotNull();
    }

    @Test
    void takesTheBoundsOfTheRangeExactly() {
        register("bulk.bounds", "");
        var ids = fireSome("bulk.bounds", 3);
        redis.call("DEL", "tg:{0}:firings:bulk.bounds");
        for (int i = 0; i < 3; i++) {
            var position = 1_700_000_000_000L + i * 1000 + "-7";
            redis.call("XADD", "tg:{0}:firings:bulk.bounds", position, "id", ids.get(i), "status", "accepted");
        }

        replay("bulk.bounds", "{\"from\": \"2023-11-14T22:13:21Z\", \"to\": \"2023-11-14T22:13:21.000Z\"}");

        assertThat(replayed("bulk.bounds")).containsExactly(1);
    }

    @Test
    void firesTheNewestAgain() {
        register("bulk.last", "");
        fireSome("bulk.last", 5);
        var ended = replay("bulk.last", "{\"last\": 2}");
        assertThat(replayed("bulk.last")).containsExactly(3, 4);
        assertThat(ended.getInt("total")).isEqualTo(2);
    }

    @Test
    void firesTheNewestThatAFilterMeans() {
        register("bulk.filter", "");
        fireSome("bulk.filter", 8);
        var ended = replay("bulk.filter", "{\"last\": 2, \"filter\": \"payload.n % 2 == 0 && method == 'POST'\"}");
        assertThat(replayed("bulk.filter")).containsExactly(4, 6);
        assertThat(ended.getInt("counts.notSelected")).isEqualTo(2);
        assertThat(ended.getInt("skipped")).isEqualTo(2);
        assertThat(ended.getInt("total")).isEqualTo(4);
    }

    @Test
    void startsOnlyTheFlowsThatAreNamed() {
        register("bulk.flows", "");
        subscribe("bulk.flows", "other", "{\"filter\": \"payload.n > 0\"}");
        fireSome("bulk.flows", 2);
        replay("bulk.flows", "{\"last\": 5, \"flows\": [\"bulk.flows-other\"]}");
        assertThat(messages("bulk.flows").stream().skip(3))
                .extracting(message -> message.get("flow"))
                .containsExactly("bulk.flows-other");
    }

    @Test
    void goesByTheTriggerAsItIsNow() {
        register("bulk.status", ", \"filter\": \"payload.n > 1\"");
        fireSome("bulk.status", 4);
        admin().body("{\"filter\": \"payload.n > 0\", \"transform\": {\"n\": \"payload.n * 10\"}}")
                .patch(ROOT + "/bulk.status")
                .then()
                .statusCode(200);

        var ended = replay("bulk.status", "{\"last\": 10, \"status\": \"ignored\"}");

        assertThat(replayed("bulk.status")).containsExactly(10);
        assertThat(ended.getInt("counts.ignored")).isEqualTo(1);
        assertThat(ended.getInt("counts.replayed")).isEqualTo(1);
        assertThat(ended.getInt("done")).isEqualTo(2);
    }

    @Test
    void countsWhatTheSchemaRefusesNow() {
        register("bulk.schema", "");
        fireSome("bulk.schema", 2);
        admin().body("{\"schema\": {\"properties\": {\"n\": {\"minimum\": 1}}}}")
                .patch(ROOT + "/bulk.schema")
                .then()
                .statusCode(200);
        var ended = replay("bulk.schema", ALL);
        assertThat(ended.getInt("counts.invalid")).isEqualTo(1);
        assertThat(ended.getInt("failed")).isEqualTo(1);
        assertThat(ended.getInt("done")).isEqualTo(1);
    }

    @Test
    void makesStartsWaitForPeopleWhereTheFlowAsksForIt() {
        register("bulk.manual", "");
        fireSome("bulk.manual", 1);
        admin().body("{\"mode\": \"manual\"}")
                .put(ROOT + "/bulk.manual/subscriptions/bulk.manual-flow")
                .then()
                .statusCode(200);
        assertThat(replay("bulk.manual", ALL).getInt("counts.pending")).isEqualTo(1);
        assertThat(replayed("bulk.manual")).isEmpty();
    }

    @Test
    void leavesReplaysOutUnlessTheyAreMeant() {
        register("bulk.again", "");
        fireSome("bulk.again", 2);
        assertThat(replay("bulk.again", ALL).getInt("done")).isEqualTo(2);
        assertThat(replay("bulk.again", ALL).getInt("done")).isEqualTo(2);
        assertThat(replay("bulk.again", "{\"last\": 9, \"replays\": true}").getInt("done"))
                .isEqualTo(6);
    }

    @Test
    void takesNothingThatCameAfterTheJob() {
        register("bulk.fixed", "");
        fireSome("bulk.fixed", 2);
        var id = start("bulk.fixed", ALL);
        fire("bulk.fixed", 2);
        run();
        assertThat(replayed("bulk.fixed")).containsExactly(0, 1);
        assertThat(job(id).getInt("done")).isEqualTo(2);
    }

    @Test
    void endsAtOnceWhenThereIsNothing() {
        register("bulk.none", "");
        assertThat(replay("bulk.none", ALL).getInt("total")).isZero();
    }

    @Test
    void countsWhatHasNoPayloadAndWhatIsGone() {
        register("bulk.kept", "");
        var ids = fireSome("bulk.kept", 3);
        redis.call("DEL", "tg:{0}:firing:" + ids.get(0));
        redis.call("HDEL", "tg:{0}:firing:" + ids.get(1), "payload");
        var ended = replay("bulk.kept", ALL);
        assertThat(replayed("bulk.kept")).containsExactly(2);
        assertThat(ended.getInt("counts.gone")).isEqualTo(1);
        assertThat(ended.getInt("counts.notKept")).isEqualTo(1);
        assertThat(ended.getInt("skipped")).isEqualTo(2);
    }

    @Test
    void saysWhatItWouldDoAndStoresNothing() {
        register("bulk.dry", "");
        fireSome("bulk.dry", 4);
        var before = state();
        ask("bulk.dry", "{\"last\": 2, \"filter\": \"payload.n < 3\", \"dryRun\": true}")
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("matched", equalTo(2))
                .body("scanned", equalTo(3))
                .body("complete", equalTo(true));
        ask("bulk.dry", "{\"to\": \"2020-01-01T00:00:00Z\", \"dryRun\": true}")
                .statusCode(200)
                .body("matched", equalTo(0))
                .body("oldest", nullValue());
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void stopsWhereItIsWhenItIsCancelled() {
        register("bulk.cancel", "");
        fireSome("bulk.cancel", 30);
        var id = start("bulk.cancel", ALL);
        replica(disturbed(step -> {
                    if (step.fired() > 0) {
                        admin().delete(ROOT + "/jobs/" + id)
                                .then()
                                .statusCode(200)
                                .body("status", equalTo("cancelled"));
                    }
                }))
                .next()
                .orElseThrow()
                .run();
        assertThat(replayed("bulk.cancel")).hasSize(10);
        assertThat(job(id).getInt("done")).isEqualTo(10);
        assertThat(job(id).getString("status")).isEqualTo("cancelled");
        admin().delete(ROOT + "/jobs/" + id).then().statusCode(204);
        admin().get(ROOT + "/jobs/" + id).then().statusCode(404);
        admin().delete(ROOT + "/jobs/" + id).then().statusCode(404);
    }

    @Test
    void isCarriedOnByAnotherReplicaWithoutLossOrRepetition() {
        register("bulk.killed", "");
        fireSome("bulk.killed", 35);
        var id = start("bulk.killed", ALL);
        var doomed = replica(disturbed(step -> {
            if (step.fired() > 0) {
                throw new AssertionError("killed");
            }
        }));
        assertThatThrownBy(() -> doomed.next().orElseThrow().run()).hasMessage("killed");
        assertThat(replayed("bulk.killed")).hasSize(10);
        assertThat(replica(kinds).next()).isEmpty();
        redis.call("HSET", "tg:{0}:job:" + id, "touchedAt", 0);

        run();

        assertThat(replayed("bulk.killed"))
                .containsExactlyElementsOf(IntStream.range(0, 35).boxed().toList());
        var ended = job(id);
        assertThat(ended.getInt("done")).isEqualTo(35);
        assertThat(ended.getInt("counts.replayed")).isEqualTo(35);
        assertThat(ended.getInt("counts.repeated")).isEqualTo(10);
    }

    @Test
    void waitsWhileTheTriggerIsDisabled() {
        register("bulk.off", "");
        fireSome("bulk.off", 2);
        var id = start("bulk.off", ALL);
        admin().post(ROOT + "/bulk.off/disable").then().statusCode(200);
        run();
        assertThat(job(id).getString("waiting")).contains("disabled");
        ask("bulk.off", ALL).statusCode(409).body("detail", containsString("disabled"));
        admin().post(ROOT + "/bulk.off/enable").then().statusCode(200);
        redis.call("HSET", "tg:{0}:job:" + id, "notBefore", 0);
        run();
        assertThat(replayed("bulk.off")).containsExactly(0, 1);
    }

    @Test
    void failsWhenTheTriggerIsRemoved() {
        register("bulk.removed", "");
        fireSome("bulk.removed", 1);
        var id = start("bulk.removed", ALL);
        admin().delete(ROOT + "/bulk.removed").then().statusCode(200);
        run();
        assertThat(job(id).getString("status")).isEqualTo("failed");
        assertThat(job(id).getString("error")).contains("removed");
    }

    @Test
    void leavesHalfOfTheBacklogToWebhooks() {
        register("bulk.room", "");
        fireSome("bulk.room", 3);
        for (int i = 0; i < ByHand.BACKLOG / 2 - 5; i++) {
            redis.send("XADD", HANDOFF, "*", "type", "ballast");
        }
        redis.call("PING");
        var id = start("bulk.room", ALL);
        run();
        assertThat(job(id).getString("waiting")).contains("half full");
        assertThat(job(id).getInt("done")).isEqualTo(2);
        fire("bulk.room", 3);

        redis.call("XTRIM", HANDOFF, "MAXLEN", 1);
        redis.call("HSET", "tg:{0}:job:" + id, "notBefore", 0);
        run();
        assertThat(job(id).getString("status")).isEqualTo("done");
        assertThat(job(id).getInt("done")).isEqualTo(3);
        assertThat(job(id).getString("waiting")).isNull();
    }

    @Test
    void makesOneJobOfOneKey() {
        register("bulk.key", "");
        fireSome("bulk.key", 1);
        var keyed = admin().header("Idempotency-Key", "monday").body(ALL);
        String id = keyed.post(ROOT + "/bulk.key/replay")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        keyed.post(ROOT + "/bulk.key/replay").then().statusCode(202).body("id", equalTo(id));
        admin().header("Idempotency-Key", "monday")
                .body("{\"last\": 1}")
                .post(ROOT + "/bulk.key/replay")
                .then()
                .statusCode(422);
        admin().get(ROOT + "/jobs?limit=1").then().statusCode(200).body("items.id", contains(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "7",
                "{\"from\": 7}",
                "{\"from\": \"yesterday\"}",
                "{\"from\": \"2026-01-02T00:00:00Z\", \"to\": \"2026-01-01T00:00:00Z\"}",
                "{\"last\": 0}",
                "{\"last\": -1}",
                "{\"last\": 1.5}",
                "{\"last\": \"all\"}",
                "{\"last\": 99999999999999999999}",
                "{\"last\": 1, \"filter\": 7}",
                "{\"last\": 1, \"filter\": \"\"}",
                "{\"last\": 1, \"filter\": \"payload.n >\"}",
                "{\"last\": 1, \"filter\": \"1 + 1\"}",
                "{\"last\": 1, \"filter\": \"data.n > 1\"}",
                "{\"last\": 1, \"flows\": \"a\"}",
                "{\"last\": 1, \"flows\": []}",
                "{\"last\": 1, \"flows\": [7]}",
                "{\"last\": 1, \"flows\": [\"no such flow\"]}",
                "{\"last\": 1, \"flows\": [\"nobody\"]}",
                "{\"last\": 1, \"status\": \"good\"}",
                "{\"last\": 1, \"status\": [7]}",
                "{\"last\": 1, \"status\": {}}",
                "{\"last\": 1, \"replays\": \"yes\"}",
                "{\"last\": 1, \"dryRun\": \"yes\"}",
                "{\"last\": 1, \"limit\": 3}"
            })
    void refusesRubbishAndStoresNothing(String body) {
        if (admin().get(ROOT + "/bulk.rubbish").statusCode() == 404) {
            register("bulk.rubbish", "");
        }
        var before = state();
        ask("bulk.rubbish", body)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/invalid-document"));
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void refusesWhatCannotBeRead() {
        register("bulk.unread", "");
        ask("bulk.unread", "{\"last\": ").statusCode(400);
        ask("bulk.nobody", ALL).statusCode(404);
        admin().contentType("text/plain")
                .body("last")
                .post(ROOT + "/bulk.unread/replay")
                .then()
                .statusCode(415);
        admin().header("Idempotency-Key", "x".repeat(256))
                .body(ALL)
                .post(ROOT + "/bulk.unread/replay")
                .then()
                .statusCode(400);
        admin().get(ROOT + "/jobs?cursor=nonsense").then().statusCode(400);
        admin().get(ROOT + "/jobs?limit=0").then().statusCode(400);
        admin().get(ROOT + "/jobs/nonsense").then().statusCode(404);
    }

    @Test
    void losesAndDoublesNothingWhileWebhooksArrive() throws Exception {
        register("bulk.many", "");
        assertThat(sendMany("bulk.many", 0, MANY)).containsOnly(202);
        var id = start("bulk.many", ALL);

        List<Integer> answers;
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var job = pool.submit(this::run);
            answers = sendMany("bulk.many", MANY, MANY / 2);
            job.get();
        }

        assertThat(answers).hasSize(MANY / 2).containsOnly(202);
        assertThat(job(id).getString("status")).isEqualTo("done");
        assertThat(job(id).getInt("counts.replayed")).isEqualTo(MANY);
        assertThat(messages("bulk.many")).hasSize(2 * MANY + MANY / 2);
        var ids = new HashSet<String>();
        messages("bulk.many").forEach(message -> ids.add(message.get("id")));
        assertThat(ids).hasSize(2 * MANY + MANY / 2);
        assertThat(replayed("bulk.many")).hasSize(MANY).doesNotHaveDuplicates();
    }

    private static List<Integer> sendMany(String name, int first, int count) throws Exception {
        try (var client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                var pool =
                        Executors.newFixedThreadPool(SENDERS, Thread.ofVirtual().factory())) {
            var tasks = IntStream.range(first, first + count)
                    .mapToObj(n -> (Callable<Integer>)
                            () -> client.send(webhook(name, n), HttpResponse.BodyHandlers.discarding())
                                    .statusCode())
                    .toList();
            var answers = new ArrayList<Integer>();
            for (var answer : pool.invokeAll(tasks)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    private static HttpRequest webhook(String name, int n) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + ROOT + "/webhooks/" + name))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", name + n)
                .POST(HttpRequest.BodyPublishers.ofString("{\"n\": " + n + "}"))
                .build();
    }
}
