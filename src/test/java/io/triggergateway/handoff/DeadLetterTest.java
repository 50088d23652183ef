package io.triggergateway.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterTest {
    @TempDir
    static Path directory;

    private static final Keys KEYS = new Keys("tg", 2);
    private static final int DELIVERIES = GivenReaders.impatient().maxDeliveries();
    private static final String ENGINES = "engines";
    private static final String AUDIT = "audit";
    private static final String DATA = "{\"a\":1}";

    private static GivenRedis redis;

    private DeadLetters letters;
    private Script trim;

    @BeforeAll
    static void startsRedis() {
        redis = GivenRedis.in(directory);
    }

    @AfterAll
    static void stopsRedis() {
        redis.close();
    }

    @BeforeEach
    void forgets() {
        redis.link().call("FLUSHALL");
        var streams = GivenStreams.on(redis.link(), KEYS);
        streams.ensure(Set.of("", "slow"));
        letters = new DeadLetters(streams, redis.link(), KEYS, new Scripts(redis.link()));
        trim = new Scripts(redis.link()).load("trim");
    }

    private static void sweep(ReaderConfig config) {
        var streams = GivenStreams.on(redis.link(), KEYS);
        new DeadLettering(streams, redis.link(), KEYS, config, new Scripts(redis.link())).sweep();
    }

    private static void sweep() {
        sweep(GivenReaders.impatient());
    }

    private static String append(int partition, String stream, String id) {
        redis.link().call("INCRBY", KEYS.handoffBytes(partition, stream), 300 + DATA.length() + 4);
        return redis.append(
                KEYS.handoff(partition, stream), "type", "start-run", "id", id, "flow", "ship", "data", DATA);
    }

    private static String appendLarge(String id) {
        redis.link().call("SET", KEYS.payload(0, id), DATA);
        redis.link().call("INCRBY", KEYS.handoffBytes(0, ""), 300 + DATA.length() + 4);
        return redis.append(KEYS.handoff(0, ""), "id", id, "flow", "ship", "dataRef", KEYS.payload(0, id), "meta", "");
    }

    /** Delivers all that is new, and then so often that once more is too often. */
    private static void failAll(String stream, String group) {
        for (var id : redis.read(stream, group, "crashing", 1000)) {
            for (int i = 0; i < DELIVERIES; i++) {
                redis.claim(stream, group, "crashing", id);
            }
        }
    }

    private List<ObjectNode> all() {
        return letters.list(new DeadLetterQuery(null, null, 100, null)).items();
    }

    private String onlyId() {
        assertThat(all()).hasSize(1);
        return all().getFirst().get("id").textValue();
    }

    private void trim(int partition, String stream) {
        trim.call(
                List.of(
                        KEYS.handoff(partition, stream),
                        KEYS.handoffBytes(partition, stream),
                        KEYS.partition(partition)),
                List.of(1000));
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "1, ''", "0, slow", "1, slow"})
    void setsAsideWhatFailsForItsGroupOnly(int partition, String stream) {
        var key = KEYS.handoff(partition, stream);
        redis.group(key, AUDIT);
        var entry = append(partition, stream, "m1");
        append(partition, stream, "m2");
        failAll(key, ENGINES);
        redis.acknowledge(key, ENGINES, redis.pending(key, ENGINES).get(1));
        redis.read(key, AUDIT, "one", 10);
        sweep();

        assertThat(redis.pending(key, ENGINES)).isEmpty();
        assertThat(redis.pending(key, AUDIT)).hasSize(2);
        var letter = letters.find(onlyId()).orElseThrow();
        assertThat(letter.get("stream").textValue()).isEqualTo(Streams.shown(stream));
        assertThat(letter.get("partition").intValue()).isEqualTo(partition);
        assertThat(letter.get("group").textValue()).isEqualTo(ENGINES);
        assertThat(letter.get("consumer").textValue()).isEqualTo("crashing");
        assertThat(letter.get("deliveries").intValue()).isEqualTo(DELIVERIES + 1);
        assertThat(letter.get("entryId").textValue()).isEqualTo(entry);
        assertThat(letter.get("lastDelivered").textValue()).endsWith("Z");
        assertThat(letter.at("/message/id").textValue()).isEqualTo("m1");
        assertThat(letter.at("/message/data/a").intValue()).isEqualTo(1);
        assertThat(all().getFirst().at("/message").has("data")).isFalse();
        sweep();
        assertThat(all()).hasSize(1);
    }

    @Test
    void leavesWhatHasDeliveriesLeftOrIsWorkedOnRightNow() {
        var key = KEYS.handoff(0, "");
        append(0, "", "m1");
        var id = redis.read(key, ENGINES, "one", 1).getFirst();
        redis.claim(key, ENGINES, "one", id);
        sweep();
        assertThat(all()).as("delivered twice").isEmpty();

        redis.claim(key, ENGINES, "one", id);
        sweep(GivenReaders.patient());
        assertThat(all()).as("delivered a moment ago").isEmpty();
        assertThat(redis.pending(key, ENGINES)).containsExactly(id);

        sweep();
        assertThat(all()).hasSize(1);
    }

    @Test
    void letsGoOfPendingEntriesThatSomebodyHasDeleted() {
        var key = KEYS.handoff(0, "");
        var id = append(0, "", "m1");
        append(0, "", "m2");
        redis.read(key, ENGINES, "one", 2);
        redis.link().call("XDEL", key, id);
        sweep();

        assertThat(redis.pending(key, ENGINES)).hasSize(1).doesNotContain(id);
        assertThat(all()).isEmpty();
    }

    @Test
    void passesOverAGroupThatHasGoneMeanwhile() {
        var names = List.of(KEYS.handoff(0, ""), KEYS.dead(0, ""), KEYS.deadBytes(0, ""), KEYS.partition(0));
        var script = new Scripts(redis.link()).load("dead-letter");

        assertThat(script.call(names, List.of("gone", 5, 0, "-", 100, 10, 10))
                        .at(0)
                        .text())
                .isEqualTo("gone");
    }

    @Test
    void keepsLargePayloadsUntilTheLetterIsDiscarded() {
        var key = KEYS.handoff(0, "");
        redis.group(key, AUDIT);
        appendLarge("m1");
        failAll(key, ENGINES);
        sweep();
        assertThat(redis.exists(KEYS.payload(0, "m1")))
                .as("another group needs it")
                .isTrue();

        redis.read(key, AUDIT, "one", 1).forEach(id -> redis.acknowledge(key, AUDIT, id));
        trim(0, "");
        assertThat(redis.exists(KEYS.payload(0, "m1"))).isFalse();
        assertThat(letters.find(onlyId()).orElseThrow().at("/message/data/a").intValue())
                .isEqualTo(1);

        assertThat(letters.discard(onlyId())).isTrue();
        assertThat(redis.link().call("KEYS", "*payload*").size()).isZero();
        assertThat(redis.number(KEYS.deadBytes(0, ""))).isZero();
    }

    @Test
    void requeuesTheSameMessageOnceWithItsPayload() {
        var key = KEYS.handoff(0, "");
        appendLarge("m1");
        failAll(key, ENGINES);
        sweep();
        trim(0, "");
        assertThat(redis.ids(key)).isEmpty();
        var id = onlyId();
        var entry = letters.requeue(id).orElseThrow();

        assertThat(letters.requeue(id)).isEmpty();
        assertThat(letters.find(id)).isEmpty();
        assertThat(letters.discard(id)).isFalse();
        assertThat(redis.ids(key)).containsExactly(entry);
        var message = redis.entries(key).getFirst();
        assertThat(message).containsOnlyKeys("id", "flow", "dataRef", "meta").containsEntry("id", "m1");
        assertThat(redis.link().call("GET", message.get("dataRef")).text()).isEqualTo(DATA);

        redis.read(key, ENGINES, "mended", 1).forEach(read -> redis.acknowledge(key, ENGINES, read));
        trim(0, "");
        assertThat(redis.link().call("KEYS", "*payload*").size()).isZero();
        assertThat(redis.number(KEYS.handoffBytes(0, ""))).isZero();
        assertThat(redis.number(KEYS.deadBytes(0, ""))).isZero();
    }

    @Test
    void becomesADeadLetterAgainAfterItWasRequeued() {
        var key = KEYS.handoff(0, "");
        appendLarge("m1");
        failAll(key, ENGINES);
        sweep();
        letters.requeue(onlyId());
        failAll(key, ENGINES);
        sweep();
        trim(0, "");

        assertThat(letters.find(onlyId()).orElseThrow().at("/message/data/a").intValue())
                .isEqualTo(1);
        assertThat(redis.link().call("KEYS", "*payload*").size()).isEqualTo(1);
    }

    @Test
    void listsNewestFirstInPagesOverAllStreamsAndPartitions() {
        var expected = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            int partition = i % 2;
            var stream = i % 3 == 0 ? "slow" : "";
            append(partition, stream, "m" + i);
            failAll(KEYS.handoff(partition, stream), ENGINES);
            sweep();
            expected.addFirst("m" + i);
        }
        var seen = new ArrayList<String>();
        String cursor = null;
        do {
            var page = letters.list(new DeadLetterQuery(null, ENGINES, 5, cursor));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(5);
            page.items().forEach(item -> seen.add(item.at("/message/id").textValue()));
            cursor = page.nextCursor();
        } while (cursor != null);

        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
        assertThat(letters.list(new DeadLetterQuery("slow", null, 100, null)).items())
                .hasSize(4);
        assertThat(letters.list(new DeadLetterQuery(null, AUDIT, 100, null)).items())
                .isEmpty();
        assertThat(letters.list(new DeadLetterQuery("none", null, 100, null)).items())
                .isEmpty();
    }

    @Test
    void dropsNothingWhenThereIsNoRoomForMore() {
        var key = KEYS.handoff(0, "");
        for (int i = 0; i < 5; i++) {
            append(0, "", "m" + i);
        }
        failAll(key, ENGINES);
        sweep(GivenReaders.impatient().withMostDeadLetters(2, 1 << 20));
        assertThat(all()).hasSize(2);
        assertThat(redis.pending(key, ENGINES)).hasSize(3);

        sweep(GivenReaders.impatient().withMostDeadLetters(1000, 1000));
        assertThat(all()).as("three take 933 bytes").hasSize(3);
        sweep();
        assertThat(all()).hasSize(5);
        assertThat(redis.pending(key, ENGINES)).isEmpty();
    }

    @Test
    void goesThroughMoreThanOnePage() {
        var key = KEYS.handoff(0, "");
        for (int i = 0; i < 250; i++) {
            append(0, "", "m" + i);
        }
        redis.read(key, ENGINES, "one", 240);
        failAll(key, ENGINES);
        sweep();

        assertThat(all()).hasSize(10);
        assertThat(redis.pending(key, ENGINES)).hasSize(240);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1-0", "0.1-0", "9.1-0", "0.1-0.none", "0.1-0.a:dead", "0.1-0.{x}", "x.1-0", "0.1"})
    void knowsNoLetterOfAnotherId(String id) {
        assertThat(letters.find(id)).isEmpty();
        assertThat(letters.discard(id)).isFalse();
        assertThat(letters.requeue(id)).isEmpty();
    }
}
