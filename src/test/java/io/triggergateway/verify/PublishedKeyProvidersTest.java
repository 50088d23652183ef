package io.triggergateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Providers that publish their keys, and those whose signed content is of an unusual form: requests composed by hand from
 * the facts about each, signed with keys of the test's own.
 */
class PublishedKeyProvidersTest {
    private static final KeyPair RSA = rsa();
    private static final KeyPair OTHER_RSA = rsa();
    private static final KeyPair EC = ec();
    private static final KeyPair OTHER_EC = ec();
    private static final long NOW = Vectors.NOW.getEpochSecond();
    private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:orders";

    /** Signs text and writes the signature in Base64. */
    private interface Signer {
        String sign(String content);
    }

    /**
     * One genuine request.
     *
     * @param asked what the gateway has to ask for the key, as method and URL; null when the key is always given
     * @param signsBody whether a changed body is found out
     */
    private record Case(
            String id,
            Map<String, String> params,
            String secret,
            KeyPair keys,
            KeyPair others,
            Map<String, String> headers,
            String body,
            String asked,
            boolean signsBody) {
        @Override
        public String toString() {
            return id;
        }

        InboundRequest request(String otherBody) {
            var lists = new LinkedHashMap<String, List<String>>();
            headers.forEach((name, value) -> lists.put(name, List.of(value)));
            return Vectors.post(lists, otherBody);
        }

        Case with(String header, String value) {
            var changed = new LinkedHashMap<>(headers);
            changed.put(header, value);
            return new Case(id, params, secret, keys, others, changed, body, asked, signsBody);
        }

        InboundRequest at(long offset) {
            return changed(Vectors.bytes(body), Vectors.NOW.plusSeconds(offset));
        }

        InboundRequest withBytes(byte[] other) {
            return changed(other, Vectors.NOW);
        }

        private InboundRequest changed(byte[] other, Instant time) {
            var now = request(body);
            return new InboundRequest(
                    now.method(), now.url(), now.path(), now.query(), now.headers(), other, now.address(), time);
        }

        SignatureScheme compiled(byte[]... secrets) {
            return Vectors.compiled(Vectors.schemeOf(id), params, secrets);
        }
    }

    static Stream<Case> cases() {
        return Stream.of(paypal(), sns(), pubsub(), plaid(), circle(), ebay(), fusionauth(), wechat(), paddle());
    }

    static List<String> ids() {
        return cases().map(Case::id).toList();
    }

    private static Case paypal() {
        var body = "{\"id\":\"WH-1\",\"event_type\":\"PAYMENT.CAPTURE.COMPLETED\"}";
        var crc = new CRC32();
        crc.update(Vectors.bytes(body));
        var signature = signed(RSA, "SHA256withRSA").sign("tid|2025-10-09T08:53:20Z|WEBHOOK-7|" + crc.getValue());
        var headers = Map.of(
                "paypal-transmission-id", "tid",
                "paypal-transmission-time", "2025-10-09T08:53:20Z",
                "paypal-transmission-sig", signature,
                "paypal-auth-algo", "SHA256withRSA",
                "paypal-cert-url", "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1");
        return new Case(
                "paypal",
                Map.of("webhook_id", "WEBHOOK-7"),
                "",
                RSA,
                OTHER_RSA,
                headers,
                body,
                "GET https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1",
                true);
    }

    private static Case sns() {
        var time = Vectors.NOW.toString();
        var content =
                "Message\n{\\\"a\\\":1}\nMessageId\nm-1\nSubject\nHi\nTimestamp\n%s\nTopicArn\n%s\nType\nNotification\n"
                        .formatted(time, TOPIC);
        var signature = signed(RSA, "SHA256withRSA").sign(content.replace("\\\"", "\""));
        var body = """
            {"Type":"Notification","MessageId":"m-1","TopicArn":"%s","Subject":"Hi","Message":"{\\"a\\":1}",\
            "Timestamp":"%s","SignatureVersion":"2","Signature":"%s",\
            "SigningCertURL":"https://sns.eu-central-1.amazonaws.com/key.pem"}""".formatted(TOPIC, time, signature);
        return new Case(
                "aws-sns",
                Map.of("topic_arn", TOPIC),
                "",
                RSA,
                OTHER_RSA,
                Map.of(),
                body,
                "GET https://sns.eu-central-1.amazonaws.com/key.pem",
                true);
    }

