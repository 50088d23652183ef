package io.triggergateway.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.triggergateway.redis.EmbeddedRedis;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisProxyTest {
    @TempDir
    static Path directory;

    private static EmbeddedRedis redis;

    private RedisProxy proxy;
    private RawRedis client;
    private RawRedis direct;

    @BeforeAll
    static void startsRedis() {
        redis = EmbeddedRedis.start(directory, 0);
    }

    @AfterAll
    static void stopsRedis() {
        redis.stop();
    }

    @BeforeEach
    void connects() throws IOException {
        direct = RawRedis.connect(redis.port());
        direct.call("FLUSHALL");
        proxy = RedisProxy.before(redis.port());
        client = RawRedis.connect(proxy.port());
    }

    @AfterEach
    void disconnects() throws IOException {
        client.close();
        proxy.close();
        direct.close();
    }

    @Test
    void passesCommandsAndRepliesOfAllShapes() throws IOException {
        assertThat(client.call("HELLO", "3")).startsWith("%7\r\n");
        assertThat(client.call("SET", "key", "two\r\nlines")).isEqualTo("+OK");
        assertThat(client.call("GET", "key")).isEqualTo("$10\r\ntwo\r\nlines");
        assertThat(client.call("GET", "none")).isEqualTo("_");
        assertThat(client.call("EVAL", "return {1, {'a', {}}, false}", "0"))
                .isEqualTo("*3\r\n:1\r\n*2\r\n$1\r\na\r\n*0\r\n_");
        assertThat(client.call("NONSENSE")).startsWith("-ERR unknown command");
    }

    @Test
    void passesALargeValue() throws IOException {
        String large = "é".repeat(1_000_000);
        client.call("SET", "large", large);

        assertThat(client.call("GET", "large")).isEqualTo("$2000000\r\n" + large);
    }

    @Test
    void executesACommandWhoseReplyItSwallows() throws IOException {
        proxy.swallowReply("incr", 2);

        assertThat(client.call("INCR", "number")).isEqualTo(":1");
        assertThatThrownBy(() -> client.call("INCR", "number")).isInstanceOf(IOException.class);

        assertThat(direct.call("GET", "number")).isEqualTo("$1\r\n2");
        try (var next = RawRedis.connect(proxy.port())) {
            assertThat(next.call("INCR", "number")).isEqualTo(":3");
        }
    }

    @Test
    void deliversTheRepliesBeforeTheSwallowedOneOfAPipeline() throws IOException {
        proxy.swallowReply("INCR", 2);

        client.send("INCR", "number");
        client.send("GET", "number");
        client.send("INCR", "number");

        assertThat(client.reply()).isEqualTo(":1");
        assertThat(client.reply()).isEqualTo("$1\r\n1");
        assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
        assertThat(direct.call("GET", "number")).isEqualTo("$1\r\n2");
    }

    @Test
    void refusesACommandThatRedisNeverSeesAndKeepsTheOrderOfReplies() throws IOException {
        proxy.refuse("SET", 2, "-READONLY You can't write against a read only replica.");

        client.send("SET", "key", "first");
        client.send("SET", "key", "second");
        client.send("GET", "key");

        assertThat(client.reply()).isEqualTo("+OK");
        assertThat(client.reply()).isEqualTo("-READONLY You can't write against a read only replica.");
        assertThat(client.reply()).isEqualTo("$5\r\nfirst");
    }

    @Test
    void appliesEachFaultOnce() throws IOException {
        proxy.refuse("GET", 1, "-LOADING first");
        proxy.refuse("GET", 3, "-LOADING third");

        assertThat(client.call("GET", "key")).isEqualTo("-LOADING first");
        assertThat(client.call("GET", "key")).isEqualTo("$-1");
        assertThat(client.call("GET", "key")).isEqualTo("-LOADING third");
        assertThat(client.call("GET", "key")).isEqualTo("$-1");
    }

    @Test
    void saysNothingFromABlackHoleUntilHealed() throws IOException {
        proxy.blackHole();
        try (var patientForALittle = RawRedis.connect(proxy.port(), Duration.ofMillis(100))) {
            assertThatThrownBy(() -> patientForALittle.call("SET", "key", "late"))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(direct.call("GET", "key")).isEqualTo("$-1");

            client.send("PING");
            proxy.heal();

            assertThat(client.reply()).isEqualTo("+PONG");
        }
    }

    @Test
    void cutsAllConnectionsAndWelcomesNewOnes() throws IOException {
        try (var second = RawRedis.connect(proxy.port())) {
            client.call("PING");
            second.call("PING");

            proxy.cutAll();

            assertThatThrownBy(() -> client.call("PING")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> second.call("PING")).isInstanceOf(IOException.class);
        }
        try (var third = RawRedis.connect(proxy.port())) {
            assertThat(third.call("PING")).isEqualTo("+PONG");
        }
    }

    @Test
    void hangsUpWhenThereIsNoRedis() throws IOException {
        try (var lonely = RedisProxy.before(1);
                var caller = RawRedis.connect(lonely.port())) {
            assertThatThrownBy(() -> caller.call("PING")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void countsCommandsByName() throws IOException {
        proxy.refuse("GET", 1, "-ERR no");
        client.call("GET", "key");
        client.call("get", "key");
        client.call("PING");

        assertThat(proxy.count("get")).isEqualTo(2);
        assertThat(proxy.count("PING")).isEqualTo(1);
        assertThat(proxy.count("SET")).isZero();
    }

    @Test
    void tellsItsAddress() {
        assertThat(proxy.address()).isEqualTo("redis://127.0.0.1:" + proxy.port());
    }
}
