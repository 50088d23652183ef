package io.triggergateway.awaits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Scripts;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each script of awaits answers, before a real Redis that is also restarted and filled up. */
class AwaitScriptTest {
    private static final String PREFIX = "tg:{0}:";

    @TempDir
    Path directory;

    private Vertx vertx;
    private EmbeddedRedis redis;
    private RedisLink link;

    @BeforeEach
    void starts() {
        vertx = Vertx.vertx();
        redis = EmbeddedRedis.start(directory, 0, "--appendfsync", "always");
        link = RedisLink.to(vertx, redis.address(), Duration.ofSeconds(20));
    }

    @AfterEach
    void stops() {
        vertx.close();
        redis.stop();
    }

    private List<String> run(String script, List<String> keys, Object... arguments) {
        return new Scripts(link)
                .load(script).call(keys, List.of(arguments)).items().stream()
                        .map(Reply::text)
                        .toList();
    }

    private List<String> run(String script, Object... arguments) {
        return run(script, List.of(PREFIX), arguments);
    }

    private List<String> claim(String body, String patience, String gone) {
        return run("claim-await", "run", "s", 0, body, "-", patience, gone);
    }

    private List<String> register(int generation, String body, String kind, String at, String delay, String remind) {
        return run(
                "register-await",
                "run/s",
                generation,
                body,
                kind,
                "{}",
                "orders",
                "",
                "",
                "hash",
                "",
                "1",
                at,
                delay,
                remind,
                "");
    }

    private List<String> resolve(Object generation, String outcome) {
        return run("resolve-await", "run/s", generation, outcome, "{}", "{}", "", "", "user:me", 1024);
    }

    private List<String> stream() {
        return link.call("XRANGE", PREFIX + "handoff", "-", "+").items().stream()
                .map(entry -> entry.at(1).items().stream().map(Reply::text).toList())
                .map(fields -> fields.get(fields.indexOf("type") + 1) + " " + fields.get(fields.indexOf("id") + 1))
                .toList();
    }

    @Test
    void aClaimIsTakenOnceAndTakenOverWhenItWasNeverConfirmed() {
        assertThat(claim("a", "10000", "")).containsExactly("claimed", "10000");
        assertThat(claim("a", "10000", "")).containsExactly("there", "0", "10000", "1", "0");
        assertThat(claim("b", "10000", "")).containsExactly("there", "0", "10000", "0", "0");
        assertThat(claim("b", "10000", "10000")).containsExactly("there", "0", "10000", "0", "0");
        assertThat(claim("b", "-1", "20000")).containsExactly("there", "0", "10000", "0", "1");
        assertThat(claim("b", "-1", "10000")).containsExactly("claimed", "20000");
        assertThat(run("unclaim-await", "run", "s", 0, 10000)).containsExactly("other");
        assertThat(run("unclaim-await", "run", "s", 0, 20000)).containsExactly("done");
        assertThat(run("unclaim-await", "run", "s", 0, 20000)).containsExactly("other");
    }

    @Test
    void registersOnce() {
        assertThat(register(1, "a", "until", "5000", "0", "")).containsExactly("registered", "5000");
        assertThat(register(1, "a", "until", "6000", "0", "")).containsExactly("same", "5000");
        assertThat(register(1, "b", "until", "5000", "0", "")).containsExactly("other");
        assertThat(register(2, "a", "until", "5000", "0", "")).containsExactly("other");
        assertThat(resolve(1, "resolved")).startsWith("ended");
        assertThat(register(2, "a", "until", "5000", "0", "")).first().isEqualTo("ended");
        assertThat(claim("a", "10000", "")).first().isEqualTo("ended");
    }

    @Test
    void resolvesOnceAndOnlyItsGeneration() {
        assertThat(resolve(7, "resolved")).containsExactly("unknown");
        register(7, "a", "webhook", "", "60000", "");
        assertThat(resolve(6, "resolved")).containsExactly("unknown");
        assertThat(resolve(7, "cancelled")).hasSize(5).startsWith("ended").endsWith("7", "", "1");
        assertThat(resolve(7, "resolved")).hasSize(2).startsWith("late");
        assertThat(resolve(6, "resolved").get(1)).startsWith("7 a cancelled ").endsWith(" user:me");
        assertThat(stream()).hasSize(1).first().asString().startsWith("resume-run m0-");
    }

    @Test
    void idsAreMadeOfAwaitAndOutcome() {
        register(1, "a", "webhook", "", "60000", "");
        resolve(1, "resolved");
        var first = stream();
        link.call("FLUSHALL");
        register(1, "a", "webhook", "", "60000", "");
        resolve(1, "resolved");
        assertThat(stream()).isEqualTo(first);
        link.call("FLUSHALL");
        register(2, "a", "webhook", "", "60000", "");
        resolve(2, "resolved");
        assertThat(stream()).isNotEqualTo(first);
    }

    @Test
    void extendsWhateverWaits() {
        assertThat(run("extend-await", "run/s", 1, 1000)).containsExactly("unknown");
        register(1, "a", "time", "", "60000", "");
        assertThat(run("extend-await", "run/s", 1, 1000)).first().isEqualTo("extended");
        resolve(1, "resolved");
        assertThat(run("extend-await", "run/s", 1, 1000)).first().isEqualTo("late");
    }