    private static Case pubsub() {
        var claims = """
            {"iss":"https://accounts.google.com","aud":"https://h.example/in","email":"push@p.example",\
            "email_verified":true,"iat":%d,"exp":%d}""".formatted(NOW, NOW + 3600);
        var token = token("{\"alg\":\"RS256\",\"kid\":\"k1\"}", claims, signed(RSA, "SHA256withRSA"));
        return new Case(
                "google-pubsub",
                Map.of("audience", "https://h.example/in", "service_account", "push@p.example"),
                "",
                RSA,
                OTHER_RSA,
                Map.of("authorization", "Bearer " + token),
                "{\"message\":{\"messageId\":\"1\"}}",
                "GET https://www.googleapis.com/oauth2/v3/certs",
                false);
    }

    private static Case plaid() {
        var body = "{\n  \"webhook_code\": \"DEFAULT_UPDATE\"\n}";
        var claims = "{\"iat\":%d,\"request_body_sha256\":\"%s\"}"
                .formatted(NOW - 299, HexFormat.of().formatHex(sha256(body)));
        var token = token("{\"alg\":\"ES256\",\"kid\":\"k-1\"}", claims, signed(EC, "SHA256withECDSAinP1363Format"));
        return new Case(
                "plaid",
                Map.of("client_id", "c", "environment", "sandbox"),
                "plaid-api-secret",
                EC,
                OTHER_EC,
                Map.of("plaid-verification", token),
                body,
                "POST https://sandbox.plaid.com/webhook_verification_key/get",
                true);
    }

    private static Case circle() {
        var body = "{\"notificationId\":\"n\",\"notificationType\":\"transfers\"}";
        return new Case(
                "circle",
                Map.of(),
                "circle-api-key",
                EC,
                OTHER_EC,
                Map.of(
                        "x-circle-key-id",
                        "k-1",
                        "x-circle-signature",
                        signed(EC, "SHA256withECDSA").sign(body)),
                body,
                "GET https://api.circle.com/v2/notifications/publicKey/k-1",
                true);
    }

    private static Case ebay() {
        var body =
                "{\"metadata\":{\"topic\":\"MARKETPLACE_ACCOUNT_DELETION\"},\"notification\":{\"notificationId\":\"n\"}}";
        var header = "{\"alg\":\"ecdsa\",\"kid\":\"k-1\",\"signature\":\"%s\",\"digest\":\"SHA1\"}"
                .formatted(signed(EC, "SHA1withECDSA").sign(body));
        return new Case(
                "ebay",
                Map.of("verification_token", "v", "endpoint", "https://h.example/in"),
                "app-token",
                EC,
                OTHER_EC,
                Map.of("x-ebay-signature", Base64.getEncoder().encodeToString(Vectors.bytes(header))),
                body,
                "GET https://api.ebay.com/commerce/notification/v1/public_key/k-1",
                true);
    }

    private static Case fusionauth() {
        var body = "{\"event\":{\"id\":\"e\",\"type\":\"user.create\"}}";
        var claims =
                "{\"request_body_sha256\":\"%s\"}".formatted(Base64.getEncoder().encodeToString(sha256(body)));
        var token = token("{\"alg\":\"RS256\",\"kid\":\"k\"}", claims, signed(RSA, "SHA256withRSA"));
        return new Case(
                "fusionauth",
                Map.of("jwks_url", "https://auth.example.com/.well-known/jwks.json"),
                "",
                RSA,
                OTHER_RSA,
                Map.of("x-fusionauth-signature-jwt", token),
                body,
                "GET https://auth.example.com/.well-known/jwks.json",
                true);
    }

    private static Case wechat() {
        var body = "{\"id\":\"w\",\"event_type\":\"TRANSACTION.SUCCESS\"}";
        var signature = signed(RSA, "SHA256withRSA").sign(NOW + "\nnonce\n" + body + "\n");
        var headers = Map.of(
                "wechatpay-timestamp",
                Long.toString(NOW),
                "wechatpay-nonce",
                "nonce",
                "wechatpay-signature",
                signature);
        return new Case("wechat-pay", Map.of(), "", RSA, OTHER_RSA, headers, body, null, true);
    }

