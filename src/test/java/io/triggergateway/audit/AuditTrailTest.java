package io.triggergateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.triggergateway.HandMovedClock;
import io.triggergateway.payload.Json;
import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Scripts;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditTrailTest {
    private static final Keys KEYS = new Keys("tg", 1);
    private static final AuditQuery ALL = new AuditQuery(null, null, null, null);
    private static final int MANY = 500;

    @TempDir
    static Path directory;

    private static Vertx vertx;
    private static EmbeddedRedis server;
    private static RedisLink redis;

    private final HandMovedClock clock = new HandMovedClock();
    private final AuditTrail trail = new AuditTrail(new Scripts(redis), KEYS);
    private final AuditLog log = new AuditLog(redis, KEYS);
    private final AuditUpkeep upkeep = new AuditUpkeep(redis, new Scripts(redis), KEYS, config(3), clock);

    @BeforeAll
    static void starts() {
        vertx = Vertx.vertx();
        server = EmbeddedRedis.start(directory, 0);
        redis = RedisLink.to(vertx, server.address(), Duration.ofSeconds(2));
    }

    @AfterAll
    static void ends() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.stop();
    }

    @BeforeEach
    void empties() {
        redis.call("FLUSHALL");
    }

    @Test
    void entersWhatCameOfADeed() {
        var begun = trail.begin(deed("put trigger", "orders", document("a", 1)));
        assertThat(newest(ALL)).isEmpty();

        trail.end(begun, "orders", document("a", 2), 200);

        var entry = newest(ALL).getFirst();
        assertThat(entry.path("who").asText()).isEqualTo("ada");
        assertThat(entry.path("role").asText()).isEqualTo("admin");
        assertThat(entry.path("address").asText()).isEqualTo("192.0.2.7");
        assertThat(entry.path("time").asText()).isEqualTo("2026-11-23T10:00:00.000Z");
        assertThat(entry.path("what").asText()).isEqualTo("put trigger");
        assertThat(entry.path("name").asText()).isEqualTo("orders");
        assertThat(entry.path("outcome").asText()).isEqualTo("done");
        assertThat(entry.path("before").asText()).matches("sha256:[0-9a-f]{64}");
        assertThat(entry.path("after").asText())
                .matches("sha256:[0-9a-f]{64}")
                .isNotEqualTo(entry.path("before").asText());
        assertThat(entry.path("changes")).hasToString("[{\"pointer\":\"/a\",\"before\":1,\"after\":2}]");
        assertThat(begunCount()).isZero();
    }

    @Test
    void strikesOffWhatWasRefused() {
        trail.drop(trail.begin(deed("put trigger", "orders", null)));

        assertThat(newest(ALL)).isEmpty();
        assertThat(begunCount()).isZero();
    }

    @Test
    void letsNothingBeDoneThatCannotBeAnnounced() {
        var away = new AuditTrail(new Scripts(RedisLink.to(vertx, "redis://127.0.0.1:1", Duration.ofSeconds(1))), KEYS);

        assertThatThrownBy(() -> away.begin(deed("put trigger", "orders", null)))
                .isInstanceOf(RedisFault.class);
        // What cannot be entered any more does not spoil the answer: it was announced.
        away.end(new AuditTrail.Begun("x", deed("put trigger", "orders", null)), "orders", null, 200);
    }

    @Test
    void entersWhatWasBegunAndNeverEnded() {
        trail.begin(deed("delete trigger", "orders", document("a", 1)));
        upkeep.enterForgotten();
        assertThat(newest(ALL)).isEmpty();

        clock.advance(Duration.ofMinutes(10).plusSeconds(1));
        upkeep.enterForgotten();
        upkeep.enterForgotten();

        assertThat(newest(ALL)).hasSize(1).first().satisfies(entry -> {
            assertThat(entry.path("outcome").asText()).isEqualTo("unknown");
            assertThat(entry.path("what").asText()).isEqualTo("delete trigger");
        });
        assertThat(begunCount()).isZero();
    }

    @Test
    void saysThatNobodyKnowsWhatAFailedCallDid() {
        trail.end(trail.begin(deed("put trigger", "orders", null)), "orders", null, 503);

        assertThat(newest(ALL).getFirst().path("outcome").asText()).isEqualTo("unknown");
    }

    @Test
    void worksWhenRedisIsFull() {
        redis.call("SET", "filler", "x".repeat(2_000_000));
        redis.call("CONFIG", "SET", "maxmemory", "1mb");
        try {
            trail.end(trail.begin(deed("delete dead letter", "1-1", null)), "1-1", null, 204);
        } finally {
            redis.call("CONFIG", "SET", "maxmemory", "0");
        }
        assertThat(newest(ALL)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,   -,              -,                    -,                    4",
                "ada, -,              -,                    -,                    2",
                "-,   trigger,        -,                    -,                    3",
                "-,   delete trigger, -,                    -,                    1",
                "-,   put,            -,                    -,                    3",
                "eve, flow,           -,                    -,                    1",
                "-,   trig,           -,                    -,                    0",
                "-,   -,              2999-01-01T00:00:00Z, -,                    0",
                "-,   -,              -,                    2000-01-01T00:00:00Z, 0",
                "-,   -,              2000-01-01T00:00:00Z, 2999-01-01T00:00:00Z, 4",
            })
    void findsByWhoWhatAndWhen(
            @Nullable String who, @Nullable String what, @Nullable Instant from, @Nullable Instant to, int count) {
        enter("ada", "put trigger");
        enter("ada", "delete trigger");
        enter("eve", "put trigger");
        enter("eve", "put flow");

        assertThat(newest(new AuditQuery(who, what, from, to))).hasSize(count);
    }

    @Test
    void pagesThroughAllOnce() {
        for (int i = 0; i < MANY + 3; i++) {
            enter(i % 2 == 0 ? "even" : "odd", "put trigger " + i);
        }
        var seen = new ArrayList<String>();
        var query = new AuditQuery("even", null, null, null);
        String cursor = null;
        do {
            var part = log.newest(query, 7, cursor);
            part.items().forEach(entry -> seen.add(entry.path("what").asText()));
            cursor = part.nextCursor();
        } while (cursor != null);
        var exported = new ArrayList<String>();
        log.export(query, entry -> exported.add(entry.path("what").asText()));

        assertThat(seen).hasSize(MANY / 2 + 2).doesNotHaveDuplicates();
        assertThat(exported).isEqualTo(seen.reversed());
    }

    @Test
    void forgetsTheOldestBeyondItsBounds() {
        for (int i = 0; i < 5; i++) {
            enter("ada", "put trigger " + i);
        }
        upkeep.cut();
        assertThat(newest(ALL))
                .extracting(entry -> entry.path("what").asText())
                .containsExactly("put trigger 4", "put trigger 3", "put trigger 2");

        redis.call("XADD", KEYS.audit(), "*", "entry", "{}");
        clock.advance(Duration.ofDays(365_000));
        upkeep.cut();
        assertThat(newest(ALL)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                  | {}                  | []",
                "{\"a\":1}           | {\"a\":1}           | []",
                "{\"a\":1}           | {\"b\":2}           | [{\"pointer\":\"/a\",\"before\":1},{\"pointer\":\"/b\",\"after\":2}]",
                "{\"a\":{\"b\":1}}   | {\"a\":{\"b\":2}}   | [{\"pointer\":\"/a/b\",\"before\":1,\"after\":2}]",
                "{\"a\":[1,2]}       | {\"a\":[2]}         | [{\"pointer\":\"/a\",\"before\":[1,2],\"after\":[2]}]",
                "{\"a/~\":1}         | {}                  | [{\"pointer\":\"/a~1~0\",\"before\":1}]",
                "{\"a\":{\"b\":1}}   | {\"a\":1}           | [{\"pointer\":\"/a\",\"before\":{\"b\":1},\"after\":1}]",
            })
    void namesEachPlaceThatHasChanged(String before, String after, String changes) {
        assertThat(Differences.between(json(before), json(after))).hasToString(changes);
    }

    @Test
    void keepsDifferencesShort() {
        var long1 = JsonNodeFactory.instance.objectNode().put("a", "x".repeat(10_000));
        for (int i = 0; i < 1_000; i++) {
            long1.put("field" + i, i);
        }
        var changes = Differences.between(JsonNodeFactory.instance.objectNode(), long1);

        assertThat(changes).hasSize(50);
        assertThat(changes.get(0).path("after").asText()).hasSize(201).endsWith("…");
    }

    private void enter(String who, String what) {
        trail.enter(new Deed(clock.instant(), who, "admin", "", what, "x", null), 200);
    }

    private List<ObjectNode> newest(AuditQuery query) {
        return log.newest(query, MANY, null).items();
    }

    private long begunCount() {
        return redis.call("HLEN", KEYS.auditBegun()).number();
    }

    private Deed deed(String what, String name, @Nullable JsonNode before) {
        return new Deed(clock.instant(), "ada", "admin", "192.0.2.7", what, name, before);
    }

    private static JsonNode document(String field, int value) {
        return JsonNodeFactory.instance.objectNode().put(field, value);
    }

    private static JsonNode json(String text) {
        return Objects.requireNonNull(Json.parseOrNull(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static AuditConfig config(int most) {
        return new SmallRyeConfigBuilder()
                .withConverters(new Converter<?>[] {new DurationConverter()})
                .withMapping(AuditConfig.class)
                .withDefaultValues(
                        Map.of("gateway.audit.retention", "365d", "gateway.audit.max-entries", Integer.toString(most)))
                .build()
                .getConfigMapping(AuditConfig.class);
    }
}
