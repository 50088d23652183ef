package io.triggergateway.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.HandMovedClock;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final String OWNER = "trigger/orders";

    private final HandMovedClock clock = new HandMovedClock();
    private final Secrets secrets = secrets(Keys.of(null, "k1"));
    private final Findings findings = new Findings();

    @TempDir
    Path folder;

    @Test
    void encryptsAPlainValueAndOpensItAgain() {
        var stored = secrets.protect(secret("hunter2"), OWNER, "/secret", findings);

        assertThat(stored.value()).startsWith("enc:k1:");
        assertThat(values(open(secrets, stored))).containsExactly("hunter2");
        assertThat(findings.all()).isEmpty();
    }

    @Test
    void keepsTheValidityOfAnEncryptedSecret() {
        var plain = new Secret("hunter2", Instant.EPOCH, Instant.MAX);

        var stored = secrets.protect(plain, OWNER, "/secret", findings);

        assertThat(stored.notBefore()).isEqualTo(Instant.EPOCH);
        assertThat(stored.expiresAt()).isEqualTo(Instant.MAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"env:TOKEN", "file:/run/secrets/token"})
    void storesReferencesAsTheyAreEvenWithoutAKey(String reference) {
        assertThat(secrets(Keys.NONE).protect(secret(reference), OWNER, "/secret", findings))
                .isEqualTo(secret(reference));
        assertThat(findings.all()).isEmpty();
    }

    @Test
    void saysHowToConfigureAKeyWhenThereIsNone() {
        var without = secrets(Keys.NONE);

        var stored = without.protect(secret("hunter2"), OWNER, "/secret", findings);

        assertThat(without.canEncrypt()).isFalse();
        assertThat(stored.value()).isEqualTo(Secret.MASK);
        assertThat(findings.errors()).singleElement().satisfies(finding -> {
            assertThat(finding.pointer()).isEqualTo("/secret");
            assertThat(finding.detail())
                    .contains("gateway.secrets.keys.<id>", "base64 of 32 random bytes", "env:", "file:")
                    .doesNotContain("hunter2");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "***"})
    void refusesASecretWithoutAValue(String value) {
        secrets.protect(secret(value), OWNER, "/secret", findings);

        assertThat(findings.errors()).hasSize(1);
    }

    @Test
    void acceptsAnEncryptedTextFromItsOwnerOnly() {
        var stored = secrets.protect(secret("hunter2"), OWNER, "/secret", findings);

        assertThat(secrets.protect(stored, OWNER, "/secret", findings)).isEqualTo(stored);
        assertThat(findings.all()).isEmpty();

        var copied = secrets.protect(stored, "trigger/other", "/secret", findings);
        assertThat(copied.value()).isEqualTo(Secret.MASK);
        assertThat(findings.errors()).hasSize(1);
    }

    @Test
    void movesSecretsToThePrimaryKey() {
        var old = secrets.protect(secret("hunter2"), OWNER, "/secret", findings);
        var rotated = secrets(Keys.of("k2", "k1", "k2"));

        var moved = rotated.reencrypt(old, OWNER);

        assertThat(moved.value()).startsWith("enc:k2:");
        assertThat(values(open(secrets(Keys.of(null, "k2")), moved))).containsExactly("hunter2");
        assertThat(rotated.reencrypt(moved, OWNER)).isSameAs(moved);
        assertThat(rotated.reencrypt(old, "trigger/other")).isSameAs(old);
        assertThat(rotated.reencrypt(secret("env:TOKEN"), OWNER)).isEqualTo(secret("env:TOKEN"));
    }

    @Test
    void namesTheVariableThatIsMissing() {
        var credentials = open(secrets, secret("env:TOKEN"), secret("env:NONE"), secret("env:EMPTY"));

        assertThat(values(credentials)).containsExactly("from the environment");
        assertThat(findings.errors()).isEmpty();
        assertThat(findings.unavailable()).hasSize(2);
        assertThat(findings.unavailable().getFirst().pointer()).isEqualTo("/secrets/1");
        assertThat(findings.unavailable().getFirst().detail()).contains("'NONE'");
    }

    @Test
    void leavesOutWhatDoesNotOpen() {
        var stored = secrets.protect(secret("hunter2"), "trigger/other", "/secret", findings);

        assertThat(values(open(secrets, stored))).isEmpty();
        assertThat(findings.unavailable()).hasSize(1);
    }

    @Test
    void keepsThePlaceOfEachSecretAndJudgesItsValidity() {
        var noon = Instant.parse("2026-11-23T12:00:00Z");
        var credentials = open(
                secrets,
                new Secret("new", noon, null),
                new Secret("env:NONE", null, null),
                new Secret("old", null, noon));

        assertThat(credentials.active(noon.minusMillis(1)))
                .extracting(ActiveSecret::index)
                .containsExactly(2);
        assertThat(credentials.active(noon)).extracting(ActiveSecret::index).containsExactly(0);
    }

    @Test
    void readsAFileWithoutItsLastNewline() throws IOException {
        var file = write("token", "two\nlines\n\n", 1);

        assertThat(values(open(secrets, secret("file:" + file)))).containsExactly("two\nlines\n");
    }

    @Test
    void readsAFileAgainWhenItChangesAtMostOnceASecond() throws IOException {
        var file = write("token", "old\n", 1);
        var credentials = open(secrets, secret("file:" + file));

        write("token", "new\n", 2);
        clock.advance(Duration.ofMillis(999));
        assertThat(values(credentials)).containsExactly("old");

        clock.advance(Duration.ofMillis(1));
        assertThat(values(credentials)).containsExactly("new");
    }

    @Test
    void keepsTheLastValueOfAFileThatVanishesOrEmpties() throws IOException {
        var file = write("token", "old", 1);
        var credentials = open(secrets, secret("file:" + file));

        Files.delete(file);
        clock.advance(Duration.ofSeconds(1));
        assertThat(values(credentials)).containsExactly("old");

        write("token", "", 2);
        clock.advance(Duration.ofSeconds(1));
        assertThat(values(credentials)).containsExactly("old");

        write("token", "new", 1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(values(credentials)).containsExactly("new");
    }

    @Test
    void saysWhichFileCannotBeUsed() throws IOException {
        var empty = write("empty", "\n", 1);
        var large = write("large", "hunter2".repeat(10_000), 1);

        var credentials = open(
                secrets,
                secret("file:" + folder.resolve("none")),
                secret("file:" + folder),
                secret("file:" + empty),
                secret("file:" + large),
                secret("file:a\0b"),
                secret("file:"));

        assertThat(values(credentials)).isEmpty();
        assertThat(findings.errors()).isEmpty();
        assertThat(findings.unavailable())
                .hasSize(6)
                .allSatisfy(finding ->
                        assertThat(finding.detail()).startsWith("Expected").doesNotContain("hunter2", "\0"));
    }

    @Test
    void neverShowsAValueInAText() {
        var credentials = open(secrets, secret("hunter2"), secret("env:TOKEN"));

        assertThat(credentials.toString() + credentials.active(clock.instant()) + secret("hunter2"))
                .doesNotContain("hunter2", "environment");
    }

    private Secrets secrets(Keys keys) {
        var environment = Map.of("TOKEN", "from the environment", "EMPTY", "");
        return new Secrets(keys, new SecureRandom(), clock, environment::get);
    }

    private Credentials open(Secrets opener, Secret... stored) {
        return opener.open(Arrays.asList(stored), OWNER, "/secrets", findings);
    }

    private List<String> values(Credentials credentials) {
        return credentials.active(clock.instant()).stream()
                .map(active -> new String(active.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private Path write(String name, String content, long modified) throws IOException {
        var file = Files.writeString(folder.resolve(name), content);
        return Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(modified)));
    }

    private static Secret secret(String value) {
        return new Secret(value, null, null);
    }
}