    private static Case paddle() {
        var content =
                "a:3:{s:8:\"alert_id\";s:1:\"7\";s:10:\"alert_name\";s:4:\"paid\";s:4:\"name\";s:5:\"J\u00fcrg\";}";
        var signature = signed(RSA, "SHA1withRSA").sign(content);
        var body = "name=J%C3%BCrg&alert_name=paid&alert_id=7&p_signature="
                + signature.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D");
        var headers = Map.of("content-type", "application/x-www-form-urlencoded");
        return new Case("paddle-classic", Map.of(), "", RSA, OTHER_RSA, headers, body, null, true);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void passWithTheKeyThatIsPinned(Case one) {
        var auth = one.compiled(pem(one.keys()));
        assertThat(auth.inquiries(one.request(one.body()))).isEmpty();
        assertThat(auth.verify(one.request(one.body()))).isEqualTo(new Verdict.Passed(0));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void passWithTheKeyThatIsFetched(Case one) {
        var request = one.request(one.body());
        var auth = one.secret().isEmpty() ? one.compiled() : one.compiled(Vectors.bytes(one.secret()));
        if (one.asked() == null) {
            assertThat(auth.inquiries(request)).isEmpty();
            return;
        }
        var inquiry = (Inquiry.Keys) auth.inquiries(request).getFirst();
        assertThat(inquiry.call().method() + " " + inquiry.call().url()).isEqualTo(one.asked());
        assertThat(auth.verify(answered(request, inquiry, one.keys()))).isEqualTo(new Verdict.Passed(null));
        assertThat(auth.verify(answered(request, inquiry, one.others()))).isInstanceOf(Verdict.Refused.class);
        assertThat(auth.verify(request)).isInstanceOf(Verdict.Unknown.class);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refuseEveryChange(Case one) {
        var auth = one.compiled(pem(one.keys()));
        assertThat(one.compiled(pem(one.others())).verify(one.request(one.body())))
                .isInstanceOf(Verdict.Refused.class);
        one.headers().keySet().stream()
                .filter(name -> !name.equals("paypal-auth-algo"))
                .forEach(name -> {
                    var headers = new LinkedHashMap<>(one.headers());
                    headers.remove(name);
                    var without = with(one, headers, one.params());
                    assertThat(auth.verify(without.request(one.body())))
                            .as(name)
                            .isInstanceOf(Verdict.Refused.class);
                });
        if (one.signsBody()) {
            changes(one.body())
                    .forEach(body ->
                            assertThat(auth.verify(one.request(body))).as(body).isInstanceOf(Verdict.Refused.class));
        }
    }

    /** One letter of every value that is signed. */
    private static Stream<String> changes(String body) {
        return Stream.<UnaryOperator<String>>of(
                        text -> text.replace("WH-1", "WH-2"),
                        text -> text.replace("\"m-1\"", "\"m-2\""),
                        text -> text.replace(TOPIC, TOPIC + "x"),
                        text -> text.replace("a\\\":1", "a\\\":2"),
                        text -> text.replace("Hi", "Ho"),
                        text -> text.replace("DEFAULT", "DEFAULTS"),
                        text -> text.replace("transfers", "transfert"),
                        text -> text.replace("DELETION", "DELETIOM"),
                        text -> text.replace("user.create", "user.created"),
                        text -> text.replace("SUCCESS", "SUCCESSES"),
                        text -> text.replace("alert_id=7", "alert_id=8"),
                        text -> text.replace("alert_id=7", "alert_id=7&more=1"))
                .map(change -> change.apply(body))
                .filter(changed -> !changed.equals(body));
    }

    /** Since when, and until when, the request of a provider passes: in seconds from now. */
    private record Window(long first, long last) {}

    private static final Map<String, Window> WINDOWS = Map.of(
            "aws-sns", new Window(-3600, 3600),
            "wechat-pay", new Window(-300, 300),
            "plaid", new Window(-359, 1),
            "google-pubsub", new Window(-60, 3660));

    /** Those whose document has a window of its own; tokens have theirs in what they claim. */
    static Stream<String> withFreshTime() {
        return cases().map(Case::id).filter(id -> Vectors.schemeOf(id).has("fresh"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refuseWhatIsStaleOrEarly(Case one) {
        var auth = one.compiled(pem(one.keys()));
        var window = WINDOWS.get(one.id());
        assertThat(window != null || !Vectors.schemeOf(one.id()).has("fresh")).isTrue();
        if (window == null) {
            return;
        }
        for (var offset : List.of(window.first(), window.last())) {
            assertThat(auth.verify(one.at(offset))).as("%d", offset).isEqualTo(new Verdict.Passed(0));
        }
        for (var offset : List.of(window.first() - 1, window.last() + 1)) {
            assertThat(auth.verify(one.at(offset))).as("%d", offset).isInstanceOf(Verdict.Refused.class);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refuseHeadersThatAreEmptyOrOfAnotherSignature(Case one) {
        var auth = one.compiled(pem(one.keys()));
        var signed = Set.of("paypal-transmission-sig", "x-circle-signature", "wechatpay-signature");
        one.headers().forEach((name, value) -> {
            if (!name.equals("paypal-auth-algo")) {
                assertThat(auth.verify(one.with(name, "").request(one.body())))
                        .as(name)
                        .isInstanceOf(Verdict.Refused.class);
            }
            for (int at = 0; signed.contains(name) && at < value.length() - 4; at++) {
                var flipped = new StringBuilder(value);
                flipped.setCharAt(at, value.charAt(at) == 'A' ? 'B' : 'A');
                assertThat(auth.verify(one.with(name, flipped.toString()).request(one.body())))
                        .as("%s at %d", name, at)
                        .isInstanceOf(Verdict.Refused.class);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refuseEveryFlippedBitOfWhatIsSigned(Case one) {
        var auth = one.compiled(pem(one.keys()));
        var body = Vectors.bytes(one.body());
        for (int bit = 0; bit < body.length * 8; bit++) {
            if (!isSigned(one, bit)) {
                continue;
            }
            var flipped = body.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(auth.verify(one.withBytes(flipped))).as("bit %d", bit).isInstanceOf(Verdict.Refused.class);
        }
    }

    /** Amazon signs values, Paddle what a form means: the case of an escape's digits says nothing. */
    private static boolean isSigned(Case one, int bit) {
        int at = bit / 8;
        return switch (one.id()) {
            case "aws-sns" -> one.body().startsWith("Hi", at) || one.body().startsWith("i\"", at);
            case "paddle-classic" ->
                at < one.body().indexOf("&p_signature")
                        && !one.body().substring(Math.max(0, at - 2), at).contains("%");
            default -> one.signsBody();
        };
    }

    private static Case with(Case one, Map<String, String> headers, Map<String, String> params) {
        return new Case(
                one.id(),
                params,
                one.secret(),
                one.keys(),
                one.others(),
                headers,
                one.body(),
                one.asked(),
                one.signsBody());
    }

    @Test
    void refusesAnotherTopicOfAmazonsCustomers() {
        var mine = with(sns(), Map.of(), Map.of("topic_arn", TOPIC + "-mine"));
        assertThat(mine.compiled(pem(RSA)).verify(mine.request(mine.body()))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void refusesATokenOfAnotherAccountOrForAnotherEndpoint() {
        for (var params : List.of(
                Map.of("audience", "https://h.example/in", "service_account", "other@p.example"),
                Map.of("audience", "https://other.example/in", "service_account", "push@p.example"))) {
            var other = with(pubsub(), pubsub().headers(), params);
            assertThat(other.compiled(pem(RSA)).verify(other.request(other.body())))
                    .isInstanceOf(Verdict.Refused.class);
        }
    }

    private static InboundRequest answered(InboundRequest request, Inquiry inquiry, KeyPair keys) {
        return request.withEvidence(new Evidence(Map.of(inquiry, new Evidence.Finding.Keys(List.of(pem(keys))))));
    }

    private static Signer signed(KeyPair keys, String algorithm) {
        return content -> {
            try {
                var signer = Signature.getInstance(algorithm);
                signer.initSign(keys.getPrivate());
                signer.update(Vectors.bytes(content));
                return Base64.getEncoder().encodeToString(signer.sign());
            } catch (GeneralSecurityException missing) {
                throw new AssertionError(missing);
            }
        };
    }

    private static String token(String header, String claims, Signer signer) {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        var content =
                encoder.encodeToString(Vectors.bytes(header)) + "." + encoder.encodeToString(Vectors.bytes(claims));
        return content + "." + encoder.encodeToString(Base64.getDecoder().decode(signer.sign(content)));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(Vectors.bytes(text));
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

    private static KeyPair rsa() {
        try {
            return KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }

    private static KeyPair ec() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }
}
