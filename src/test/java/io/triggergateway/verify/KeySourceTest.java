package io.triggergateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySourceTest {
    private static final KeyPair KEYS = keys();
    private static final byte[] PEM = pem(KEYS);
    private static final String CERTIFICATE = """
        {`verify`: {`algorithm`: `rsa-sha256`, `signature`: `header:X-Sig`, `over`: `{body}`, `encoding`: `base64`,
         `key`: {`x509Url`: `header:X-Cert`, `host`: [`keys.*.example.com`, `keys.example.net`], `pathEnd`: `.pem`}}}""";
    private static final String BY_ID = """
        {`verify`: {`algorithm`: `rsa-sha256`, `signature`: `header:X-Sig`, `over`: `{body}`, `encoding`: `base64`,
         `key`: {`get`: `https://api.example.com/keys/{header:X-Key}`, `headers`: {`Authorization`: `Bearer {secret}`},
          `at`: `/data/key`}}}""";
    private static final String TOKEN = """
        {`verify`: {`jwt`: `header:X-Token`, `algorithms`: [`RS256`], `key`: {`jwks`: `https://id.example.com/keys`},
         `claims`: {`iss`: `me`}}}""";

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }

    private static byte[] pem(KeyPair keys) {
        return ("-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String signature(String text) {
        return Base64.getEncoder().encodeToString(signed(text));
    }

    private static byte[] signed(String text) {
        try {
            var signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(KEYS.getPrivate());
            signer.update(text.getBytes(StandardCharsets.US_ASCII));
            return signer.sign();
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }

    private static InboundRequest request(String name, String value) {
        return Vectors.post(Map.of("x-sig", List.of(signature("b")), name, List.of(value)), "b");
    }

    private static InboundRequest answered(CompiledAuth auth, InboundRequest request, Evidence.Finding finding) {
        var inquiry = auth.inquiries(request).getFirst();
        return request.withEvidence(new Evidence(Map.of(inquiry, finding)));
    }

    private static Inquiry.Keys inquiry(CompiledAuth auth, InboundRequest request) {
        return (Inquiry.Keys) auth.inquiries(request).getFirst();
    }

    private static String reason(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Refused(var status, var reason) -> reason;
            case Verdict.Unknown(var reason) -> reason;
            case Verdict.Passed passed -> "passed";
        };
    }

    @Test
    void passesWhatTheFetchedKeySigned() {
        var auth = Vectors.compiled(CERTIFICATE, Map.of());
        var request = request("x-cert", "https://keys.eu-1.example.com/a.pem");
        assertThat(inquiry(auth, request).call().url()).hasToString("https://keys.eu-1.example.com/a.pem");
        var found = new Evidence.Finding.Keys(List.of(pem(keys()), PEM));
        assertThat(auth.verify(answered(auth, request, found))).isEqualTo(new Verdict.Passed(null));
    }

    @Test
    void refusesWhatAnotherKeySigned() {
        var auth = Vectors.compiled(CERTIFICATE, Map.of());
        var request = request("x-cert", "https://keys.example.net/a.pem");
        var other = new Evidence.Finding.Keys(List.of(pem(keys())));
        assertThat(reason(auth.verify(answered(auth, request, other)))).contains("does not match");
        var none = new Evidence.Finding.Keys(List.of());
        assertThat(reason(auth.verify(answered(auth, request, none)))).contains("there is none such");
    }

    @Test
    void knowsNothingWhileNobodyAnswers() {
        var auth = Vectors.compiled(CERTIFICATE, Map.of());
        var request = request("x-cert", "https://keys.example.net/a.pem");
        assertThat(auth.verify(request)).isInstanceOf(Verdict.Unknown.class);
        var silence = new Evidence.Finding.Unknown("out of reach");
        assertThat(auth.verify(answered(auth, request, silence))).isEqualTo(new Verdict.Unknown("out of reach"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://keys.example.net/a.pem",
                "https://keys.example.net/a.der",
                "https://keys.example.net/a.pem?echo=-----BEGIN",
                "https://keys.example.net:8443/a.pem",
                "https://keys.example.net@evil.example/a.pem",
                "https://user@keys.example.net/a.pem",
                "https://keys.example.net.evil.example/a.pem",
                "https://evil-keys.example.net/a.pem",
                "https://keys.a.b.example.com/a.pem",
                "https://keys..example.com/a.pem",
                "https://keys.example.net/a.pem#x.pem",
                "https://keys.example.net\\@evil.example/a.pem",
                "https://127.0.0.1/a.pem",
                "//keys.example.net/a.pem",
                "file:///keys.example.net/a.pem",
                "https:keys.example.net/a.pem",
                "https://keys.example.net/ a.pem",
                "keys.example.net/a.pem"
            })
    void asksNobodyElseThanTheDocumentLists(String url) {
        for (var secrets : List.of(new byte[0][], new byte[][] {PEM})) {
            var auth = Vectors.compiled(CERTIFICATE, Map.of(), secrets);
            assertThat(auth.inquiries(request("x-cert", url))).isEmpty();
            assertThat(reason(auth.verify(request("x-cert", url)))).contains("names another place or none");
        }
    }

    @Test
    void asksAtTheWrittenPortOnly() {
        for (var url :
                List.of("https://keys.example.net:8443/", "http://keys:8080/", "http://keys/", "https://keys/")) {
            var auth =
                    Vectors.compiled(TOKEN.replace("https://id.example.com/", url.replace("keys", "KEYS")), Map.of());
            var request = Vectors.post(Map.of("x-token", List.of(token("{\"alg\":\"RS256\"}"))), "b");
            assertThat(inquiry(auth, request).call().url()).asString().isEqualToIgnoringCase(url + "keys");
        }
        var hosts = new HostPattern(List.of("keys.example.net:8443", "http://keys:8080", "http://plain"));
        assertThat(hosts.accept("https://keys.example.net:8443/a")).isNotNull();
        assertThat(hosts.accept("http://plain:80/a")).isNotNull();
        for (var url : List.of(
                "https://keys.example.net/a",
                "http://keys.example.net:8443/a",
                "http://keys/a",
                "http://keys:8081/a",
                "https://keys:8080/a",
                "http://plain:8080/a")) {
            assertThat(hosts.accept(url)).as(url).isNull();
        }
    }

    @Test
    void asksNobodyWhereTheKeyIsPinned() {
        var auth = Vectors.compiled(CERTIFICATE, Map.of(), PEM);
        var request = request("x-cert", "https://keys.example.net/a.pem");
        assertThat(auth.inquiries(request)).isEmpty();
        assertThat(auth.verify(request)).isEqualTo(new Verdict.Passed(0));
    }

    @Test
    void asksForTheKeyThatTheMessageNamesWithTheOperatorsCredential() {
        var auth = Vectors.compiled(BY_ID, Map.of(), Vectors.bytes("api-key"));
        var inquiry = inquiry(auth, request("x-key", "k-1"));
        assertThat(inquiry.call().url()).hasToString("https://api.example.com/keys/k-1");
        assertThat(inquiry.call().headers()).containsEntry("Authorization", "Bearer api-key");
        assertThat(inquiry.toString()).doesNotContain("api-key");
        assertThat(inquiry.at()).isEqualTo("/data/key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../admin", "a/b", "a?b", "a#b", "%2e%2e", "a b", ".."})
    void letsAMessageChooseAKeyAndNoOtherPath(String id) {
        var auth = Vectors.compiled(BY_ID, Map.of(), Vectors.bytes("api-key"));
        assertThat(auth.inquiries(request("x-key", id))).isEmpty();
    }

    @Test
    void asksForTheKeyThatATokenNames() {
        var auth = Vectors.compiled(TOKEN, Map.of());
        var token = token("{\"alg\":\"RS256\",\"kid\":\"k2\"}");
        var request = Vectors.post(Map.of("x-token", List.of(token)), "b");
        assertThat(inquiry(auth, request).keyId()).isEqualTo("k2");
        var found = new Evidence.Finding.Keys(List.of(PEM));
        assertThat(auth.verify(answered(auth, request, found))).isEqualTo(new Verdict.Passed(null));
        var nameless = Vectors.post(Map.of("x-token", List.of(token("{\"alg\":\"RS256\"}"))), "b");
        assertThat(inquiry(auth, nameless).keyId()).isNull();
    }

    private static String token(String header) {
        var claims = "{\"iss\":\"me\",\"exp\":%d}".formatted(Vectors.NOW.getEpochSecond() + 60);
        var signed = encoded(header.getBytes(StandardCharsets.UTF_8))
                + "."
                + encoded(claims.getBytes(StandardCharsets.UTF_8));
        return signed + "." + encoded(signed(signed));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Test
    void refusesDocumentsThatLetAMessageChooseTheHost() {
        assertThat(Vectors.findings(BY_ID.replace("https://api.example.com/", "https://{header:X-Host}/")))
                .singleElement()
                .asString()
                .startsWith("/verify/key ")
                .contains("the message decides on the URL");
        assertThat(Vectors.findings(CERTIFICATE.replace("`keys.*.example.com`", "`*`")))
                .anyMatch(finding -> finding.contains("Expected a host such as"));
        assertThat(Vectors.findings(CERTIFICATE.replace("x509Url", "x509")))
                .anyMatch(finding -> finding.contains("Expected x509Url, jwks, get or post"));
        assertThat(Vectors.findings(BY_ID.replace("/data/key", "data.key")))
                .anyMatch(finding -> finding.contains("JSON Pointer"));
    }

    @Test
    void fetchesOnlyWhatWasVerifiedAndWhereTheDocumentSays() {
        var scheme = CERTIFICATE.replace(
                "{`verify`",
                "{`handshake`: [{`when`: {`json:$.t`: `confirm`}, `phase`: `verified`, `reply`: {`text`: `ok`},"
                        + " `fetch`: {`url`: `{json:$.u}`, `host`: `keys.example.net`}}], `verify`");
        var auth = Vectors.compiled(scheme, Map.of(), PEM);
        var good = Vectors.post(Map.of(), "{\"t\":\"confirm\",\"u\":\"https://keys.example.net/yes?a=1\"}");
        assertThat(auth.handshake(good, false)).isEmpty();
        var reply = auth.handshake(good, true).orElseThrow();
        assertThat(reply.after()).hasToString("https://keys.example.net/yes?a=1");
        var bad = Vectors.post(Map.of(), "{\"t\":\"confirm\",\"u\":\"https://other.example.net/yes\"}");
        assertThat(auth.handshake(bad, true).orElseThrow().status()).isEqualTo(403);
        assertThat(Vectors.findings(scheme.replace("`verified`", "`open`")))
                .anyMatch(finding -> finding.contains("only with phase verified"));
    }

    @Test
    void takesAHandedOverSecretOnlyWhereNoneIsThere() {
        var scheme = """
            {`verify`: {`algorithm`: `hmac-sha256`, `signature`: `header:X-Sig`, `over`: `{body}`, `encoding`: `hex`},
             `handshake`: [{`when`: {`header:X-Hook-Secret`: `*`}, `phase`: `pairing`,
               `capture`: {`secret`: `header:X-Hook-Secret`},
               `reply`: {`headers`: {`X-Hook-Secret`: `{header:X-Hook-Secret}`}}}]}""";
        var request = Vectors.post(Map.of("x-hook-secret", List.of("shared-by-the-sender")), "");
        var pairing = Vectors.compiled(scheme, Map.of()).pairing(request).orElseThrow();
        assertThat(pairing.secret()).isEqualTo("shared-by-the-sender");
        assertThat(pairing.reply().headers()).containsEntry("X-Hook-Secret", "shared-by-the-sender");
        assertThat(pairing.toString()).doesNotContain("shared");
        assertThat(Vectors.compiled(scheme, Map.of(), Vectors.bytes("known")).pairing(request))
                .isEmpty();
        assertThat(Vectors.compiled(scheme, Map.of()).handshake(request, true)).isEmpty();
        assertThat(Vectors.compiled(scheme, Map.of()).verify(request)).isInstanceOf(Verdict.Refused.class);
    }
}
