package io.triggergateway.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.triggergateway.faults.FrozenProcess;
import io.triggergateway.faults.RedisProxy;
import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At durability replica nothing is answered before a replica has it, a repetition as little as the first time. */
class ReplicasTest {
    private static final Instant SLOT = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MANY = 500;

    @TempDir
    static Path directory;

    private static EmbeddedRedis master;
    private static EmbeddedRedis replica;

    private Vertx vertx;
    private RedisProxy proxy;
    private RedisLink direct;
    private GivenDoor door;

    @BeforeAll
    static void startsBoth() {
        master = EmbeddedRedis.start(directory.resolve("master"), 0);
        replica = EmbeddedRedis.start(
                directory.resolve("replica"), 0, "--replicaof", "127.0.0.1 " + master.port(), "--appendfsync", "no");
    }

    @AfterAll
    static void stopsBoth() {
        replica.stop();
        master.stop();
    }

    @BeforeEach
    void connects() throws IOException {
        vertx = Vertx.vertx();
        proxy = RedisProxy.before(master.port());
        direct = RedisLink.to(vertx, master.address(), Duration.ofSeconds(60));
        direct.call("FLUSHALL");
        GivenDoor.before(direct).with("orders");
        assertThat(direct.call("WAIT", 1, 30_000).number()).isEqualTo(1);
        door = GivenDoor.waitingForAReplica(RedisLink.to(vertx, proxy.address(), Duration.ofSeconds(20)));
    }

    @AfterEach
    void disconnects() throws IOException {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        proxy.close();
    }

    private static GivenDoor impatient(Vertx vertx, String address) {
        return GivenDoor.waitingForAReplica(RedisLink.to(vertx, address, Duration.ofSeconds(1)));
    }

    private static RedisFault.Kind kind(Runnable attempt) {
        var fault = catchThrowableOfType(RedisFault.class, attempt::run);
        assertThat(fault).isNotNull();
        return fault.kind();
    }

    @Test
    void answersWhenTheReplicaHasIt() {
        assertThat(door.run(GivenFiring.of("one"))).isInstanceOf(AcceptOutcome.Stored.class);
        assertThat(proxy.count("WAIT")).isBetween(1, 2);
    }

    @Test
    void waitsAgainForARepetitionWhileTheReplicaIsFrozen() throws IOException {
        var impatient = impatient(vertx, proxy.address());
        FrozenProcess.redis(replica.port(), () -> {
            assertThat(kind(() -> impatient.run(GivenFiring.of("one")))).isEqualTo(RedisFault.Kind.NOT_DURABLE);
            assertThat(kind(() -> impatient.run(GivenFiring.of("one")))).isEqualTo(RedisFault.Kind.NOT_DURABLE);
            var other = impatient(vertx, master.address());
            assertThat(kind(() -> other.run(GivenFiring.of("one"))))
                    .as("over a connection that has written nothing")
                    .isEqualTo(RedisFault.Kind.NOT_DURABLE);
        });

        var outcome = door.run(GivenFiring.of("one"));

        assertThat(((AcceptOutcome.Stored) outcome).allDuplicates()).isTrue();
        assertThat(door.messages()).hasSize(1);
    }

    @Test
    void aSlotWaitsToo() throws IOException {
        direct.call(
                "HSET", door.keys().schedule(0, "orders"), "generation", 1, "version", 1, "next", SLOT.toEpochMilli());
        var claim = new SlotClaim(1, SLOT, SLOT, null, null, 0, null, true);
        var impatient = impatient(vertx, proxy.address());
        FrozenProcess.redis(replica.port(), () -> {
            assertThat(kind(() -> impatient.decide(claim, GivenFiring.of("slot"))))
                    .isEqualTo(RedisFault.Kind.NOT_DURABLE);
        });
        assertThat(door.decide(claim, GivenFiring.of("slot"))).isInstanceOf(SlotOutcome.Lost.class);
        assertThat(door.messages()).hasSize(1);
    }

    @Test
    void oneWaitStandsForAllWritesOfATurn() {
        door.run(GivenFiring.of("so that Redis knows the script"));
        int before = proxy.count("WAIT");
        var answers = new ArrayList<Future<AcceptOutcome>>();
        for (int i = 0; i < MANY; i++) {
            answers.add(door.script().run(0, List.of(GivenFiring.of("d" + i).make()), door.room(false)));
        }

        answers.forEach(answer -> assertThat(RedisLink.await(answer)).isInstanceOf(AcceptOutcome.Stored.class));
        assertThat(proxy.count("WAIT") - before).isBetween(1, MANY / 2);
        assertThat(door.messages()).hasSize(MANY + 1);
    }

    @Test
    void readsGoOnWhileWritesWait() throws IOException {
        var link = RedisLink.to(vertx, proxy.address(), Duration.ofSeconds(20));
        var waiting = GivenDoor.waitingForAReplica(link);
        waiting.run(GivenFiring.of("before"));
        FrozenProcess.redis(replica.port(), () -> {
            var answer = waiting.script().run(0, List.of(GivenFiring.of("one").make()), waiting.room(false));
            assertThat(link.call("PING").text()).isEqualTo("PONG");
            assertThat(answer.isComplete()).isFalse();
        });
        // Confirmed in the end, unless the machine is so slow that five seconds were not enough.
        assertThat(waiting.run(GivenFiring.of("one"))).isInstanceOf(AcceptOutcome.Stored.class);
    }

    @Test
    void aWaitWhoseConnectionBreaksSaysNothing() {
        door.run(GivenFiring.of("so that Redis knows the script"));
        proxy.swallowReply("WAIT", 1);

        var outcome = door.run(GivenFiring.of("one"));

        assertThat(((AcceptOutcome.Stored) outcome).allDuplicates())
                .as("asked a second time")
                .isTrue();
        assertThat(door.messages()).hasSize(2);
    }
}
