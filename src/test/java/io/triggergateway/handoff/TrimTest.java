package io.triggergateway.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrimTest {
    @TempDir
    static Path directory;

    private static final Vertx VERTX = Vertx.vertx();
    private static final Keys KEYS = new Keys("tg", 1);
    private static final String STREAM = KEYS.handoff(0, "");
    private static final String BYTES = KEYS.handoffBytes(0, "");
    private static final int MANY = 1000;

    private static EmbeddedRedis redis;
    private static RedisLink link;

    private Script trim;

    @BeforeAll
    static void startsRedis() {
        redis = EmbeddedRedis.start(directory, 0, "--appendfsync", "no");
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
        trim = new Scripts(link).load("trim");
    }

    @Test
    void leavesAStreamThatIsNotThere() {
        assertThat(trim(MANY)).isZero();
        assertThat(link.call("EXISTS", STREAM, BYTES).number()).isZero();
    }

    @Test
    void removesNothingWithoutAGroup() {
        append(1);

        assertThat(trim(MANY)).isZero();
        assertThat(ids()).hasSize(1);
    }

    @Test
    void removesNothingThatAGroupHasNotReadOrNotAcknowledged() {
        group("engines");
        group("audit");
        var first = append(1);
        var second = append(2);
        append(3);
        read("engines", 3);
        acknowledge("engines", first, second);
        read("audit", 2);

        assertThat(trim(MANY)).isZero();
        acknowledge("audit", second);
        assertThat(trim(MANY)).as("the older one is still pending").isZero();
        acknowledge("audit", first);
        assertThat(trim(MANY)).isEqualTo(2);
        assertThat(ids()).hasSize(1);
    }

    @Test
    void removesLargePayloadsWithTheirEntriesOnly() {
        group("engines");
        var first = append(1, "m1");
        append(2, "m2");
        read("engines", 2);
        acknowledge("engines", first);

        assertThat(trim(MANY)).isEqualTo(1);
        assertThat(link.call("EXISTS", KEYS.payload(0, "m1")).number()).isZero();
        assertThat(link.call("EXISTS", KEYS.payload(0, "m2")).number()).isEqualTo(1);
    }

    @Test
    void leavesKeysThatAreNotItsOwn() {
        group("engines");
        link.call("SET", "elsewhere", "precious");
        var id = link.call("XADD", STREAM, "*", "type", "start-run", "dataRef", "elsewhere")
                .text();
        read("engines", 1);
        acknowledge("engines", id);

        assertThat(trim(MANY)).isEqualTo(1);
        assertThat(link.call("GET", "elsewhere").text()).isEqualTo("precious");
    }

    @Test
    void removesAtMostAsManyAsItIsAskedTo() {
        group("engines");
        for (int i = 0; i < 5; i++) {
            append(i);
        }
        read("engines", 5).forEach(id -> acknowledge("engines", id));

        assertThat(trim(2)).isEqualTo(2);
        assertThat(ids()).hasSize(3);
        assertThat(trim(MANY)).isEqualTo(3);
        assertThat(bytes()).isZero();
    }

    @Test
    void neverCountsBelowZero() {
        group("engines");
        var id = append(1);
        link.call("SET", BYTES, 5);
        read("engines", 1);
        acknowledge("engines", id);

        assertThat(trim(MANY)).isEqualTo(1);
        assertThat(bytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_123, 42})
    void removesWhatAllGroupsHaveAcknowledgedInAnyHistory(long seed) {
        var random = new Random(seed);
        var model = new Model();
        group("engines");
        group("audit");
        for (int step = 0; step < 500; step++) {
            var group = random.nextBoolean() ? "engines" : "audit";
            switch (random.nextInt(5)) {
                case 0, 1 -> model.appended(append(step, random.nextInt(4) == 0 ? "m" + step : ""));
                case 2 -> model.read(group, read(group, 1 + random.nextInt(4)));
                case 3 ->
                    model.anyPending(group, random).forEach(id -> {
                        acknowledge(group, id);
                        model.acknowledged(group, id);
                    });
                default -> assertThat(trim(MANY)).isEqualTo(model.trim());
            }
            assertThat(ids()).as("step %d of seed %d", step, seed).isEqualTo(model.stream);
        }
        for (var group : List.of("engines", "audit")) {
            model.read(group, read(group, MANY));
            List.copyOf(model.pending.get(group)).forEach(id -> {
                acknowledge(group, id);
                model.acknowledged(group, id);
            });
        }
        trim(MANY);

        assertThat(ids()).isEmpty();
        assertThat(bytes()).isZero();
        assertThat(link.call("KEYS", "*payload*").size()).isZero();
    }

    /** What a stream with two groups should be. */
    private static final class Model {
        private final List<String> stream = new ArrayList<>();
        private final Map<String, Set<String>> read = new HashMap<>();
        private final Map<String, List<String>> pending = new HashMap<>();

        Model() {
            for (var group : List.of("engines", "audit")) {
                read.put(group, new HashSet<>());
                pending.put(group, new ArrayList<>());
            }
        }

        void appended(String id) {
            stream.add(id);
        }

        void read(String group, List<String> ids) {
            read.get(group).addAll(ids);
            pending.get(group).addAll(ids);
        }

        void acknowledged(String group, String id) {
            pending.get(group).remove(id);
        }

        List<String> anyPending(String group, Random random) {
            var waiting = pending.get(group);
            return waiting.isEmpty() ? List.of() : List.of(waiting.get(random.nextInt(waiting.size())));
        }

        /** Takes from the front what every group has read and acknowledged. */
        long trim() {
            long removed = 0;
            while (!stream.isEmpty() && isDone(stream.getFirst())) {
                stream.removeFirst();
                removed++;
            }
            return removed;
        }

        private boolean isDone(String id) {
            return read.values().stream().allMatch(ids -> ids.contains(id))
                    && pending.values().stream().noneMatch(ids -> ids.contains(id));
        }
    }

    private static String append(int number) {
        return append(number, "");
    }

    /** Appends as the door does; a payload goes beside the entry when it has a name. */
    private static String append(int number, String payload) {
        var data = "{\"number\":" + number + "}";
        var meta = "{\"name\":\"é" + number + "\"}";
        long size = 300L + data.length() + meta.length() + 1 + "ship".length() + "orders".length();
        link.call("INCRBY", BYTES, size);
        var key = KEYS.payload(0, payload);
        if (!payload.isEmpty()) {
            link.call("SET", key, data);
        }
        return link.call(
                        "XADD",
                        STREAM,
                        "*",
                        "type",
                        "start-run",
                        "flow",
                        "ship",
                        "trigger",
                        "orders",
                        payload.isEmpty() ? "data" : "dataRef",
                        payload.isEmpty() ? data : key,
                        "meta",
                        meta)
                .text();
    }

    private long trim(int most) {
        return trim.call(List.of(STREAM, BYTES, KEYS.partition(0)), List.of(most))
                .number();
    }

    private static void group(String name) {
        link.call("XGROUP", "CREATE", STREAM, name, "0", "MKSTREAM");
    }

    private static List<String> read(String group, int count) {
        var reply = link.call("XREADGROUP", "GROUP", group, "one", "COUNT", count, "STREAMS", STREAM, ">");
        return reply.isNil() ? List.of() : idsOf(reply.at(0).at(1));
    }

    private static void acknowledge(String group, String... ids) {
        for (var id : ids) {
            link.call("XACK", STREAM, group, id);
        }
    }

    private static List<String> ids() {
        return idsOf(link.call("XRANGE", STREAM, "-", "+"));
    }

    private static List<String> idsOf(Reply entries) {
        return entries.items().stream().map(entry -> entry.at(0).text()).toList();
    }

    private static long bytes() {
        return Long.parseLong(link.call("GET", BYTES).text());
    }
}
