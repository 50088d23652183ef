package io.triggergateway.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.triggergateway.faults.RedisProxy;
import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Redis that refuses, breaks off, keeps silent or dies never makes an answer that is not true. */
class AcceptFaultsTest {
    @TempDir
    static Path directory;

    private static EmbeddedRedis redis;

    private Vertx vertx;
    private RedisProxy proxy;
    private RedisLink direct;
    private RedisLink link;
    private GivenDoor door;

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
        vertx = Vertx.vertx();
        proxy = RedisProxy.before(redis.port());
        direct = RedisLink.to(vertx, redis.address(), Duration.ofSeconds(20));
        direct.call("FLUSHALL");
        GivenDoor.before(direct).with("orders");
        link = RedisLink.to(vertx, proxy.address(), Duration.ofSeconds(20));
        door = GivenDoor.before(link);
    }

    @AfterEach
    void disconnects() throws IOException {
        vertx.close();
        proxy.close();
    }

    @Test
    void storesOnceWhenTheAnswerIsLost() {
        door.run(GivenFiring.of("so that Redis knows the script"));
        proxy.swallowReply("EVALSHA", 1);

        var outcome = door.run(GivenFiring.of("lost"));

        assertThat(outcome).isInstanceOf(AcceptOutcome.Stored.class);
        assertThat(((AcceptOutcome.Stored) outcome).allDuplicates()).isTrue();
        assertThat(GivenDoor.before(direct).messages()).hasSize(2);
    }

    @Test
    void storesOnceWhenTheAnswerToTheWholeTextIsLost() {
        direct.call("SCRIPT", "FLUSH");
        proxy.swallowReply("EVAL", 1);

        assertThat(door.run(GivenFiring.of("lost"))).isInstanceOf(AcceptOutcome.Stored.class);
        assertThat(GivenDoor.before(direct).messages()).hasSize(1);
    }

    @Test
    void saysThatNobodyKnowsWhenTheSecondAnswerIsLostToo() {
        door.run(GivenFiring.of("so that Redis knows the script"));
        proxy.swallowReply("EVALSHA", 1);
        proxy.swallowReply("EVALSHA", 2);

        assertThat(fault(GivenFiring.of("lost")).kind()).isEqualTo(RedisFault.Kind.LOST);
        assertThat(door.run(GivenFiring.of("lost"))).isInstanceOf(AcceptOutcome.Stored.class);
        assertThat(GivenDoor.before(direct).messages()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OOM command not allowed when used memory > 'maxmemory'.|REFUSED",
                "MISCONF Redis is configured to save RDB snapshots|REFUSED",
                "READONLY You can't write against a read only replica.|REFUSED",
                "NOREPLICAS Not enough good replicas to write.|REFUSED",
                "LOADING Redis is loading the dataset in memory|UNAVAILABLE",
                "BUSY Redis is busy running a script.|UNAVAILABLE",
                "MASTERDOWN Link with MASTER is down|UNAVAILABLE",
                "CLUSTERDOWN The cluster is down|UNAVAILABLE",
                "TRYAGAIN Multiple keys request during rehashing of slot|UNAVAILABLE",
                "NOAUTH Authentication required.|UNAVAILABLE",
                "NOPERM User default has no permissions|UNAVAILABLE",
                "ERR max number of clients reached|UNAVAILABLE",
                "WRONGTYPE Operation against a key holding the wrong kind of value|BROKEN",
                "ERR something else|BROKEN"
            })
    void failsAsTheErrorOfRedisSays(String error, RedisFault.Kind kind) {
        proxy.refuseAll("EVALSHA", "-" + error);

        var fault = fault(new GivenFiring());

        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.retryAfter()).isPositive();
        assertThat(GivenDoor.before(direct).messages()).isEmpty();
        proxy.obey();
        assertThat(door.run(new GivenFiring())).isInstanceOf(AcceptOutcome.Stored.class);
    }

    @Test
    void asksAgainOverAnotherConnectionWhenTheMasterHasBecomeAReplica() {
        door.run(GivenFiring.of("before"));
        proxy.refuse("EVALSHA", 1, "-READONLY You can't write against a read only replica.");

        var outcome = door.run(GivenFiring.of("after"));

        assertThat(outcome).isInstanceOf(AcceptOutcome.Stored.class);
        assertThat(GivenDoor.before(direct).messages()).hasSize(2);
    }

    @Test
    void givesUpOnASilentRedisAndWorksAgainWhenItSpeaks() {
        var impatient = GivenDoor.before(RedisLink.to(vertx, proxy.address(), Duration.ofMillis(300)));
        impatient.run(GivenFiring.of("before"));
        proxy.blackHole();

        var fault = catchThrowableOfType(RedisFault.class, () -> impatient.run(GivenFiring.of("during")));
        assertThat(fault).isNotNull();
        assertThat(fault.kind()).isEqualTo(RedisFault.Kind.LATE);

        proxy.heal();
        Eventually.stored(() -> impatient.run(GivenFiring.of("during")));
        assertThat(GivenDoor.before(direct).messages()).hasSize(2);
    }

    @Test
    void worksAgainWithoutANewLinkWhenRedisComesBack() {
        door.run(GivenFiring.of("before"));
        redis.kill();
        assertThat(fault(GivenFiring.of("during")).kind()).isIn(RedisFault.Kind.LOST, RedisFault.Kind.UNAVAILABLE);

        redis.restart();

        Eventually.stored(() -> door.run(GivenFiring.of("during")));
        var before = (AcceptOutcome.Stored) door.run(GivenFiring.of("before"));
        assertThat(before.allDuplicates())
                .as("what was answered before the crash is there")
                .isTrue();
        assertThat(GivenDoor.before(link).messages()).hasSize(2);
    }

    @Test
    void refusesWhatIsTooMuchToWaitAndKeepsTheRest() {
        door.run(GivenFiring.of("before"));
        proxy.blackHole();
        var answers = new ArrayList<Future<AcceptOutcome>>();
        for (int i = 0; i < 9000; i++) {
            answers.add(door.script().run(0, List.of(GivenFiring.of("d" + i).make()), door.room(false)));
        }

        var refused = catchThrowableOfType(RedisFault.class, () -> RedisLink.await(answers.getLast()));
        proxy.heal();

        assertThat(refused).isNotNull();
        assertThat(refused.kind()).isEqualTo(RedisFault.Kind.UNAVAILABLE);
        assertThat(RedisLink.await(answers.getFirst())).isInstanceOf(AcceptOutcome.Stored.class);
        Future.join(answers)
                .otherwiseEmpty()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        long stored = answers.stream().filter(Future::succeeded).count();
        assertThat(GivenDoor.before(direct).messages()).hasSize((int) stored + 1);
    }

    private RedisFault fault(GivenFiring firing) {
        var fault = catchThrowableOfType(RedisFault.class, () -> door.run(firing));
        assertThat(fault).isNotNull();
        return fault;
    }
}
