package io.triggergateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.triggergateway.redis.RedisLink;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuedTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final String HEADER = "{\"alg\":\"ES256\"}";
    private static final KeyPair KEYS = keys();
    private static final String PEM = "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(KEYS.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----\n";

    private final IssuedTokens tokens = tokens(settings());

    @Test
    void letsInAUserOfTheIssuer() throws GeneralSecurityException {
        var finding = find(signed(HEADER, claims(), KEYS.getPrivate()));

        assertThat(finding).isInstanceOfSatisfying(Credentials.Finding.Known.class, known -> {
            assertThat(known.grant().caller()).isEqualTo(new Caller("jwt:ada@example.com", Role.OPERATOR));
            assertThat(known.grant().until()).isEqualTo(NOW.plusSeconds(300));
            assertThat(known.grant().sha256()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "iss    | \"https://evil.example\"",
                "aud    | \"another\"",
                "aud    | null",
                "exp    | 1795427939",
                "exp    | \"soon\"",
                "exp    | null",
                "nbf    | 1795428120",
                "roles  | []",
                "roles  | [\"nobody\"]",
                "roles  | null",
                "roles  | {\"ops\": true}",
                "sub    | null",
            })
    void refusesOtherClaims(String claim, String value) throws GeneralSecurityException {
        var claims = claims();
        claims.put(claim, new JsonArray("[" + value + "]").getValue(0));
        if (claims.getValue(claim) == null) {
            claims.remove(claim);
        }

        assertThat(find(signed(HEADER, claims, KEYS.getPrivate()))).isInstanceOf(Credentials.Finding.Wrong.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"alg\":\"none\"}", "{\"alg\":\"RS256\"}", "{\"alg\":\"ES384\"}", "{}"})
    void refusesOtherAlgorithms(String header) throws GeneralSecurityException {
        assertThat(find(signed(header, claims(), KEYS.getPrivate()))).isInstanceOf(Credentials.Finding.Wrong.class);
    }

    @Test
    void takesNoPublicKeyForASharedSecret() throws GeneralSecurityException {
        var signed = part("{\"alg\":\"HS256\"}") + "." + part(claims().encode());
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(PEM.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var forged = signed + "." + encoded(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));

        assertThat(find(forged)).isInstanceOf(Credentials.Finding.Wrong.class);
    }

    @Test
    void refusesAnotherSignature() throws GeneralSecurityException {
        assertThat(find(signed(HEADER, claims(), keys().getPrivate()))).isInstanceOf(Credentials.Finding.Wrong.class);
        assertThat(find(part(HEADER) + "." + part(claims().encode()) + "."))
                .isInstanceOf(Credentials.Finding.Wrong.class);
        assertThat(find("a.b.c")).isInstanceOf(Credentials.Finding.Wrong.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"viewers\", \"ops\"] | OPERATOR",
                "\"viewers ops\"        | OPERATOR",
                "\"viewers\"            | VIEWER",
            })
    void givesTheHighestRole(String roles, Role role) throws GeneralSecurityException {
        var claims = claims().put("roles", new JsonArray("[" + roles + "]").getValue(0));

        assertThat(find(signed(HEADER, claims, KEYS.getPrivate())))
                .isInstanceOfSatisfying(
                        Credentials.Finding.Known.class,
                        known -> assertThat(known.grant().caller().role()).isEqualTo(role));
    }

    @Test
    void findsClaimsWithinObjects() throws GeneralSecurityException {
        var settings = settings();
        settings.put("gateway.auth.jwt.role-claim", "realm_access.roles");
        var claims = claims().put("realm_access", new JsonObject().put("roles", new JsonArray().add("viewers")));

        assertThat(RedisLink.await(tokens(settings).find(signed(HEADER, claims, KEYS.getPrivate()))))
                .isInstanceOfSatisfying(
                        Credentials.Finding.Known.class,
                        known -> assertThat(known.grant().caller().role()).isEqualTo(Role.VIEWER));
    }

    @Test
    void cleansTheNamesOfUsers() throws GeneralSecurityException {
        var claims = claims().put("sub", "eve\n[ERROR] all is lost " + "x".repeat(500));

        assertThat(find(signed(HEADER, claims, KEYS.getPrivate())))
                .isInstanceOfSatisfying(
                        Credentials.Finding.Known.class,
                        known -> assertThat(known.grant().caller().name())
                                .hasSize(128)
                                .startsWith("jwt:eve__ERROR__all_is_lost_xxx"));
    }

    @Test
    void looksAtJwtsOnlyWhenThereIsAnIssuer() {
        assertThat(tokens.mayBe("a.b.c")).isTrue();
        assertThat(tokens.mayBe("tgw_abc")).isFalse();
        assertThat(tokens(Map.of()).mayBe("a.b.c")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "gateway.auth.jwt.audience,      gateway.auth.jwt.audience",
        "gateway.auth.jwt.public-key,    gateway.auth.jwt.jwks",
        "gateway.auth.jwt.roles.ops,     gateway.auth.jwt.roles",
    })
    void refusesAConfigurationThatLacksSomething(String missing, String named) {
        var settings = settings();
        settings.remove(missing);
        settings.remove("gateway.auth.jwt.roles.viewers");

        assertThatThrownBy(() -> tokens(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("Expected " + named);
    }

    @Test
    void refusesKeysThatNobodyMayBeAskedFor() {
        var settings = settings();
        settings.remove("gateway.auth.jwt.public-key");
        settings.put("gateway.auth.jwt.jwks", "not a url");

        assertThatThrownBy(() -> tokens(settings)).isInstanceOf(ConfigurationException.class);
    }

    private Credentials.Finding find(String token) {
        return RedisLink.await(tokens.find(token));
    }

    private static IssuedTokens tokens(Map<String, String> settings) {
        return GivenAccess.issued(settings);
    }

    private static Map<String, String> settings() {
        return new HashMap<>(Map.of(
                "gateway.auth.jwt.issuer", "https://login.example.com",
                "gateway.auth.jwt.audience", "gateway",
                "gateway.auth.jwt.public-key", PEM,
                "gateway.auth.jwt.roles.ops", "operator",
                "gateway.auth.jwt.roles.viewers", "viewer"));
    }

    private static JsonObject claims() {
        return new JsonObject()
                .put("iss", "https://login.example.com")
                .put("aud", "gateway")
                .put("sub", "ada@example.com")
                .put("exp", NOW.plus(Duration.ofMinutes(5)).getEpochSecond())
                .put("roles", new JsonArray().add("ops"));
    }

    private static String signed(String header, JsonObject claims, PrivateKey key) throws GeneralSecurityException {
        var signed = part(header) + "." + part(claims.encode());
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.UTF_8));
        return signed + "." + encoded(signature.sign());
    }

    private static String part(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
