package io.triggergateway.handoff;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Scripts;
import java.time.Duration;
import java.util.List;

/** Streams for tests that put a replica together by hand. */
public final class GivenStreams {
    private GivenStreams() {}

    /** With the group of engines, and bounds that nothing reaches. */
    public static Streams on(RedisLink link, Keys keys) {
        return new Streams(link, keys, new Settings(), new Scripts(link));
    }

    /** The same settings. */
    static HandoffConfig settings() {
        return new Settings();
    }

    private record Settings() implements HandoffConfig, HandoffConfig.Backlog {
        @Override
        public List<String> groups() {
            return List.of("engines");
        }

        @Override
        public int inlineBytes() {
            return 65_536;
        }

        @Override
        public Backlog backlog() {
            return this;
        }

        @Override
        public Duration trimEvery() {
            return Duration.ofSeconds(1);
        }

        @Override
        public long entries() {
            return Long.MAX_VALUE;
        }

        @Override
        public long bytes() {
            return Long.MAX_VALUE;
        }
    }
}
