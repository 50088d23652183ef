package io.triggergateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates as a sender would publish them, valid from 2026-01-01 for a year. */
class CertificatesTest {
    private static final Instant IN_TIME = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    private static Path directory;

    @BeforeAll
    static void make() throws Exception {
        var issuer = List.of("-ext", "bc:c");
        pair("issuer", "CN=Issuer", issuer);
        pair("stranger", "CN=Issuer", issuer);
        pair("sender", "CN=somebody", List.of("-ext", "san=dns:keys.example.com", "-signer", "issuer"));
        pair("old-style", "CN=keys.example.com,O=Example", List.of());
        pair("liar", "O=\"Example,CN=keys.example.com\"", List.of());
    }

    private static void pair(String alias, String name, List<String> more) throws Exception {
        var arguments = new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-dname", name));
        arguments.addAll(List.of("-startdate", "2026/01/01 00:00:00", "-validity", "365"));
        arguments.addAll(more);
        keytool(alias, arguments);
        keytool(
                alias,
                List.of(
                        "-exportcert",
                        "-rfc",
                        "-file",
                        directory.resolve(alias + ".pem").toString()));
    }

    private static void keytool(String alias, List<String> arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        command.addAll(List.of("-alias", alias, "-storetype", "PKCS12", "-storepass", "password"));
        command.addAll(List.of("-keystore", directory.resolve("store.p12").toString()));
        var tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tool.waitFor()).as(said).isZero();
    }

    private static byte[] published(String... aliases) throws Exception {
        var answer = new ByteArrayOutputStream();
        for (var alias : aliases) {
            answer.writeBytes(Files.readAllBytes(directory.resolve(alias + ".pem")));
        }
        return answer.toByteArray();
    }

    private static List<byte[]> read(@Nullable String subject, Instant now, String... aliases) throws Exception {
        return Certificates.read(published(aliases), subject, now);
    }

    @Test
    void takesTheFirstOfAChain() throws Exception {
        var found = read("keys.example.com", IN_TIME, "sender", "issuer");
        assertThat(found).hasSize(1);
        var alone = read(null, IN_TIME, "sender");
        assertThat(found.getFirst()).isEqualTo(alone.getFirst());
    }

    @Test
    void takesNoneThatIsNotValidNow() throws Exception {
        assertThat(read(null, Instant.parse("2025-12-31T00:00:00Z"), "sender")).isEmpty();
        assertThat(read(null, Instant.parse("2027-01-03T00:00:00Z"), "sender")).isEmpty();
    }

    @Test
    void takesNoneThatIsMadeOutToSomebodyElse() throws Exception {
        assertThat(read("other.example.com", IN_TIME, "sender")).isEmpty();
        assertThat(read("somebody", IN_TIME, "sender"))
                .as("a list of names counts alone")
                .isEmpty();
        assertThat(read("KEYS.example.com", IN_TIME, "sender")).hasSize(1);
    }

    @Test
    void readsTheNameWhereThereIsNoList() throws Exception {
        assertThat(read("keys.example.com", IN_TIME, "old-style")).hasSize(1);
        assertThat(read("keys.example.com", IN_TIME, "liar")).isEmpty();
    }

    @Test
    void takesNoneWhoseIssuerIsAnother() throws Exception {
        assertThat(read(null, IN_TIME, "sender", "stranger")).isEmpty();
        assertThat(read(null, IN_TIME, "issuer", "sender")).isEmpty();
    }

    @Test
    void takesNoneOutOfAChainWithoutEnd() throws Exception {
        var chain = new String[11];
        Arrays.fill(chain, "issuer");
        assertThat(read(null, IN_TIME, chain)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "{}",
                "-----BEGIN CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "0\u0082"
            })
    void findsNothingInGarbage(String answer) {
        assertThat(Certificates.read(answer.getBytes(StandardCharsets.ISO_8859_1), null, IN_TIME))
                .isEmpty();
        assertThat(Certificates.isReadable(answer.getBytes(StandardCharsets.ISO_8859_1)))
                .isFalse();
    }
}
