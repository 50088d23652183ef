package io.triggergateway.awaits;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Brings the secrets of awaits under the primary key of the ring, as those of triggers are, so that an old key can go.
 * The owner of {@code reseal-await.lua}: any replica may do it, and whoever comes second changes nothing.
 */
@Singleton
final class AwaitRotation {
    private static final int PAGE = 200;

    private final AwaitStore store;
    private final AwaitSecrets secrets;
    private final RedisLink redis;
    private final Keys keys;
    private final Script script;

    AwaitRotation(AwaitStore store, AwaitSecrets secrets, RedisLink redis, Keys keys, Scripts scripts) {
        this.store = store;
        this.secrets = secrets;
        this.redis = redis;
        this.keys = keys;
        this.script = scripts.load("reseal-await");
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(
                Duration.ofMinutes(1), Duration.ofSeconds(5), "Rotation of the keys of awaits", this::rotate);
    }

    /** Encrypts again what an older key has encrypted; returns how many awaits that were. */
    int rotate() {
        int rotated = 0;
        for (int partition = 0; partition < keys.partitions(); partition++) {
            for (var key : secrets.olderKeys()) {
                rotated += rotate(partition, key);
            }
        }
        if (rotated > 0) {
            Log.infof("The secrets of %d awaits are encrypted with the primary key now", rotated);
        }
        return rotated;
    }

    private int rotate(int partition, String key) {
        int rotated = 0;
        var cursor = "0";
        do {
            var page = redis.call("SSCAN", keys.awaitsSealed(partition, key), cursor, "COUNT", PAGE);
            cursor = page.at(0).text();
            for (var generation : page.at(1).items()) {
                var await = store.waiting(partition, Long.parseLong(generation.text()));
                rotated += await.isPresent() && reseal(await.get()) ? 1 : 0;
            }
        } while (!cursor.equals("0"));
        return rotated;
    }

    private boolean reseal(WaitingAwait await) {
        var fresh = secrets.reencrypt(await.spec(), await.place());
        if (fresh.equals(await.spec())) {
            return false;
        }
        var reply = script.call(
                List.of(keys.partition(await.partition())),
                List.of(
                        await.generation(),
                        WaitingAwait.stored(await.spec()),
                        WaitingAwait.stored(fresh),
                        secrets.sealedBy(fresh).orElse("")));
        return reply.at(0).text().equals("done");
    }
}
