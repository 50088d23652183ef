package io.triggergateway.boot;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.redis.RedisConfig;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisInfo;
import io.triggergateway.redis.RedisLink;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Whether the Redis at hand may be used: looked at before the start, and again and again while serving. */
@Singleton
final class RedisCheck {
    private final RedisLink redis;
    private final RedisInfo info;
    private final RedisConfig config;
    private volatile @Nullable RedisVerdict verdict;
    private volatile boolean reachable;

    RedisCheck(RedisLink redis, RedisInfo info, RedisConfig config) {
        this.redis = redis;
        this.info = info;
        this.config = config;
    }

    /** Looks and waits, and tells nobody else; throws {@link RedisFault} when Redis is out of reach. */
    RedisVerdict judge() {
        return RedisJudge.judge(facts(), wish());
    }

    /** Looks and waits, and says in the log what is new; throws {@link RedisFault} when Redis is out of reach. */
    RedisVerdict look() {
        var found = judge();
        reachable = true;
        tell(found);
        return found;
    }

    /** True when Redis answered within the last second or so. */
    boolean reachable() {
        return reachable;
    }

    /** What was found last; empty before the first look that Redis answered. */
    Optional<RedisVerdict> verdict() {
        return Optional.ofNullable(verdict);
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(Duration.ofSeconds(1), "Pinging Redis", this::ping);
        housekeeping.every(
                Duration.ofSeconds(10), Duration.ofSeconds(10), "Checking the settings of Redis", this::lookAgain);
    }

    void ping() {
        try {
            redis.call("PING");
            reachable = true;
        } catch (RedisFault away) {
            reachable = false;
        }
    }

    void lookAgain() {
        try {
            look();
        } catch (RedisFault away) {
            reachable = false;
        }
    }

    // Once for each finding, not every ten seconds.
    private void tell(RedisVerdict found) {
        if (found.equals(verdict)) {
            return;
        }
        verdict = found;
        switch (found) {
            case RedisVerdict.Fit(var durability, var weak, var warnings) -> {
                Log.logf(weak ? Logger.Level.WARN : Logger.Level.INFO, "Durability: %s", durability);
                warnings.forEach(Log::warn);
            }
            case RedisVerdict.Unfit(var sentence) -> Log.error(sentence);
        }
    }

    private RedisFacts facts() {
        var told = told("appendfsync");
        var stated = config.redis().appendfsync();
        return new RedisFacts(
                info.version(),
                info.role(),
                info.replicas(),
                info.isClustered(),
                info.memory().limit(),
                info.evictionPolicy(),
                info.appendOnly(),
                told.or(() -> stated),
                told.isEmpty(),
                !told("no-appendfsync-on-rewrite").equals(Optional.of("yes")));
    }

    private RedisWish wish() {
        var clustered = ConfigProvider.getConfig()
                .getOptionalValue("quarkus.redis.client-type", String.class)
                .filter("cluster"::equalsIgnoreCase)
                .isPresent();
        return new RedisWish(config.durability(), config.redis().replicas(), clustered);
    }

    /** A setting of Redis; empty when it forbids to ask. */
    private Optional<String> told(String setting) {
        try {
            var answer = redis.call("CONFIG", "GET", setting);
            return answer.size() < 2
                    ? Optional.empty()
                    : Optional.of(answer.at(1).text());
        } catch (RedisFault fault) {
            if (isForbidden(fault)) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    private static boolean isForbidden(RedisFault fault) {
        var sentence = String.valueOf(fault.getMessage());
        return fault.kind() == RedisFault.Kind.BROKEN || sentence.contains("NOPERM");
    }
}
