package io.triggergateway.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {
    private static final String OWNER = "trigger/orders";

    private final KeyRing ring = ring(Keys.of(null, "k1"));

    @ParameterizedTest
    @ValueSource(strings = {"s", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "ä€𝄞\n", "a:b:c"})
    void opensWhatItEncrypted(String plain) {
        var stored = ring.encrypt(plain, OWNER);

        assertThat(stored).startsWith("enc:k1:").doesNotContain(plain + "\"");
        assertThat(opened(ring.decrypt(stored, OWNER))).isEqualTo(plain);
    }

    @Test
    void encryptsTheSameValueDifferentlyEachTime() {
        assertThat(ring.encrypt("hunter2", OWNER)).isNotEqualTo(ring.encrypt("hunter2", OWNER));
    }

    @Test
    void doesNotOpenForAnotherOwner() {
        assertRefused(ring.decrypt(ring.encrypt("hunter2", OWNER), "trigger/other"));
    }

    @Test
    void doesNotOpenWhatWasChanged() {
        var stored = ring.encrypt("hunter2", OWNER).toCharArray();
        stored[20] = stored[20] == 'A' ? 'B' : 'A';

        assertRefused(ring.decrypt(new String(stored), OWNER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enc:",
                "enc:k1",
                "enc:k1:",
                "enc:k1:AAAA",
                "enc:k1:AAAAAAAAAAAAAAAAAAAAAAAA",
                "enc:k1:***",
                "enc:other:AAAA",
                "enc:k1:AA:AA"
            })
    void refusesOtherTexts(String stored) {
        assertRefused(ring.decrypt(stored, OWNER));
    }

    @Test
    void opensWithAnOlderKeyAndKnowsThatItIsOutdated() {
        var stored = ring.encrypt("hunter2", OWNER);
        var rotated = ring(Keys.of("k2", "k1", "k2"));

        assertThat(opened(rotated.decrypt(stored, OWNER))).isEqualTo("hunter2");
        assertThat(rotated.isOutdated(stored)).isTrue();
        assertThat(rotated.isOutdated(rotated.encrypt("hunter2", OWNER))).isFalse();
        assertRefused(ring(Keys.of(null, "k2")).decrypt(stored, OWNER));
    }

    @Test
    void cannotEncryptWithoutAKey() {
        assertThat(ring(Keys.NONE).canEncrypt()).isFalse();
    }

    @Test
    void refusesAKeyOfTheWrongLength() {
        var key = Keys.base64(31, 7);

        assertThatThrownBy(() -> ring(new Keys(Map.of("k1", key), Optional.empty())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Expected gateway.secrets.keys.k1 to be base64 of 32 random bytes, but it has 31")
                .hasNoCause();
    }

    @Test
    void refusesAKeyThatIsNoBase64WithoutShowingIt() {
        assertThatThrownBy(() -> ring(new Keys(Map.of("k1", "hunter2!"), Optional.empty())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gateway.secrets.keys.k1")
                .message()
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"k:1", "k 1", ""})
    void refusesAnIdThatStoredValuesCannotCarry(String id) {
        assertThatThrownBy(() -> ring(Keys.of(null, id)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gateway.secrets.keys");
    }

    @Test
    void refusesAPrimaryKeyThatIsNotThere() {
        assertThatThrownBy(() -> ring(Keys.of("k9", "k1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gateway.secrets.primary")
                .hasMessageContaining("k9");
    }

    @Test
    void asksWhichOfSeveralKeysIsThePrimaryOne() {
        assertThatThrownBy(() -> ring(Keys.of(null, "k1", "k2")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gateway.secrets.primary");
    }

    private static KeyRing ring(Keys keys) {
        return new KeyRing(keys, new SecureRandom());
    }

    private static String opened(Decrypted decrypted) {
        assertThat(decrypted).isInstanceOf(Decrypted.Opened.class).hasToString("opened");
        return new String(((Decrypted.Opened) decrypted).value(), StandardCharsets.UTF_8);
    }

    private static void assertRefused(Decrypted decrypted) {
        assertThat(decrypted)
                .isInstanceOfSatisfying(
                        Decrypted.Failed.class,
                        failed -> assertThat(failed.reason())
                                .startsWith("Expected")
                                .doesNotContain("hunter2"));
    }
}
