package io.triggergateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Providers with a key pair: requests signed with a private key of the test's own. */
class AsymmetricProvidersTest {
    private static final String BODY = "{\"id\":\"1\"}";

    static Stream<JsonNode> cases() {
        return Vectors.json("/asymmetric.json").valueStream();
    }

    static List<String> ids() {
        return cases().map(one -> one.get("id").asText()).toList();
    }

    /** Making RSA keys takes long. */
    private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();

    private static KeyPair keys(String name, String algorithm) throws GeneralSecurityException {
        var known = KEYS.get(name + algorithm);
        var keys = known == null ? make(algorithm) : known;
        KEYS.put(name + algorithm, keys);
        return keys;
    }

    private static KeyPair make(String algorithm) throws GeneralSecurityException {
        var family = algorithm.endsWith("ECDSA")
                ? "EC"
                : algorithm.startsWith("RSA") || algorithm.endsWith("RSA") ? "RSA" : algorithm;
        return KeyPairGenerator.getInstance(family).generateKeyPair();
    }

    private static byte[] sign(String algorithm, KeyPair keys, String content) throws GeneralSecurityException {
        var signer = Signature.getInstance(algorithm);
        if (algorithm.equals("RSASSA-PSS")) {
            signer.setParameter(new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, 1));
        }
        signer.initSign(keys.getPrivate());
        signer.update(Vectors.bytes(content));
        return signer.sign();
    }

    /** As the provider hands it out. */
    private static byte[] publicKey(JsonNode scheme, KeyPair keys) {
        var info = keys.getPublic().getEncoded();
        var raw = Arrays.copyOfRange(info, Math.max(0, info.length - 32), info.length);
        var base64 = Base64.getEncoder();
        return Vectors.bytes(
                switch (scheme.findPath("key").asText()) {
                    case "raw-hex" -> HexFormat.of().formatHex(raw);
                    case "raw-base64" -> base64.encodeToString(raw);
                    case "whpk" -> "whpk_" + base64.encodeToString(raw);
                    case "spki-base64" -> base64.encodeToString(info);
                    default ->
                        "-----BEGIN PUBLIC KEY-----\n" + base64.encodeToString(info) + "\n-----END PUBLIC KEY-----";
                });
    }

    private static Vectors.Vector signed(JsonNode one, String name) throws GeneralSecurityException {
        var id = one.get("id").asText();
        var algorithm = one.get("algorithm").asText();
        var scheme = Vectors.schemeOf(id);
        var keys = keys(name, algorithm);
        var now = Long.toString(Vectors.NOW.getEpochSecond());
        var body = scheme.findPath("jwt").asText().equals("body") ? token(algorithm, keys) : BODY;
        var bytes = sign(
                algorithm,
                keys,
                one.get("content").asText().replace("{now}", now).replace("{body}", body));
        var signature = scheme.findPath("encoding").asText().equals("hex")
                ? HexFormat.of().formatHex(bytes)
                : Base64.getEncoder().encodeToString(bytes);
        var headers = new HashMap<String, List<String>>();
        one.get("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        List.of(header.getValue().asText().replace("{now}", now).replace("{signature}", signature))));
        return new Vectors.Vector(
                id,
                "",
                publicKey(scheme, keys),
                "POST",
                "https://h.example/in",
                headers,
                Vectors.bytes(body),
                Vectors.NOW);
    }

    private static String token(String algorithm, KeyPair keys) throws GeneralSecurityException {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        var signed = encoder.encodeToString(Vectors.bytes("{\"alg\":\"RS256\"}"))
                + "."
                + encoder.encodeToString(Vectors.bytes(BODY));
        return signed + "." + encoder.encodeToString(sign(algorithm, keys, signed));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void passWhatTheirKeySigned(JsonNode one) throws GeneralSecurityException {
        assertThat(signed(one, "sender").verify()).isEqualTo(new Verdict.Passed(0));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refuseEveryChange(JsonNode one) throws GeneralSecurityException {
        var vector = signed(one, "sender");
        assertThat(vector.withSecret(signed(one, "other").secret()).verify()).isInstanceOf(Verdict.Refused.class);
        for (var at = 0; at < vector.body().length; at += 7) {
            var changed = vector.body().clone();
            changed[at] ^= 1;
            assertThat(vector.withBody(changed).verify()).isInstanceOf(Verdict.Refused.class);
        }
        vector.headers()
                .keySet()
                .forEach(name -> assertThat(vector.withoutHeader(name).verify()).isInstanceOf(Verdict.Refused.class));
        if (Vectors.schemeOf(vector.scheme()).has("fresh")) {
            assertThat(vector.at(Vectors.NOW.plusSeconds(301)).verify())
                    .asString()
                    .contains("Stale by 1 s");
        }
    }
}