    @Test
    void resealsOnlyWhatIsStillTheSame() {
        assertThat(run("reseal-await", 1, "{}", "{\"a\":1}", "new")).containsExactly("other");
        register(1, "a", "webhook", "5000", "0", "");
        assertThat(run("reseal-await", 1, "{\"b\":1}", "{\"a\":1}", "new")).containsExactly("other");
        assertThat(run("reseal-await", 1, "{}", "{\"a\":1}", "new")).containsExactly("done");
        assertThat(run("reseal-await", 1, "{}", "{\"a\":1}", "new")).containsExactly("other");
        assertThat(link.call("SMEMBERS", PREFIX + "await-sealed:new").items()).hasSize(1);
        assertThat(run("due-awaits", 10)).contains("run/s");
        assertThat(link.call("EXISTS", PREFIX + "await-sealed:new").number()).isZero();
    }

    @Test
    void settlesWhatIsDueAndSaysWhenToLookAgain() {
        assertThat(run("due-awaits", 10).subList(1, 3)).containsExactly("", "0");
        register(1, "a", "webhook", "5000", "0", "");
        assertThat(run("due-awaits", 10).subList(1, 8)).containsExactly("", "0", "run/s", "1", "webhook", "", "1");
        link.call("FLUSHALL");
        register(1, "a", "until", "9000000000000", "0", "1000");
        run("turn-await", "run/s", "remind", 1000);
        link.call("ZADD", PREFIX + "awaits-due", 1000, 77);
        assertThat(run("due-awaits", 10)).hasSize(3).endsWith("9000000000000", "1");
        assertThat(stream()).hasSize(1).first().asString().startsWith("remind-run m0-");
    }

    @Test
    void pathsHaveOneOwner() {
        var keys = List.of(PREFIX + "paths", PREFIX + "await-paths", PREFIX + "changes");
        link.call("HSET", PREFIX + "paths", "/theirs", "trigger");
        assertThat(run("claim-path", keys, "/theirs", "await:run/s", "run/s 0 1"))
                .containsExactly("path-taken", "trigger");
        assertThat(run("claim-path", keys, "/a", "await:run/s", "run/s 0 1")).containsExactly("done");
        assertThat(run("claim-path", keys, "/a", "await:run/s", "run/s 0 1")).containsExactly("done");
        assertThat(run("claim-path", keys, "/a", "await:run/t", "run/t 0 2"))
                .containsExactly("path-taken", "await:run/s");
        assertThat(run("free-path", keys, "/a", "run/t 0 2")).containsExactly("other");
        assertThat(run("free-path", keys, "/theirs", "run/s 0 1")).containsExactly("other");
        assertThat(run("free-path", keys, "/a", "run/s 0 1")).containsExactly("done");
        assertThat(link.call("HGETALL", PREFIX + "paths").size()).isEqualTo(2);
    }

    @Test
    void whatWaitsSurvivesARestart() {
        register(1, "a", "webhook", "5000", "0", "");
        redis.kill();
        redis.restart();
        assertThat(run("due-awaits", 10)).contains("run/s");
        assertThat(stream()).hasSize(1);
    }

    @Test
    void whatWaitsEndsInARedisWithoutRoom() {
        register(1, "a", "webhook", "", "60000", "");
        link.call("CONFIG", "SET", "maxmemory", "1");
        assertThatThrownBy(() -> run(
                        "register-await", "run/t", 1, "a", "time", "{}", "", "", "", "", "", "1", "", "60000", "", ""))
                .isInstanceOf(RedisFault.class);
        assertThat(resolve(1, "resolved")).startsWith("ended");
        assertThat(run("due-awaits", 10)).hasSize(3);
        assertThat(stream()).hasSize(1);
    }

    @Test
    void theSizeThatIsCountedIsTheOneThatTrimmingTakesOff() {
        link.call("XGROUP", "CREATE", PREFIX + "handoff", "engines", "0", "MKSTREAM");
        register(1, "a", "webhook", "", "60000", "");
        run("resolve-await", "run/s", 1, "resolved", "\"" + "x".repeat(2000) + "\"", "{}", "", "", "user:me", 1024);
        var id = link.call("XREADGROUP", "GROUP", "engines", "me", "STREAMS", PREFIX + "handoff", ">")
                .at(0)
                .at(1)
                .at(0)
                .at(0)
                .text();
        assertThat(link.call("KEYS", PREFIX + "payload:*").size()).isEqualTo(1);
        link.call("XACK", PREFIX + "handoff", "engines", id);
        new Scripts(link)
                .load("trim")
                .call(List.of(PREFIX + "handoff", PREFIX + "handoff-bytes", PREFIX), List.of(100));
        assertThat(link.call("XLEN", PREFIX + "handoff").number()).isZero();
        assertThat(link.call("GET", PREFIX + "handoff-bytes").text()).isEqualTo("0");
        assertThat(link.call("KEYS", PREFIX + "payload:*").size()).isZero();
    }
}
