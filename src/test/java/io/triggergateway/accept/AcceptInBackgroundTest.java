package io.triggergateway.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.RedisLink;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can wait leaves room at the door. */
class AcceptInBackgroundTest {
    @TempDir
    static Path directory;

    private static final Vertx VERTX = Vertx.vertx();
    private static final int ROOM = 4;

    private static EmbeddedRedis redis;
    private static RedisLink link;

    private GivenDoor door;

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
        door = new GivenDoor(link, 1, ROOM, 1L << 40).with("orders");
    }

    private AcceptOutcome inBackground(String id) {
        return door.runInBackground(firing(id));
    }

    private static GivenFiring firing(String id) {
        return GivenFiring.of(id);
    }

    @Test
    void takesHalfOfAStreamAndLeavesTheRestToOthers() {
        assertThat(inBackground("a")).isInstanceOf(AcceptOutcome.Stored.class);
        assertThat(inBackground("b")).isInstanceOf(AcceptOutcome.Stored.class);
        assertThat(inBackground("c")).isEqualTo(new AcceptOutcome.Backlog(""));
        assertThat(door.run(firing("d"))).isInstanceOf(AcceptOutcome.Stored.class);
        assertThat(door.run(firing("e"))).isInstanceOf(AcceptOutcome.Stored.class);
        assertThat(door.run(firing("f"))).isEqualTo(new AcceptOutcome.Backlog(""));
    }

    @Test
    void recognisesARepetitionBeyondItsHalf() {
        inBackground("a");
        door.run(firing("b"), firing("c"), firing("d"));
        assertThat(inBackground("a"))
                .isInstanceOfSatisfying(
                        AcceptOutcome.Stored.class,
                        stored -> assertThat(stored.allDuplicates()).isTrue());
    }
}
