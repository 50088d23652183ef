package io.triggergateway.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.triggergateway.faults.RedisProxy;
import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes through the door together is treated as if each came alone. */
class AcceptBatchesTest {
    @TempDir
    static Path directory;

    private static EmbeddedRedis redis;

    private Vertx vertx;
    private Context context;
    private RedisProxy proxy;
    private RedisLink link;
    private GivenDoor door;

    @BeforeAll
    static void startsRedis() {
        redis = EmbeddedRedis.start(directory, 0, "--appendfsync", "no");
    }

    @AfterAll
    static void stopsRedis() {
        redis.stop();
    }

    @BeforeEach
    void connects() throws IOException {
        vertx = Vertx.vertx();
        context = vertx.getOrCreateContext();
        proxy = RedisProxy.before(redis.port());
        link = RedisLink.to(vertx, proxy.address(), Duration.ofSeconds(20));
        link.call("FLUSHALL");
        door = GivenDoor.before(link).with("orders").with("invoices");
        assertThat(duplicates(inOneTurn(GivenFiring.of("so that Redis knows the script"))))
                .containsExactly(false);
    }

    @AfterEach
    void disconnects() throws IOException {
        vertx.close();
        proxy.close();
    }

    @Test
    void takesOneCallForATurn() {
        int before = proxy.count("EVALSHA");

        var answers = inOneTurn(firings(10));

        assertThat(duplicates(answers)).hasSize(10).containsOnly(false);
        assertThat(proxy.count("EVALSHA") - before).isEqualTo(1);
        assertThat(door.messages()).hasSize(11);
    }

    @Test
    void takesNoMoreThanABoundedNumberAtOnce() {
        int before = proxy.count("EVALSHA");

        assertThat(duplicates(inOneTurn(firings(140)))).hasSize(140).containsOnly(false);

        assertThat(proxy.count("EVALSHA") - before).isEqualTo(3);
    }

    @Test
    void takesNoMoreThanBoundedBytesAtOnce() {
        int before = proxy.count("EVALSHA");
        var large = ("{\"n\":\"" + "x".repeat(150_000) + "\"}").getBytes(StandardCharsets.UTF_8);

        var answers = inOneTurn(IntStream.range(0, 4)
                .mapToObj(i -> GivenFiring.of("large-" + i).data(large))
                .toArray(GivenFiring[]::new));

        assertThat(duplicates(answers)).containsOnly(false);
        assertThat(proxy.count("EVALSHA") - before).isBetween(2, 4);
    }

    @Test
    void gathersWhatComesWhileTwoCallsAreUnderWay() {
        int before = proxy.count("EVALSHA");
        proxy.blackHole();
        var answers = new ArrayList<Future<AcceptOutcome>>();
        for (int i = 0; i < 10; i++) {
            answers.addAll(inOneTurn(GivenFiring.of("turn-" + i)));
        }
        proxy.heal();

        assertThat(duplicates(answers)).hasSize(10).containsOnly(false);
        assertThat(proxy.count("EVALSHA") - before).isEqualTo(3);
    }

    @Test
    void makesNobodyWaitTwiceForASilentRedis() {
        door = GivenDoor.before(RedisLink.to(vertx, proxy.address(), Duration.ofMillis(300)));
        assertThat(duplicates(inOneTurn(GivenFiring.of("before")))).containsExactly(false);
        proxy.blackHole();

        var answers = inOneTurn(firings(200));

        assertThat(answers)
                .extracting(answer -> catchThrowableOfType(RedisFault.class, () -> RedisLink.await(answer))
                        .kind())
                .startsWith(RedisFault.Kind.LATE)
                .endsWith(RedisFault.Kind.UNAVAILABLE)
                .containsOnly(RedisFault.Kind.LATE, RedisFault.Kind.UNAVAILABLE);
        proxy.heal();
        Eventually.stored(
                () -> RedisLink.await(inOneTurn(GivenFiring.of("after")).getFirst()));
    }

    @Test
    void tellsTheSecondOfTwoThatItIsADuplicateOfTheFirst() {
        var answers = inOneTurn(GivenFiring.of("same"), GivenFiring.of("other"), GivenFiring.of("same"));

        assertThat(duplicates(answers)).containsExactly(false, false, true);
        assertThat(door.messages()).hasSize(3);
    }

    @Test
    void refusesOneAndStoresTheOthers() {
        var hour = Duration.ofHours(1);
        var answers = inOneTurn(
                GivenFiring.of("a").rate(1, hour),
                GivenFiring.of("b").rate(1, hour),
                GivenFiring.of("c"),
                GivenFiring.of("d").trigger("nobody-knows"));

        assertThat(answers)
                .extracting(answer -> RedisLink.await(answer).getClass().getSimpleName())
                .containsExactly("Stored", "Limited", "Stored", "Stale");
        assertThat(door.messages()).hasSize(3);
    }

    @Test
    void failsOneAndStoresTheOthers() {
        link.call("SADD", door.keys().partition(0) + "delivery:invoices:1:broken", "something else");

        var answers = inOneTurn(GivenFiring.of("a"), GivenFiring.of("broken").trigger("invoices"), GivenFiring.of("c"));

        var fault = catchThrowableOfType(RedisFault.class, () -> RedisLink.await(answers.get(1)));
        assertThat(fault).hasMessageContaining("WRONGTYPE");
        assertThat(fault.kind()).isEqualTo(RedisFault.Kind.BROKEN);
        assertThat(duplicates(List.of(answers.getFirst(), answers.getLast()))).containsExactly(false, false);
        assertThat(door.messages()).hasSize(3);
    }

    @Test
    void storesAllOnceWhenTheirAnswersAreLost() {
        proxy.swallowReply("EVALSHA", 1);

        var answers = inOneTurn(firings(10));

        assertThat(duplicates(answers)).hasSize(10).containsOnly(true);
        assertThat(door.messages()).hasSize(11);
    }

    @Test
    void storesAllWhenRedisHasForgottenTheScript() {
        link.call("SCRIPT", "FLUSH");

        assertThat(duplicates(inOneTurn(firings(10)))).hasSize(10).containsOnly(false);

        assertThat(door.messages()).hasSize(11);
    }

    @Test
    void refusesAllOfThemWithTheErrorOfTheCall() {
        proxy.refuse("EVALSHA", 1, "-OOM command not allowed when used memory > 'maxmemory'.");

        var answers = inOneTurn(firings(3));

        assertThat(answers).allSatisfy(answer -> {
            var fault = catchThrowableOfType(RedisFault.class, () -> RedisLink.await(answer));
            assertThat(fault.kind()).isEqualTo(RedisFault.Kind.REFUSED);
        });
        assertThat(door.messages()).hasSize(1);
    }

    private static GivenFiring[] firings(int count) {
        return IntStream.range(0, count).mapToObj(i -> GivenFiring.of("d" + i)).toArray(GivenFiring[]::new);
    }

    /** All of them on one event loop, before anything else happens there. */
    private List<Future<AcceptOutcome>> inOneTurn(GivenFiring... firings) {
        Promise<List<Future<AcceptOutcome>>> asked = Promise.promise();
        context.runOnContext(turn -> asked.complete(Stream.of(firings)
                .map(firing -> door.script().run(0, List.of(firing.make()), door.room(false)))
                .collect(Collectors.toList())));
        return RedisLink.await(asked.future());
    }

    private static List<Boolean> duplicates(List<Future<AcceptOutcome>> answers) {
        return answers.stream()
                .map(answer -> (AcceptOutcome.Stored) RedisLink.await(answer))
                .map(AcceptOutcome.Stored::allDuplicates)
                .toList();
    }
}
