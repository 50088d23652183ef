package io.triggergateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtCheckTest {
    private static final byte[] SECRET = Vectors.bytes("a shared secret");
    private static final String BOUND = """
        {`verify`: {`jwt`: `header:X-Token`, `algorithms`: [`HS256`], `key`: `utf8`, `claims`: {`iss`: `me`, `ok`: true},
         `bind`: {`hash`: `{body | sha256 | hex}`}, `maxAge`: 300}}""";

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Vectors.bytes(json));
    }

    private static String hs256(String header, String claims) {
        var signed = part(header) + "." + part(claims);
        return signed + "." + encoded(Hash.SHA256.mac(SECRET).doFinal(Vectors.bytes(signed)));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String claims(long issued, String more) {
        return "{\"iss\":\"me\",\"ok\":true,\"iat\":%d,\"hash\":\"%s\"%s}"
                .formatted(issued, text(Encoding.HEX.encode(Hash.SHA256.of(Vectors.bytes("b")))), more);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static Verdict verify(String scheme, String token, byte[] secret) {
        return Vectors.compiled(scheme, Map.of(), secret).verify(Vectors.post(Map.of("x-token", List.of(token)), "b"));
    }

    private static final long NOW = Vectors.NOW.getEpochSecond();
    private static final String HS = "{\"alg\":\"HS256\"}";

    @Test
    void passesATokenThatIsSignedFreshAndBound() {
        assertThat(verify(BOUND, hs256(HS, claims(NOW, "")), SECRET)).isEqualTo(new Verdict.Passed(0));
    }

    @Test
    void refusesWhatTheTokenDoesNotSay() {
        assertThat(verify(BOUND, hs256(HS, claims(NOW - 301, "")), SECRET))
                .asString()
                .contains("Stale by 1 s");
        assertThat(verify(BOUND, hs256(HS, claims(NOW + 90, "")), SECRET))
                .asString()
                .contains("future");
        assertThat(verify(BOUND, hs256(HS, claims(NOW, ",\"exp\":" + (NOW - 61))), SECRET))
                .asString()
                .contains("Stale");
        assertThat(verify(BOUND, hs256(HS, claims(NOW, "").replace("me", "you")), SECRET))
                .asString()
                .contains("iss");
        assertThat(verify(BOUND, hs256(HS, claims(NOW, "").replace("true", "false")), SECRET))
                .asString()
                .contains("ok");
        var other = Vectors.compiled(BOUND, Map.of(), SECRET);
        assertThat(other.verify(Vectors.post(Map.of("x-token", List.of(hs256(HS, claims(NOW, "")))), "c")))
                .asString()
                .contains("changed body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\"}",
                "{\"alg\":\"hs256\"}",
                "{\"alg\":\"HS512\"}",
                "{}",
                "{\"alg\":[\"HS256\"]}",
                "{\"alg\":\"HS256\",\"crit\":[\"b64\"]}",
                "{\"alg\":\"HS256\",\"alg\":\"HS256\"}"
            })
    void refusesHeadersThatAreNotAllowed(String header) {
        assertThat(verify(BOUND, hs256(header, claims(NOW, "")), SECRET)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void refusesUnsignedAndBrokenTokens() {
        var good = hs256(HS, claims(NOW, ""));
        var unsigned = part("{\"alg\":\"none\"}") + "." + part(claims(NOW, "")) + ".";
        for (var token : List.of(unsigned, good + "A", good + ".x", "." + good, "", "a.b.c", good.substring(1))) {
            assertThat(verify(BOUND, token, SECRET)).as(token).isInstanceOf(Verdict.Refused.class);
        }
    }

    @Test
    void neverTakesAPublicKeyForASharedSecret() throws GeneralSecurityException {
        assertThat(Vectors.findings("{`verify`: {`jwt`: `body`, `algorithms`: [`RS256`, `HS256`], `key`: `pem`}}"))
                .singleElement()
                .asString()
                .startsWith("/verify/algorithms/1 ");
        assertThat(Vectors.findings("{`verify`: {`jwt`: `body`, `algorithms`: [`none`], `key`: `utf8`}}"))
                .hasSize(1);
        var pem = pem(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        var signed = part(HS) + "." + part(claims(NOW, ""));
        var forged = signed + "." + encoded(Hash.SHA256.mac(pem).doFinal(Vectors.bytes(signed)));
        assertThat(verify(BOUND, forged, pem)).asString().contains("shared secret");
    }

    private static byte[] pem(KeyPair pair) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPublic().getEncoded());
        return Vectors.bytes("-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS512", "PS256", "PS384", "ES256", "ES384", "EdDSA"})
    void knowsTheAlgorithmsWithPublicKeys(String name) throws GeneralSecurityException {
        var pair = pair(name);
        var signed = part("{\"alg\":\"" + name + "\"}") + "." + part("{}");
        var signer = signer(name);
        signer.initSign(pair.getPrivate());
        signer.update(Vectors.bytes(signed));
        var token = signed + "." + encoded(signer.sign());
        var scheme = "{`verify`: {`jwt`: `header:x-token`, `algorithms`: [`%s`], `key`: `pem`}}".formatted(name);
        assertThat(verify(scheme, token, pem(pair))).isEqualTo(new Verdict.Passed(0));
        assertThat(verify(scheme, token, pem(pair(name)))).isEqualTo(Refusals.mismatch());
        assertThat(verify(scheme, token, Vectors.bytes("no key"))).asString().contains("public key");
    }

    private static KeyPair pair(String name) throws GeneralSecurityException {
        if (name.equals("EdDSA")) {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        }
        if (name.startsWith("ES")) {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(name.equals("ES256") ? "secp256r1" : "secp384r1"));
            return generator.generateKeyPair();
        }
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static Signature signer(String name) throws GeneralSecurityException {
        var bits = name.equals("EdDSA") ? "" : name.substring(2);
        return switch (name.substring(0, 2)) {
            case "RS" -> Signature.getInstance("SHA" + bits + "withRSA");
            case "ES" -> Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
            case "PS" -> {
                var signer = Signature.getInstance("RSASSA-PSS");
                var hash = "SHA-" + bits;
                signer.setParameter(
                        new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), Integer.parseInt(bits) / 8, 1));
                yield signer;
            }
            default -> Signature.getInstance("Ed25519");
        };
    }
}
