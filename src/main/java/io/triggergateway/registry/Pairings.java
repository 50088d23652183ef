package io.triggergateway.registry;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.secret.Secrets;
import io.triggergateway.trigger.Auth;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Origin;
import io.triggergateway.trigger.Secret;
import io.triggergateway.trigger.Trigger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Lets a sender hand over its secret, as some do in an unsigned request when they are set up: only while an operator has
 * armed the endpoint for it, and only where there is no secret yet.
 */
@Singleton
public final class Pairings {
    private static final String NOT_ARMED =
            "The sender offers its secret, but nobody has armed the endpoint: POST /api/_triggers/%s/pairing";
    private static final String UNFIT =
            "Expected a secret, but the sender offers something empty, or what would be read as the place of one";
    private static final String LOST =
            "The sender offers its secret, but the trigger has one by now or was changed meanwhile; read it again";

    private final Registry registry;
    private final Registrar registrar;
    private final Secrets secrets;
    private final RedisLink redis;
    private final Keys keys;
    private final Vertx vertx;
    private final Clock clock;

    Pairings(
            Registry registry,
            Registrar registrar,
            Secrets secrets,
            RedisLink redis,
            Keys keys,
            Vertx vertx,
            Clock clock) {
        this.registry = registry;
        this.registrar = registrar;
        this.secrets = secrets;
        this.redis = redis;
        this.keys = keys;
        this.vertx = vertx;
        this.clock = clock;
    }

    /** What came of arming an endpoint. */
    public sealed interface Arming {
        record Armed(Instant until) implements Arming {}

        /** A sentence that says what stands in the way. */
        record Refused(String reason) implements Arming {}
    }

    /** Takes a secret from the trigger's sender from now on; the first one ends it. For virtual threads. */
    public Arming arm(CompiledTrigger trigger, Duration window) {
        var reason = obstacle(trigger);
        if (reason.isPresent()) {
            return new Arming.Refused(reason.get());
        }
        var generation = trigger.stored().generation();
        redis.call("SET", key(trigger.name()), generation, "PX", window.toMillis());
        return new Arming.Armed(clock.instant().plus(window));
    }

    /** Takes no secret any more. For virtual threads. */
    public void disarm(String trigger) {
        redis.call("DEL", key(trigger));
    }

    private Optional<String> obstacle(CompiledTrigger trigger) {
        var auth = trigger.auth();
        if (auth == null || !auth.pairs()) {
            return Optional.of("Expected a trigger whose provider hands over its secret, but this one's does not");
        }
        if (trigger.stored().origin() == Origin.STATIC) {
            return Optional.of("Expected a trigger that was registered over REST, but '%s' comes from the file %s"
                    .formatted(trigger.name(), trigger.stored().file()));
        }
        if (without(trigger.definition()).isEmpty()) {
            return Optional.of(
                    "Expected a trigger without a secret, but '%s' has one: remove it first, as none is ever replaced"
                            .formatted(trigger.name()));
        }
        return secrets.canEncrypt()
                ? Optional.empty()
                : Optional.of(
                        "Expected a key to encrypt the secret with, but there is none: set gateway.secrets.keys.<id>");
    }

    /**
     * Empty when the secret was taken: it is in force on this replica then, and on the others within a second. Else why
     * it was not, for the trigger's owner.
     */
    public Future<Optional<String>> take(String name, String secret) {
        return redis.send("GET", key(name))
                .compose(armed -> armed.isNil()
                        ? Future.succeededFuture(Optional.of(NOT_ARMED.formatted(name)))
                        : vertx.executeBlocking(() -> take(name, armed.text(), secret), false));
    }

    private Optional<String> take(String name, String generation, String secret) {
        var given = new Secret(secret, null, null);
        if (secret.isBlank() || given.isReference()) {
            return Optional.of(UNFIT);
        }
        var stored = registry.find(name).map(CompiledTrigger::stored);
        if (stored.filter(record -> generation.equals(Long.toString(record.generation())))
                .isEmpty()) {
            return Optional.of(NOT_ARMED.formatted(name));
        }
        return store(stored.get(), given) ? Optional.empty() : Optional.of(LOST);
    }

    private boolean store(TriggerRecord record, Secret secret) {
        var signature = without(record.trigger());
        if (signature.isEmpty()) {
            return false;
        }
        var given = with(record.trigger(), signature.get(), secret);
        var findings = new Findings();
        var safe = SecretProtection.protect(given, null, secrets, findings);
        var taken = findings.isEmpty() && registrar.rewrite(record, safe);
        if (taken) {
            disarm(record.trigger().name());
        }
        return taken;
    }

    private static Optional<Auth.Signature> without(Trigger trigger) {
        var endpoint = trigger.endpoint();
        return endpoint != null
                        && endpoint.auth() instanceof Auth.Signature signature
                        && signature.secrets().isEmpty()
                ? Optional.of(signature)
                : Optional.empty();
    }

    private static Trigger with(Trigger trigger, Auth.Signature signature, Secret secret) {
        var endpoint = Objects.requireNonNull(trigger.endpoint());
        var auth = new Auth.Signature(signature.provider(), signature.scheme(), List.of(secret), signature.params());
        return trigger.withEndpoint(endpoint.withAuth(auth));
    }

    private String key(String trigger) {
        return keys.registry("pairing:" + trigger);
    }
}
