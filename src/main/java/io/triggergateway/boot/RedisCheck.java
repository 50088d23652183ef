package io.triggergateway.boot;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.Masters;
import io.triggergateway.redis.RedisConfig;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisInfo;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Turns;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Whether the Redis at hand may be used: looked at before the start, and again and again while serving. */
@Singleton
final class RedisCheck {
    private final RedisLink redis;
    private final Masters masters;
    private final Keys keys;
    private final RedisConfig config;
    private volatile @Nullable RedisVerdict verdict;
    private volatile boolean reachable;
    private volatile Set<Integer> away = Set.of();

    RedisCheck(RedisLink redis, Masters masters, Keys keys, RedisConfig config) {
        this.redis = redis;
        this.masters = masters;
        this.keys = keys;
        this.config = config;
    }

    /** Looks and waits, and tells nobody else; throws {@link RedisFault} when Redis is out of reach. */
    RedisVerdict judge() {
        var found = new ArrayList<RedisVerdict>();
        try {
            Turns.each(
                    masters.partitions().keySet(),
                    master -> found.add(RedisJudge.judge(facts(masters.info(master)), wish())));
        } catch (RedisFault silent) {
            if (found.isEmpty()) {
                throw silent;
            }
        }
        if (found.isEmpty()) {
            throw RedisFault.unavailable("No node of the Redis Cluster serves a partition");
        }
        return RedisVerdict.ofAll(found);
    }

    /** Looks and waits, and says in the log what is new; throws {@link RedisFault} when Redis is out of reach. */
    RedisVerdict look() {
        var found = judge();
        reachable = true;
        tell(found);
        return found;
    }

    /** True when Redis answered within the last second or so; of a cluster, a master with a partition at least. */
    boolean reachable() {
        return reachable;
    }

    /** The partitions whose master did not answer while others did; in order. */
    Set<Integer> away() {
        return away;
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
            var silent = new TreeSet<>(keys.all());
            masters.partitions().forEach((master, partitions) -> {
                if (masters.info(master).answers()) {
                    silent.removeAll(partitions);
                }
            });
            reachable = silent.size() < keys.partitions();
            note(reachable ? silent : Set.of());
        } catch (RedisFault nobody) {
            reachable = false;
        }
    }

    private void note(Set<Integer> found) {
        if (!found.equals(away) && !found.isEmpty()) {
            Log.warnf("Expected all masters to answer, but those of partitions %s do not; the others go on", found);
        }
        away = Collections.unmodifiableSet(new TreeSet<>(found));
    }

    void lookAgain() {
        try {
            look();
        } catch (RedisFault silent) {
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

    private RedisFacts facts(RedisInfo info) {
        var told = told(info, "appendfsync");
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
                !told(info, "no-appendfsync-on-rewrite").equals(Optional.of("yes")));
    }

    private RedisWish wish() {
        return new RedisWish(config.durability(), config.redis().replicas(), redis.isForCluster());
    }

    /** A setting of Redis; empty when it forbids to ask. */
    private static Optional<String> told(RedisInfo info, String setting) {
        try {
            return info.setting(setting);
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
