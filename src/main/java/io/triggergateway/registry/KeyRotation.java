package io.triggergateway.registry;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.secret.Secrets;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Brings stored secrets under the primary key of the ring, so that an old key can be taken out of the configuration.
 * Any replica may do it: they race on the trigger's version.
 */
@Singleton
public final class KeyRotation {
    private final Registry registry;
    private final Registrar registrar;
    private final Secrets secrets;

    KeyRotation(Registry registry, Registrar registrar, Secrets secrets) {
        this.registry = registry;
        this.registrar = registrar;
        this.secrets = secrets;
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(Duration.ofMinutes(1), Duration.ofSeconds(5), "Rotation of keys", this::rotate);
    }

    /** Encrypts again what an older key has encrypted; returns how many triggers that were. */
    int rotate() {
        int rotated = 0;
        for (var trigger : registry.triggers()) {
            var owner = TriggerCompiler.owner(trigger.name());
            var fresh = AuthSecrets.map(trigger.definition(), (secret, pointer) -> secrets.reencrypt(secret, owner));
            if (!fresh.equals(trigger.definition()) && registrar.rewrite(trigger.stored(), fresh)) {
                rotated++;
            }
        }
        if (rotated > 0) {
            Log.infof("The secrets of %d triggers are encrypted with the primary key now", rotated);
        }
        return rotated;
    }
}
