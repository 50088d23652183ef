package io.triggergateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.triggergateway.payload.Json;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Scripts;
import io.triggergateway.secret.Environment;
import io.triggergateway.secret.SecretConfig;
import io.triggergateway.secret.Secrets;
import io.triggergateway.verify.Verifiers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A new key in the ring takes over the stored secrets, so that the old one can go. */
@QuarkusTest
class KeyRotationTest {
    private static final String NEW_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private final Registrar registrar;
    private final Registry registry;
    private final RedisLink redis;
    private final Scripts scripts;
    private final Keys keys;
    private final Verifiers verifiers;
    private final SecretConfig configured;
    private final Environment environment;

    KeyRotationTest(
            Registrar registrar,
            Registry registry,
            RedisLink redis,
            Scripts scripts,
            Keys keys,
            Verifiers verifiers,
            SecretConfig configured,
            Environment environment) {
        this.registrar = registrar;
        this.registry = registry;
        this.redis = redis;
        this.scripts = scripts;
        this.keys = keys;
        this.verifiers = verifiers;
        this.configured = configured;
        this.environment = environment;
    }

    @Test
    void encryptsAgainWithThePrimaryKey() {
        var document = """
                {"name": "rotated", "type": "webhook",
                 "endpoint": {"path": "/rotated", "auth": {"type": "signature", "provider": "meta",
                  "secret": "a-plain-secret-value", "params": {"verify_token": "a-plain-token"}}}}
                """;
        registrar.create(Objects.requireNonNull(Json.parseOrNull(document.getBytes(StandardCharsets.UTF_8))));
        var before = stored();

        var rotated = rotation().rotate();

        assertThat(rotated).isPositive();
        assertThat(before).doesNotContain("enc:new:", "a-plain-token");
        assertThat(stored().split("enc:new:", -1)).hasSize(3);
        assertThat(stored()).doesNotContain("a-plain-secret-value", "a-plain-token");
        registrar.delete("rotated", null);
    }

    private String stored() {
        return redis.call("HGET", "tg:{0}:registry:records", "rotated").text();
    }

    /** A gateway whose configuration has a second key, and that as its primary one. */
    private KeyRotation rotation() {
        var clock = Clock.systemUTC();
        var ring = new HashMap<>(configured.keys());
        ring.put("new", NEW_KEY);
        var secrets = new Secrets(new Ring(ring, Optional.of("new")), new SecureRandom(), clock, environment);
        var compiler = new TriggerCompiler(verifiers, secrets);
        var store = new RegistryStore(redis, keys, scripts);
        return new KeyRotation(registry, new Registrar(store, registry, compiler, secrets, keys, clock), secrets);
    }

    private record Ring(Map<String, String> keys, Optional<String> primary) implements SecretConfig {}
}
