package io.triggergateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemeLanguageTest {
    private static final Map<String, String> PARAMS = Map.of(
            "username",
            "u",
            "verify_token",
            "v",
            "public_key",
            "p",
            "app_key",
            "a",
            "webhook_id",
            "w",
            "endpoint",
            "e");
    private static final byte[] SECRET = Vectors.bytes("s3cret");

    private static String hmac(String content) {
        return HexFormat.of().formatHex(Hash.SHA256.mac(SECRET).doFinal(Vectors.bytes(content)));
    }

    /** A scheme over {@code over}, signature in header x-sig. */
    private static SignatureScheme over(String over) {
        return Vectors.compiled(
                "{`verify`: {`algorithm`: `hmac-sha256`, `signature`: `header:X-Sig`, `over`: `%s`, `encoding`: `hex`}}"
                        .formatted(over),
                Map.of(),
                SECRET);
    }

    private static Verdict verify(String over, String content, Map<String, List<String>> headers, String body) {
        var all = new java.util.HashMap<>(headers);
        all.put("x-sig", List.of(hmac(content)));
        return over(over).verify(Vectors.request("POST", "https://h.example/a?q=1", all, body));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
        {body} ~ hello
        v0:{method}:{path}:{body} ~ v0:POST:/a:hello
        {url} ~ https://h.example/a?q=1
        {url | port} ~ https://h.example:443/a?q=1
        {query:q} ~ 1
        {{{body}}} ~ {hello}
        a{?header:x-no => (@)}b ~ ab
        a{?header:x-one => (@)}b ~ a(1)b
        {header:x-no | default 'none'} ~ none
        {header:x-list | split ',' | first} ~ a
        {header:x-pairs | pick k ';' ':'} ~ v
        {body | upper}{header:X-One} ~ HELLO1
        {header:x-one | map '1' 'one' '2' 'two'} ~ one
        {body | sha1 | hex} ~ aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d
        {body | md5 | hex} ~ 5d41402abc4b2a76b9719d911017c592
        {body | crc32} ~ 907060870
        {body | base64 | unbase64} ~ hello
        {header:x-quote | json-escape} ~ a\\"b
        {header:x-escaped | percent-decode '/:'} ~ a/b%20c
        {header:x-json | json '$.a[1]'} ~ 2
        {header:x-one | strip 'x'}{header:x-one | after 'y' | default 'it\\'s'} ~ 1it's
        """)
    void rendersContent(String over, String content) {
        var headers = Map.of(
                "x-one", List.of("1"),
                "x-list", List.of("a,b"),
                "x-pairs", List.of("j:w; k:v"),
                "x-quote", List.of("a\"b"),
                "x-escaped", List.of("a%2Fb%20c"),
                "x-json", List.of("{\"a\":[1,2]}"));
        assertThat(verify(over.replace("\\", "\\\\").replace("\"", "\\\""), content, headers, "hello"))
                .isEqualTo(new Verdict.Passed(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{header:x-no}",
                "{header:x-two}",
                "{header:x-empty}",
                "{json:$.a}",
                "{form:a}",
                "{multipart:a}",
                "{query:no}",
                "{body | unbase64}",
                "{header:x-one | map 'a' 'b'}",
                "{header:x-one | after 'y'}"
            })
    void refusesWhenAValueIsMissingOrRepeated(String over) {
        var headers = Map.of("x-one", List.of("1"), "x-two", List.of("1", "1"), "x-empty", List.of(""));
        assertThat(verify(over, "", headers, "{}?")).isInstanceOf(Verdict.Refused.class);
        assertThat(verify(over, "1", headers, "{}?")).isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{body",
                "body}",
                "{}",
                "{nothing}",
                "{header:}",
                "{body | nothing}",
                "{body | after}",
                "{header:x | split ''}",
                "{json:a}",
                "{json:$.}",
                "{json:$[x]}",
                "{var:no}",
                "{param:no}",
                "{header:x | map 'a'}",
                "{header:x | after 'a}",
                "{?header:x = a}"
            })
    void refusesToCompileWhatIsNotTheLanguage(String over) {
        assertThat(Vectors.findings(
                        "{`verify`: {`algorithm`: `hmac-sha256`, `signature`: `header:x`, `over`: `%s`, `encoding`: `hex`}}"
                                .formatted(over)))
                .singleElement()
                .asString()
                .startsWith("/verify/over Expected");
    }

    @Test
    void refusesAnUnsignedTimestamp() {
        var fresh = "`fresh`: {`at`: `header:X-Time`, `unit`: `s`, `within`: 300}";
        var check = "`verify`: {`algorithm`: `hmac-sha256`, `signature`: `header:x`, `over`: %s, `encoding`: `hex`}";
        var over = "{" + check + ", " + fresh + "}";
        assertThat(Vectors.findings(over.formatted("`{body}`")))
                .singleElement()
                .asString()
                .contains("signed");
        assertThat(Vectors.findings(over.formatted("[`{header:x-time}{body}`, `{body}`]")))
                .hasSize(1);
        assertThat(Vectors.findings(over.formatted("`{header:x-time | first}{body}`")))
                .hasSize(1);
        assertThat(Vectors.findings(over.formatted("`{header:x-time}{body}`"))).isEmpty();
        var inBody = over.replace("header:X-Time", "json:$.time");
        assertThat(Vectors.findings(inBody.formatted("`{body | sha256 | hex}`")))
                .isEmpty();
        assertThat(Vectors.findings(inBody.formatted("`{url}`"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{`equals`: [`{header:a}`, `{header:b}`]}",
                "{`equals`: [`{secret}`, `{secret}`]}",
                "{`equals`: [`x`, `x`]}",
                "{`anyOf`: [{`equals`: [`{header:a}`, `{secret}`]}, {`equals`: [`x`, `x`]}]}",
                "{`algorithm`: `digest-sha256`, `signature`: `header:x`, `over`: `{body}`, `encoding`: `hex`}",
                "[]",
                "{}"
            })
    void refusesChecksThatEverybodyCanPass(String verify) {
        assertThat(Vectors.findings("{`verify`: " + verify + "}")).isNotEmpty();
    }

    @Test
    void namesUnknownFieldsWithTheirPlace() {
        assertThat(Vectors.findings("{`verify`: {`equals`: [`{header:a}`, `{secret}`], `over`: 1}, `more`: 1}"))
                .hasSize(2)
                .anyMatch(finding -> finding.startsWith("/more "))
                .anyMatch(finding -> finding.startsWith("/verify/over "));
    }

    @Test
    void refusesASetOfKeysWithoutAPlace() {
        assertThat(Vectors.findings(
                        "{`verify`: {`jwt`: `body`, `algorithms`: [`RS256`], `key`: {`jwks`: `a.example`}}}"))
                .singleElement()
                .asString()
                .contains("Expected a URL such as https://keys.example.com/jwks.json");
    }

    @Test
    void letsTheDocumentOnlyChooseTheAlgorithm() {
        var text =
                "{`verify`: {`algorithm`: `hmac-{header:v | map '1' 'sha1' '2' 'sha256'}`, `signature`: `header:x-sig`, `over`: `{body}`, `encoding`: `hex`}}";
        var scheme = Vectors.compiled(text, Map.of(), SECRET);
        var sha1 = HexFormat.of().formatHex(Hash.SHA1.mac(SECRET).doFinal(Vectors.bytes("b")));
        assertThat(scheme.verify(Vectors.post(Map.of("v", List.of("1"), "x-sig", List.of(sha1)), "b")))
                .isEqualTo(new Verdict.Passed(0));
        assertThat(scheme.verify(Vectors.post(Map.of("v", List.of("2"), "x-sig", List.of(sha1)), "b")))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(scheme.verify(Vectors.post(Map.of("v", List.of("sha1"), "x-sig", List.of(sha1)), "b")))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(Vectors.findings(text.replace(" | map '1' 'sha1' '2' 'sha256'", "")))
                .hasSize(1);
        assertThat(Vectors.findings(text.replace("'sha1'", "'none'"))).hasSize(1);
    }

    @Test
    void triesFiveSignaturesAndRefusesSix() {
        var good = hmac("b");
        var wrong = hmac("c");
        var scheme = over("{body}");
        var five = List.of(wrong, wrong, wrong, wrong, good);
        var six = List.of(good, wrong, wrong, wrong, wrong, wrong);
        assertThat(scheme.verify(Vectors.post(Map.of("x-sig", five), "b"))).isEqualTo(new Verdict.Passed(0));
        assertThat(scheme.verify(Vectors.post(Map.of("x-sig", six), "b")))
                .asString()
                .contains("at most 5");
    }

    @Test
    void saysWhichSecretFits() {
        var scheme = Vectors.compiled(
                Vectors.schemeOf("github"), Map.of(), Vectors.bytes("new"), SECRET, Vectors.bytes("other"));
        var request = Vectors.post(Map.of("x-hub-signature-256", List.of("sha256=" + hmac("b"))), "b");
        assertThat(scheme.verify(request)).isEqualTo(new Verdict.Passed(1));
    }

    @Test
    void givesReasonsThatTellTheCausesApart() {
        var scheme = over("{body}");
        assertThat(scheme.verify(Vectors.post(Map.of(), "b"))).asString().contains("x-sig, but the request has none");
        assertThat(scheme.verify(Vectors.post(Map.of("x-sig", List.of("zz")), "b")))
                .asString()
                .contains("cannot be decoded");
        assertThat(scheme.verify(Vectors.post(Map.of("x-sig", List.of(hmac("c"))), "b")))
                .asString()
                .contains("wrong secret, changed body, or another public URL");
        var without = Vectors.compiled(Vectors.schemeOf("github"), Map.of());
        assertThat(without.verify(Vectors.post(Map.of(), "b"))).asString().contains("valid now");
    }

    @Test
    void keepsTheStatusThatTheSenderInsistsOn() {
        var scheme = Vectors.compiled(Vectors.schemeOf("gocardless"), Map.of(), SECRET);
        assertThat(scheme.verify(Vectors.post(Map.of(), "b")))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(498));
    }

    @Test
    void knowsWhetherTheDeliveryIdIsSigned() {
        assertThat(signedId("stripe")).isTrue();
        assertThat(signedId("standard-webhooks")).isTrue();
        assertThat(signedId("svix")).isTrue();
        assertThat(signedId("github")).isFalse();
        assertThat(signedId("mailgun")).isFalse();
        assertThat(signedId("twilio")).isFalse();
    }

    private static boolean signedId(String scheme) {
        return Vectors.compiled(Vectors.schemeOf(scheme), Map.of(), SECRET).deliveryIdSigned();
    }

    @Test
    void readsEventAndDelivery() {
        var scheme = Vectors.compiled(Vectors.schemeOf("hubspot-v1"), Map.of(), SECRET);
        var batch = Vectors.post(
                Map.of(),
                "[{\"eventId\":1,\"subscriptionType\":\"a\"},{\"eventId\":2,\"subscriptionType\":\"b\"},{\"eventId\":3,\"subscriptionType\":\"a\"}]");
        assertThat(scheme.eventTypes(batch)).containsExactly("a", "b");
        assertThat(scheme.eventType(batch)).isEqualTo("a");
        assertThat(scheme.deliveryId(batch)).isEqualTo("1,2,3");
        assertThat(scheme.deliveryId(Vectors.post(Map.of(), "no json"))).isNull();
    }

    @Test
    void namesTheHeadersThatCarryCredentials() {
        assertThat(credentials("stripe")).containsExactly("stripe-signature");
        assertThat(credentials("gitlab")).containsExactly("x-gitlab-token");
        assertThat(credentials("svix")).containsExactlyInAnyOrder("svix-signature", "webhook-signature");
        assertThat(credentials("livekit")).containsExactly("authorization");
    }

    private static Set<String> credentials(String scheme) {
        return Vectors.compiled(Vectors.schemeOf(scheme), Map.of(), SECRET).credentialHeaders();
    }

    @Test
    void readsFormsMultipartsAndDerivedKeys() {
        var mac = Hash.SHA1.mac(Hash.SHA1.of(SECRET));
        var signature = HexFormat.of().formatHex(mac.doFinal(Vectors.bytes("payload\n")));
        var braintree = Vectors.compiled(Vectors.schemeOf("braintree"), PARAMS, SECRET);
        var form = Map.of("content-type", List.of("application/x-www-form-urlencoded"));
        assertThat(braintree.verify(
                        Vectors.post(form, "bt_signature=o%7C00%26p%7C" + signature + "&bt_payload=payload")))
                .isEqualTo(new Verdict.Passed(0));
        var dropbox = Vectors.compiled(Vectors.schemeOf("dropbox-sign"), Map.of(), SECRET);
        var json =
                "{\"event\":{\"event_time\":\"1\",\"event_type\":\"t\",\"event_hash\":\"%s\"}}".formatted(hmac("1t"));
        var body = "--B\r\nContent-Disposition: form-data; name=\"json\"\r\n\r\n" + json + "\r\n--B--\r\n";
        var type = Map.of("content-type", List.of("multipart/form-data; boundary=B"));
        assertThat(dropbox.verify(Vectors.post(type, body))).isEqualTo(new Verdict.Passed(0));
        assertThat(dropbox.verify(Vectors.post(type, body.replace(":\"1\"", ":\"2\""))))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(dropbox.verify(Vectors.post(Map.of(), body))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void readsMillisecondsAndIsoTimes() {
        var front = Vectors.compiled(Vectors.schemeOf("front"), Map.of(), SECRET);
        var millis = Long.toString(Vectors.NOW.toEpochMilli());
        var mac = Base64.getEncoder().encodeToString(Hash.SHA256.mac(SECRET).doFinal(Vectors.bytes(millis + ":b")));
        assertThat(front.verify(Vectors.post(
                        Map.of("x-front-request-timestamp", List.of(millis), "x-front-signature", List.of(mac)), "b")))
                .isEqualTo(new Verdict.Passed(0));
        var orb = Vectors.compiled(Vectors.schemeOf("orb"), Map.of(), SECRET);
        for (var time :
                List.of(Vectors.NOW.toString(), Vectors.NOW.minusSeconds(301).toString(), "soon")) {
            var verdict = orb.verify(Vectors.post(
                    Map.of(
                            "x-orb-timestamp",
                            List.of(time),
                            "x-orb-signature",
                            List.of("v1=" + hmac("v1:" + time + ":b"))),
                    "b"));
            assertThat(verdict instanceof Verdict.Passed)
                    .isEqualTo(time.equals(Instant.parse("2025-10-09T08:53:20Z").toString()));
        }
    }

    @Test
    void takesOnlyOneSpellingOfABase64Signature() {
        assertThat(Encoding.BASE64.decode(Vectors.bytes("QQ=="))).isEqualTo(Vectors.bytes("A"));
        for (var other : List.of("QR==", "QQ", "QQ= =", "QQ==\n", "", "Q")) {
            assertThat(Encoding.BASE64.decode(other.getBytes(StandardCharsets.US_ASCII)))
                    .as(other)
                    .isNull();
        }
        assertThat(Collections.nCopies(1, Encoding.BASE64URL.decode(Vectors.bytes("_w"))))
                .doesNotContainNull();
        assertThat(Encoding.HEX.decode(Vectors.bytes("aB0"))).isNull();
        assertThat(Encoding.HEX.decode(Vectors.bytes("+1"))).isNull();
    }
}
