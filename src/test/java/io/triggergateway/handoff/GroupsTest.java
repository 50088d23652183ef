package io.triggergateway.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.Scripts;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupsTest {
    @TempDir
    static Path directory;

    private static final Keys KEYS = new Keys("tg", 2);
    private static final String STREAM = KEYS.handoff(1, "slow");

    private static GivenRedis redis;

    private Groups groups;

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
        groups = new Groups(streams, KEYS, GivenStreams.settings(), new Scripts(redis.link()));
    }

    @Test
    void saysWhatARemovalMeansAndThenDoesIt() {
        redis.group(STREAM, "audit");
        for (int i = 0; i < 5; i++) {
            redis.append(STREAM, "id", "m" + i);
        }
        redis.read(STREAM, "audit", "gone", 2);
        redis.read(STREAM, "engines", "one", 4).forEach(id -> redis.acknowledge(STREAM, "engines", id));
        var expected = new Groups.Removal.Done(List.of(new Groups.Part(1, 3, true, 2, 4)));

        assertThat(groups.remove("slow", "audit", true)).isEqualTo(expected);
        assertThat(groups.remove("slow", "audit", false)).isEqualTo(expected);
        assertThat(groups.remove("slow", "audit", false)).isEqualTo(new Groups.Removal.NotFound());
        assertThat(redis.link().call("XINFO", "GROUPS", STREAM).size()).isEqualTo(1);
        assertThat(redis.ids(STREAM)).hasSize(5);
    }

    @Test
    void trimsNothingWhenTheLastGroupGoes() {
        redis.link().call("XGROUP", "DESTROY", STREAM, "engines");
        redis.group(STREAM, "audit");
        redis.append(STREAM, "id", "m");

        assertThat(groups.remove("slow", "audit", false))
                .isEqualTo(new Groups.Removal.Done(List.of(new Groups.Part(1, 1, true, 0, 0))));
    }

    @Test
    void refusesWhatWouldBeMadeAgain() {
        assertThat(groups.remove("", "engines", true)).isEqualTo(new Groups.Removal.Configured());
        assertThat(groups.remove("", "engines", false)).isEqualTo(new Groups.Removal.Configured());
    }

    @Test
    void findsNoStreamOfAnotherName() {
        assertThat(groups.remove("none", "audit", false)).isEqualTo(new Groups.Removal.NotFound());
        assertThat(redis.exists(KEYS.handoff(0, "none"))).isFalse();
    }
}
