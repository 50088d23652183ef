package io.triggergateway.awaits;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Scripts;
import io.triggergateway.secret.Environment;
import io.triggergateway.secret.SecretConfig;
import io.triggergateway.secret.Secrets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A new key in the ring takes over the secrets of awaits, so that the old one can go. */
@QuarkusTest
class AwaitRotationTest {
    private static final String NEW_KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final Place PLACE = new Place("rotated", "s");
    private static final String BODY =
            "{\"type\": \"webhook\", \"auth\": {\"type\": \"bearer\", \"secret\": \"plain-text-of-an-await\"}}";

    private final GivenAwaits awaits;
    private final AwaitStore store;
    private final Endings endings;
    private final Scripts scripts;
    private final SecretConfig configured;
    private final Environment environment;

    AwaitRotationTest(
            GivenAwaits awaits,
            AwaitStore store,
            Endings endings,
            Scripts scripts,
            SecretConfig configured,
            Environment environment) {
        this.awaits = awaits;
        this.store = store;
        this.endings = endings;
        this.scripts = scripts;
        this.configured = configured;
        this.environment = environment;
    }

    @Test
    void encryptsAgainWithThePrimaryKey() {
        awaits.register(PLACE, BODY);
        awaits.register(new Place("rotated", "without"), "{\"type\": \"webhook\"}");
        var before = awaits.waiting("rotated", "s");
        assertThat(stored(before)).contains("enc:").doesNotContain("enc:new:", "plain-text");
        var secrets = secretsWithANewKey();
        var rotation = new AwaitRotation(store, secrets, awaits.redis(), awaits.keys(), scripts);

        // Other tests may have left some.
        assertThat(rotation.rotate()).isPositive();
        assertThat(rotation.rotate()).isZero();

        var after = awaits.waiting("rotated", "s");
        assertThat(stored(after)).contains("enc:new:").doesNotContain("plain-text");
        assertThat(sealedBy("new")).contains(Long.toString(before.generation()));
        assertThat(after.deadline()).isEqualTo(before.deadline());
        assertThat(awaits.register(PLACE, BODY)).isInstanceOf(Registered.Waiting.class);

        endings.cancelRun("rotated", "test");
        assertThat(sealedBy("new")).doesNotContain(Long.toString(before.generation()));
    }

    private String stored(WaitingAwait await) {
        return awaits.redis()
                .call("GET", awaits.keys().await(0, await.generation()))
                .text();
    }

    private List<String> sealedBy(String key) {
        return awaits.redis().call("SMEMBERS", awaits.keys().awaitsSealed(0, key)).items().stream()
                .map(Reply::text)
                .toList();
    }

    /** Those of a gateway whose configuration has a second key, and that as its primary one. */
    private AwaitSecrets secretsWithANewKey() {
        var ring = new HashMap<>(configured.keys());
        ring.put("new", NEW_KEY);
        return new AwaitSecrets(
                new Secrets(new Ring(ring, Optional.of("new")), new SecureRandom(), Clock.systemUTC(), environment));
    }

    private record Ring(Map<String, String> keys, Optional<String> primary) implements SecretConfig {}
}
