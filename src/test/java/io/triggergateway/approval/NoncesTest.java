package io.triggergateway.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.approval.Nonces.Worth;
import io.triggergateway.secret.SecretConfig;
import io.triggergateway.secret.Secrets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a form has to bring along. */
class NoncesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

    private record Ring(Map<String, String> keys, Optional<String> primary) implements SecretConfig {}

    private static Nonces with(String primary, String... ids) {
        var keys = new HashMap<String, String>();
        for (var id : ids) {
            var key = new byte[32];
            key[0] = (byte) id.charAt(0);
            keys.put(id, Base64.getEncoder().encodeToString(key));
        }
        var primaryKey = ids.length == 0 ? Optional.<String>empty() : Optional.of(primary);
        var secrets = new Secrets(new Ring(keys, primaryKey), new SecureRandom(), Clock.systemUTC(), name -> null);
        return new Nonces(secrets, new SecureRandom());
    }

    private final Nonces nonces = with("a", "a");

    @Test
    void isGoodForADayAndForItsSubjectOnly() {
        var nonce = nonces.make("0 run/step 7 ann", NOW);
        assertThat(nonces.worth(nonce, "0 run/step 7 ann", NOW.plus(Duration.ofHours(24))))
                .isEqualTo(Worth.GOOD);
        assertThat(nonces.worth(nonce, "0 run/step 7 ann", NOW.plus(Duration.ofHours(25))))
                .isEqualTo(Worth.OLD);
        for (var other : new String[] {"0 run/step 7 bob", "0 run/step 7 ", "0 run/step 8 ann", "1 run/step 7 ann"}) {
            assertThat(nonces.worth(nonce, other, NOW)).isEqualTo(Worth.FOREIGN);
        }
    }

    @Test
    void noChangeOfItIsGood() {
        var nonce = nonces.make("s", NOW);
        for (int i = 0; i < nonce.length(); i++) {
            var changed = nonce.substring(0, i) + (nonce.charAt(i) == 'A' ? 'Q' : 'A') + nonce.substring(i + 1);
            assertThat(nonces.worth(changed, "s", NOW)).as(changed).isEqualTo(Worth.FOREIGN);
        }
        assertThat(nonces.worth("", "s", NOW)).isEqualTo(Worth.FOREIGN);
        assertThat(nonces.worth(nonce + nonce, "s", NOW)).isEqualTo(Worth.FOREIGN);
    }

    @Test
    void anOlderKeyStillCounts() {
        var nonce = nonces.make("s", NOW);
        assertThat(with("b", "b", "a").worth(nonce, "s", NOW)).isEqualTo(Worth.GOOD);
        assertThat(with("b", "b").worth(nonce, "s", NOW)).isEqualTo(Worth.FOREIGN);
        assertThat(with("").available()).isFalse();
    }
}
