package io.triggergateway.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Optional;

/** How the gateway uses Redis. The address itself is {@code quarkus.redis.hosts}. */
@ConfigMapping(prefix = "gateway")
public interface RedisConfig {
    /** How many partitions new triggers are spread over; those that exist keep theirs. */
    @WithDefault("1")
    @Min(1)
    @Max(1024)
    int partitions();

    @WithDefault("auto")
    Durability durability();

    Redis redis();

    /** Settings of the connection and of what is stored. */
    interface Redis {
        /** Every key starts with it. */
        @WithDefault("tg")
        @Pattern(regexp = "[A-Za-z0-9_.-]{1,32}")
        String prefix();

        /** Longest wait for an answer; senders such as Slack give up after 3 seconds, so this stays well below. */
        @WithDefault("2s")
        Duration timeout();

        /** How many replicas have to confirm at durability {@code replica}; best all of them. */
        @WithDefault("1")
        @Min(1)
        int replicas();

        /** States {@code appendfsync} where the CONFIG command is forbidden; health then says stated, not checked. */
        Optional<String> appendfsync();
    }
}
