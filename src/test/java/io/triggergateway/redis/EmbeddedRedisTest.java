package io.triggergateway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.triggergateway.faults.RawRedis;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedRedisTest {
    @TempDir
    Path temporary;

    private final List<EmbeddedRedis> started = new ArrayList<>();
    private Path directory;

    @BeforeEach
    void namesADirectoryThatNeedsCare() {
        directory = temporary.resolve("my \"data\"");
    }

    @AfterEach
    void stopsWhatItStarted() {
        started.forEach(EmbeddedRedis::stop);
    }

    @Test
    void answersAtTheAddressItTells() throws IOException {
        var redis = start(0);

        assertThat(redis.address()).isEqualTo("redis://127.0.0.1:" + redis.port());
        assertThat(redis.alive()).isTrue();
        assertThat(call(redis, "PING")).isEqualTo("+PONG");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "appendonly, yes",
                "appendfsync, always",
                "maxmemory-policy, noeviction",
                "save, ''",
                "bind, 127.0.0.1",
                "protected-mode, yes",
            })
    void runsWithTheSettingsItPromises(String setting, String value) throws IOException {
        assertThat(call(start(0), "CONFIG", "GET", setting)).endsWith("\r\n$" + value.length() + "\r\n" + value);
    }

    @Test
    void keepsEverythingInItsDirectory() throws IOException {
        var redis = start(0);

        assertThat(call(redis, "CONFIG", "GET", "dir"))
                .endsWith(directory.toRealPath().toString());
        assertThat(directory).isDirectoryContaining("glob:**/redis.log").isDirectoryContaining("glob:**/appendonlydir");
    }

    @Test
    void letsExtraArgumentsWin() throws IOException {
        var redis = start(0, "--maxmemory", "64mb", "--appendfsync", "everysec");

        assertThat(call(redis, "CONFIG", "GET", "maxmemory")).endsWith("67108864");
        assertThat(call(redis, "CONFIG", "GET", "appendfsync")).endsWith("everysec");
    }

    @Test
    void runsAsACluster() throws IOException {
        var redis = start(0, "--cluster-enabled", "yes");

        assertThat(call(redis, "CLUSTER", "INFO")).contains("cluster_known_nodes:1");
    }

    @Test
    void keepsDataFromOneServiceToTheNext() throws IOException {
        var first = start(0);
        call(first, "SET", "kept", "yes");
        first.stop();

        assertThat(first.alive()).isFalse();
        assertThat(call(start(0), "GET", "kept")).isEqualTo("$3\r\nyes");
    }

    @Test
    void comesBackOnTheSamePortAfterACrash() throws IOException {
        var redis = start(0);
        call(redis, "SET", "kept", "yes");
        int port = redis.port();
        redis.kill();
        assertThat(redis.alive()).isFalse();

        redis.restart();

        assertThat(redis.port()).isEqualTo(port);
        assertThat(call(redis, "GET", "kept")).isEqualTo("$3\r\nyes");
    }

    @Test
    void restartsWhileItRuns() throws IOException {
        var redis = start(0);
        long before = redis.pid();

        redis.restart();

        assertThat(redis.pid()).isNotEqualTo(before);
        assertThat(call(redis, "PING")).isEqualTo("+PONG");
    }

    @Test
    void unpacksTheProgramOnce() throws IOException {
        start(0).stop();
        var unpacked = Files.getLastModifiedTime(program());

        start(0).stop();

        assertThat(Files.getLastModifiedTime(program())).isEqualTo(unpacked);
    }

    @Test
    void replacesAProgramThatIsNotWhole() throws IOException {
        start(0).stop();
        Files.write(program(), new byte[] {1, 2, 3});

        assertThat(call(start(0), "PING")).isEqualTo("+PONG");
    }

    @Test
    void refusesADirectoryThatIsTakenInThisProcess() throws IOException {
        var holder = start(0);

        assertThatThrownBy(() -> start(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Expected %s to be free, but another service keeps its Redis data there."
                                + " Stop that service or choose another directory.",
                        directory.toRealPath());
        assertThat(holder.alive()).isTrue();
    }

    @Test
    void refusesADirectoryUntilTheOtherProcessIsKilledAndThenFindsNoRedisLeft() throws Exception {
        var other = startAnotherProcess();
        String[] pidAndPort = other.inputReader().readLine().split(" ");
        var orphan = ProcessHandle.of(Long.parseLong(pidAndPort[0])).orElseThrow();
        try {
            assertThatThrownBy(() -> start(0)).hasMessageContaining("another service keeps its Redis data there");

            other.destroyForcibly().waitFor();
            orphan.onExit().get(10, TimeUnit.SECONDS);

            assertThat(FreePort.isFree(Integer.parseInt(pidAndPort[1]))).isTrue();
            assertThat(call(start(0), "PING")).isEqualTo("+PONG");
        } finally {
            other.destroyForcibly();
            orphan.destroyForcibly();
        }
    }

    @Test
    void leavesNoProcessBehindWhenRedisItselfDies() throws Exception {
        var redis = start(0);
        var guard = ProcessHandle.of(redis.pid()).orElseThrow().parent().orElseThrow();
        var helpers = guard.children().toList();
        assertThat(helpers).hasSize(2);

        redis.kill();

        assertThat(guard.isAlive()).isFalse();
        for (var helper : helpers) {
            helper.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void refusesAPortThatIsTakenAndFreesTheDirectory() throws IOException {
        try (var stranger = new ServerSocket(0)) {
            assertThatThrownBy(() -> start(stranger.getLocalPort()))
                    .hasMessageContaining("another program listens there. Stop it or choose another port.");
        }
        assertThat(start(0).alive()).isTrue();
    }

    @Test
    void showsTheLogWhenRedisDoesNotStart() throws IOException {
        assertThatThrownBy(() -> start(0, "--no-such-option", "1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("to answer on port")
                .hasMessageContaining("Bad directive or wrong number of arguments");
        assertThat(start(0).alive()).isTrue();
    }

    @Test
    void stopsMoreThanOnceWithoutFreeingADirectoryThatIsTakenAgain() {
        var first = start(0);
        first.stop();
        start(0);
        first.stop();

        assertThatThrownBy(() -> start(0)).hasMessageContaining("another service keeps its Redis data there");
    }

    private EmbeddedRedis start(int port, String... extraArguments) {
        var redis = EmbeddedRedis.start(directory, port, extraArguments);
        started.add(redis);
        return redis;
    }

    private static String call(EmbeddedRedis redis, String... words) throws IOException {
        try (var client = RawRedis.connect(redis.port())) {
            return client.call(words);
        }
    }

    private Path program() {
        return directory.resolve(RedisBinary.resourceFor(System.getProperty("os.name"), System.getProperty("os.arch")));
    }

    private Process startAnotherProcess() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(
                        java.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedRedisInAnotherProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
