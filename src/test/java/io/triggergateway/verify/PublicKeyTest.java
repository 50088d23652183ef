package io.triggergateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeyTest {
    private static final JsonNode RSA = Vectors.json("/rsa.json");

    private static Verdict verify(String scheme, String header, String signature, String key, String body) {
        return Vectors.compiled(Vectors.schemeOf(scheme), Map.of(), Vectors.bytes(key))
                .verify(Vectors.post(Map.of(header, List.of(signature)), body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"certificate", "pkcs1", "spki"})
    void readsEveryFormOfPem(String form) {
        var key = RSA.get("keys").get(form).asText();
        var signature = RSA.get("signature").asText();
        assertThat(verify("fireblocks", "fireblocks-signature", signature, key, "hello"))
                .isEqualTo(new Verdict.Passed(0));
        assertThat(verify("fireblocks", "fireblocks-signature", signature, key.replace("\n", "\\n"), "hello"))
                .isEqualTo(new Verdict.Passed(0));
        assertThat(verify("fireblocks", "fireblocks-signature", signature, key, "hallo"))
                .isEqualTo(Refusals.mismatch());
    }

    @Test
    void checksProbabilisticSignatures() {
        var key = RSA.get("keys").get("spki").asText();
        var signature = RSA.get("pssSignature").asText();
        assertThat(verify("utila", "x-utila-signature", signature, key, "hello"))
                .isEqualTo(new Verdict.Passed(0));
        assertThat(verify("utila", "x-utila-signature", RSA.get("signature").asText(), key, "hello"))
                .isEqualTo(Refusals.mismatch());
    }

    @ParameterizedTest
    @CsvSource({"telnyx, ''", "standard-webhooks-v1a, whpk_"})
    void readsRawKeys(String scheme, String prefix) throws GeneralSecurityException {
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var info = pair.getPublic().getEncoded();
        var raw = Arrays.copyOfRange(info, info.length - 32, info.length);
        var key = prefix + Base64.getEncoder().encodeToString(raw);
        var now = Long.toString(Vectors.NOW.getEpochSecond());
        var telnyx = scheme.equals("telnyx");
        var signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(Vectors.bytes(telnyx ? now + "|b" : "id." + now + ".b"));
        var signature = Base64.getEncoder().encodeToString(signer.sign());
        var headers = Map.of(
                "telnyx-timestamp", List.of(now),
                "telnyx-signature-ed25519", List.of(signature),
                "webhook-id", List.of("id"),
                "webhook-timestamp", List.of(now),
                "webhook-signature", List.of("v1a," + signature));
        var compiled = Vectors.compiled(Vectors.schemeOf(scheme), Map.of(), Vectors.bytes(key));
        assertThat(compiled.verify(Vectors.post(headers, "b"))).isEqualTo(new Verdict.Passed(0));
        assertThat(compiled.verify(Vectors.post(headers, "c"))).isEqualTo(Refusals.mismatch());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "-----BEGIN PUBLIC KEY-----",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"
            })
    void refusesWhatIsNoPublicKey(String key) {
        assertThat(verify("fireblocks", "fireblocks-signature", "AAAA", key, "hello"))
                .isInstanceOf(Verdict.Refused.class);
    }
}
