package io.triggergateway.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.triggergateway.faults.RedisProxy;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Scripts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engines of the guide do each message once, also when they die in the middle of one. */
class EnginesTest {
    private static final int PARTITIONS = 2;
    private static final Keys KEYS = new Keys("tg", PARTITIONS);
    private static final int STARTS = 200;
    private static final int DIES_AT = 7;
    private static final int KILLED_AFTER = 20;

    @TempDir
    Path directory;

    private final List<String> expected = new ArrayList<>();
    private final Set<String> reported = new TreeSet<>();
    private GivenRedis redis;

    @BeforeEach
    void handsOff() {
        redis = GivenRedis.in(directory);
        GivenStreams.on(redis.link(), KEYS).ensure(Set.of(""));
        redis.append(KEYS.handoff(1, ""), "type", "start-run", "id", "m1-x", "runId", "r1-x", "flow", "unknown");
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int i = 0; i < STARTS; i++) {
                append(partition, "start-run", i, "data", "{\"n\":\"%d €\"}".formatted(i));
            }
            append(partition, "resume-run", STARTS, "data", "null");
            append(partition, "cancel-run", STARTS + 1, "data", "");
            var large = KEYS.payload(partition, "m");
            redis.link().call("SET", large, "{\"large\":true}");
            append(partition, "start-run", STARTS + 2, "dataRef", large);
            repeat(partition);
        }
    }

    @AfterEach
    void stopsRedis() {
        redis.close();
    }

    private void append(int partition, String type, int n, String dataField, String data) {
        var id = "m%d-%d".formatted(partition, n);
        var run = "r%d-%d".formatted(partition, n);
        redis.append(
                KEYS.handoff(partition, ""), "type", type, "id", id, "runId", run, "flow", "ship", dataField, data);
        expected.add(String.join(" ", type, id, run, dataField.equals("data") ? data : "{\"large\":true}"));
        reported.add((type.equals("cancel-run") ? "run-cancelled " : "run-completed ") + run);
    }

    /** As after a requeue. */
    private void repeat(int partition) {
        var id = "m%d-0".formatted(partition);
        redis.append(
                KEYS.handoff(partition, ""),
                "type",
                "start-run",
                "id",
                id,
                "runId",
                "r%d-0".formatted(partition),
                "flow",
                "ship",
                "data",
                "{}");
    }

    @Test
    void inJavaDoesEachMessageOnce() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        doesEachMessageOnce(java, "docs/engines/Engine.java");
    }

    @Test
    void inNodeDoesEachMessageOnce() throws IOException {
        doesEachMessageOnce(installed("node"), "docs/engines/engine.mjs");
    }

    @Test
    void inPythonDoesEachMessageOnce() throws IOException {
        doesEachMessageOnce(installed("python3"), "docs/engines/engine.py");
    }

    private static String installed(String program) throws IOException {
        var search = new ProcessBuilder("sh", "-c", "command -v " + program).start();
        assumeTrue(
                search.inputReader().readLine() != null,
                program + " is not installed here, so its engine has not been run");
        return program;
    }

    private void doesEachMessageOnce(String... command) throws IOException {
        diesBetweenTheWorkAndItsAcknowledgement(command);
        isKilledSomewhere(command);
        try (var engine = GivenEngine.start(redis.server().port(), "worker-3", command)) {
            engine.printsUntil(this::onlyTheUnknownFlowIsLeft);
            engine.printsUntil(this::theUnknownFlowIsADeadLetter);
        }

        assertThat(effects()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(signals()).isEqualTo(reported);
        assertThat(redis.entries(KEYS.dead(1, "")))
                .extracting(letter -> letter.get("id"))
                .containsExactly("m1-x");
    }

    private void diesBetweenTheWorkAndItsAcknowledgement(String... command) throws IOException {
        try (var proxy = RedisProxy.before(redis.server().port());
                var engine = GivenEngine.start(proxy.port(), "worker-1", command)) {
            proxy.swallowReply("EVAL", DIES_AT);
            engine.printsToTheEnd();
        }
        assertThat(effects()).hasSize(DIES_AT);
    }

    /** Between any two commands; a quick one may be through by then. */
    private void isKilledSomewhere(String... command) throws IOException {
        try (var engine = GivenEngine.start(redis.server().port(), "worker-2", command)) {
            engine.printsUntil(() -> effects().size() > KILLED_AFTER);
        }
    }

    private boolean onlyTheUnknownFlowIsLeft() {
        return effects().size() >= expected.size()
                && unread() == 0
                && redis.pending(KEYS.handoff(0, ""), "engines").isEmpty()
                && redis.pending(KEYS.handoff(1, ""), "engines").size() == 1;
    }

    private long unread() {
        long lag = 0;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            var group = redis.link()
                    .call("XINFO", "GROUPS", KEYS.handoff(partition, ""))
                    .at(0);
            lag += group.at(group.size() - 1).number();
        }
        return lag;
    }

    private boolean theUnknownFlowIsADeadLetter() {
        var streams = GivenStreams.on(redis.link(), KEYS);
        new DeadLettering(streams, redis.link(), KEYS, GivenReaders.impatient(), new Scripts(redis.link())).sweep();
        return redis.pending(KEYS.handoff(1, ""), "engines").isEmpty();
    }

    private List<String> effects() {
        var effects = new ArrayList<String>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            redis.link().call("LRANGE", "engine:{%d}:runs".formatted(partition), 0, -1).items().stream()
                    .map(Reply::text)
                    .forEach(effects::add);
        }
        return effects;
    }

    private Set<String> signals() {
        var signals = new TreeSet<String>();
        redis.entries(KEYS.signals()).forEach(signal -> signals.add(signal.get("type") + " " + signal.get("runId")));
        return signals;
    }
}
