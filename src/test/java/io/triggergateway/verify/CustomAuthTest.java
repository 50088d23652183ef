package io.triggergateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.expression.Expressions;
import io.triggergateway.secret.CredentialsOpener;
import io.triggergateway.trigger.Auth;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomAuthTest {
    private static final Outside OUTSIDE = new Outside() {
        @Override
        public @Nullable String refusal(URI url) {
            return "ask.example.com".equals(url.getHost()) ? null : "Expected an allowed host";
        }

        @Override
        public boolean hasVerifier(String name) {
            return name.equals("com.example.Known");
        }
    };
    private static final Verifiers VERIFIERS =
            new Verifiers(Vectors.CATALOGUE, OUTSIDE, InstantSource.fixed(Vectors.NOW));
    private static final CredentialsOpener PLAIN = (secrets, pointer, findings) -> Vectors.secrets(
            secrets.stream().map(secret -> Vectors.bytes(secret.value())).toArray(byte[][]::new));
    private static final String SIGNED = "equals(headers['x-sig'], 'v1=' + hex(hmac('sha256', secret, body)))";

    private static Auth.Custom expression(String source, String... secrets) {
        return new Auth.Custom(source, null, null, secrets(secrets));
    }

    private static List<Secret> secrets(String... values) {
        return List.of(values).stream()
                .map(value -> new Secret(value, null, null))
                .toList();
    }

    private static CompiledAuth compiled(Auth auth) {
        var findings = new Findings();
        var compiled = VERIFIERS.compile(auth, "/auth", PLAIN, findings);
        assertThat(findings.all()).isEmpty();
        return Objects.requireNonNull(compiled);
    }

    private static List<String> findings(Auth auth) {
        var findings = new Findings();
        VERIFIERS.compile(auth, "/auth", PLAIN, findings);
        return findings.all().stream()
                .map(error -> error.pointer() + " " + error.detail())
                .toList();
    }

    private static InboundRequest signed(String secret, String body) {
        var mac = Hash.SHA256.mac(Vectors.bytes(secret)).doFinal(Vectors.bytes(body));
        var signature = "v1=" + new String(Encoding.HEX.encode(mac), StandardCharsets.US_ASCII);
        return Vectors.post(Map.of("x-sig", List.of(signature)), body);
    }

    @Test
    void passesWhatTheExpressionAccepts() {
        var auth = compiled(expression(SIGNED, "new-secret", "old-secret"));
        assertThat(auth.verify(signed("new-secret", "b"))).isEqualTo(new Verdict.Passed(0));
        assertThat(auth.verify(signed("old-secret", "b"))).isEqualTo(new Verdict.Passed(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "equals(headers['x-sig'], secret)                              | x-sig",
                "equals(headers[ \"X-Sig\" ], secret) && 'x-not' in headers  | x-sig",
                "equals(headers[?'x-sig'].orValue(''), secret)                 | x-sig",
                "headers.proof == 'here' && headers['content-type'] == 'a/b'   | proof",
            })
    void keepsTheHeadersThatItReadsToItself(String source, String header) {
        assertThat(ExpressionAuth.credentialHeaders(source))
                .contains("authorization", header)
                .doesNotContain("x-not", "content-type");
    }

    @Test
    void refusesEverythingElse() {
        var auth = compiled(expression(SIGNED, "secret"));
        assertThat(auth.verify(signed("another", "b"))).isInstanceOf(Verdict.Refused.class);
        assertThat(auth.verify(Vectors.post(signed("secret", "b").headers(), "c")))
                .isInstanceOf(Verdict.Refused.class);
        var without = auth.verify(Vectors.post(Map.of(), "b"));
        assertThat(((Verdict.Refused) without).reason()).contains("x-sig");
    }

    @Test
    void seesTheWholeRequest() {
        var auth = compiled(expression("""
            method == 'POST' && url.endsWith('/in') && payload.a == 1 && ip == '192.0.2.1' && size(body) == 7
             && base64(sha256('x')) == 'LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=' && now > timestamp('2020-01-01T00:00:00Z')"""));
        assertThat(auth.verify(Vectors.post(Map.of(), "{\"a\":1}"))).isEqualTo(new Verdict.Passed(null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "headers['x-sig'] == hex(hmac('sha256', secret, body))",
                "string(secret) == headers['x']",
                "hex(hmac('sha256', secret, body)) != 'a'",
                "string(secret).startsWith(headers['x'])",
                "headers['x'] in [string(secret)]"
            })
    void refusesComparisonsThatTellHowMuchWasRight(String source) {
        assertThat(findings(expression(source, "secret")))
                .singleElement()
                .asString()
                .startsWith("/auth/expression ")
                .contains("use equals(a, b)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "equals(hmac('md5', 'k', body), hmac('md5', 'k', body))",
                "equals(hmac('sha256', '', body), hmac('sha256', '', body))",
                "equals(1, 1)",
                "hex(payload) == ''",
                "1 / 0 == 1"
            })
    void refusesRequestsForWhichTheExpressionFails(String source) {
        var auth = compiled(expression(source));
        assertThat(auth.verify(Vectors.post(Map.of(), "{}"))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void letsNobodyInWithoutASecretThatIsValidNow() {
        assertThat(findings(expression("equals(headers['x'], secret)")))
                .singleElement()
                .asString()
                .startsWith("/auth/secret ");
        CredentialsOpener expired = (secrets, pointer, findings) -> now -> List.of();
        var request = Vectors.post(Map.of("x", List.of("")), "body");
        for (var auth : List.of(
                expression("equals(headers['x'], secret)", "hush"),
                new Auth.Custom(null, "https://ask.example.com/judge", null, secrets("hush")),
                new Auth.Custom(null, null, "com.example.Known", secrets("hush")))) {
            var compiled = Objects.requireNonNull(VERIFIERS.compile(auth, "/auth", expired, new Findings()));
            assertThat(compiled.inquiries(request)).isEmpty();
            assertThat(compiled.verify(request))
                    .isInstanceOfSatisfying(
                            Verdict.Refused.class,
                            refused -> assertThat(refused.reason()).contains("there is none"));
        }
    }

    @Test
    void keepsTheFunctionsOutOfOtherExpressions() {
        var findings = new Findings();
        Expressions.filter("equals('a', 'a')", io.triggergateway.expression.Scope.TRIGGER, "/filter", findings);
        assertThat(findings.isEmpty()).isFalse();
    }

    @Test
    void asksAServiceWithTheWholeRequest() {
        var auth = compiled(new Auth.Custom(null, "https://ask.example.com/judge", null, secrets("hush")));
        var request = Vectors.post(Map.of("x-a", List.of("1", "2")), "body");
        var call = ((Inquiry.Service) auth.inquiries(request).getFirst()).call();
        assertThat(call.headers()).containsEntry("Authorization", "Bearer hush");
        assertThat(call.body())
                .contains("\"bodyBase64\":\"Ym9keQ==\"", "\"x-a\":[\"1\",\"2\"]", "\"ip\":\"192.0.2.1\"");
        assertThat(auth.verify(request)).isInstanceOf(Verdict.Unknown.class);
        var word = new Evidence.Finding.Word(new Verdict.Passed(null));
        var answered =
                request.withEvidence(new Evidence(Map.of(auth.inquiries(request).getFirst(), word)));
        assertThat(auth.verify(answered)).isEqualTo(new Verdict.Passed(null));
    }

    @Test
    void asksAPlugin() {
        var auth = compiled(new Auth.Custom(null, null, "com.example.Known", secrets("hush")));
        var request = Vectors.post(Map.of(), "body");
        assertThat(auth.verify(request)).isInstanceOf(Verdict.Unknown.class);
        var word = new Evidence.Finding.Word(new Verdict.Refused(401, "no"));
        var answered =
                request.withEvidence(new Evidence(Map.of(auth.inquiries(request).getFirst(), word)));
        assertThat(auth.verify(answered)).isEqualTo(new Verdict.Refused(401, "no"));
        assertThat(auth.inquiries(request).toString()).doesNotContain("hush");
    }

    @Test
    void saysWhatIsMissingOutside() {
        assertThat(findings(new Auth.Custom(null, "https://other.example.com/", null, List.of())))
                .containsExactly("/auth/url Expected an allowed host");
        assertThat(findings(new Auth.Custom(null, null, "com.example.Unknown", List.of())))
                .singleElement()
                .asString()
                .startsWith("/auth/verifier ");
        assertThat(findings(new Auth.Jwt("https://keys.example.com/", null, "me", List.of("you"))))
                .containsExactly("/auth Expected an allowed host");
    }

    @Test
    void asksNobodyAboutARequestThatIsDecidedAlready() {
        var service = new Auth.Custom(null, "https://ask.example.com/judge", null, List.of());
        var request = Vectors.post(Map.of(), "body");
        var all = compiled(new Auth.All(List.of(new Auth.Ip(List.of("198.51.100.0/24")), service)));
        assertThat(all.inquiries(request)).isEmpty();
        assertThat(all.verify(request)).isInstanceOf(Verdict.Refused.class);
        var any = compiled(new Auth.Any(List.of(new Auth.Ip(List.of("192.0.2.0/24")), service)));
        assertThat(any.inquiries(request)).isEmpty();
        assertThat(any.verify(request)).isInstanceOf(Verdict.Passed.class);
        var open = compiled(new Auth.Any(List.of(new Auth.Ip(List.of("198.51.100.0/24")), service)));
        assertThat(open.inquiries(request)).hasSize(1);
        assertThat(open.verify(request)).isInstanceOf(Verdict.Unknown.class);
    }
}
