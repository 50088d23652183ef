package io.triggergateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.payload.Json;
import io.triggergateway.secret.Credentials;
import io.triggergateway.secret.CredentialsOpener;
import io.triggergateway.trigger.Auth;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Secret;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifiersTest {
    private static final Verdict PASSED = new Verdict.Passed(0);
    private static final List<Secret> SECRETS = List.of(new Secret("s3cret", null, null));
    private static final Verifiers VERIFIERS =
            new Verifiers(Vectors.CATALOGUE, Outside.NOTHING, InstantSource.fixed(Vectors.NOW));
    private static final CredentialsOpener PLAIN = new CredentialsOpener() {
        @Override
        public Credentials open(List<Secret> secrets, String pointer, Findings findings) {
            return Vectors.secrets(secrets.stream()
                    .map(secret -> Vectors.bytes(secret.value()))
                    .toArray(byte[][]::new));
        }
    };

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

    private static Verdict with(CompiledAuth auth, String name, String... values) {
        return auth.verify(Vectors.post(Map.of(name, List.of(values)), "b"));
    }

    private static Verdict from(CompiledAuth auth, String address) {
        return auth.verify(new InboundRequest(
                "POST", "https://h.example/", "/", Map.of(), Map.of(), new byte[0], address, Vectors.NOW));
    }

    private static int status(Verdict verdict) {
        return verdict instanceof Verdict.Refused refused ? refused.status() : 200;
    }

    private static Auth.Signature signature(@Nullable String provider, @Nullable JsonNode scheme, String secret) {
        return new Auth.Signature(provider, scheme, List.of(new Secret(secret, null, null)), Map.of());
    }

    @ParameterizedTest
    @CsvSource({"2, 2, false", "2, 3, true", "7, 7, false", "7, 8, true"})
    void comparesAsManySignaturesAsIsSet(int most, int sent, boolean tooMany) {
        var verifiers = new Verifiers(Vectors.CATALOGUE, Outside.NOTHING, InstantSource.fixed(Vectors.NOW), most);
        var scheme = Json.parseOrNull(Vectors.bytes("""
                {"verify": {"algorithm": "hmac-sha256", "signature": "header:X-Sig", "over": "{body}", "encoding": "hex"}}"""));
        var auth = verifiers.compile(signature(null, scheme, "s3cret"), "/auth", PLAIN, new Findings());
        var signatures = Collections.nCopies(sent, "00".repeat(32)).toArray(String[]::new);

        var verdict = with(Objects.requireNonNull(auth), "x-sig", signatures);

        assertThat(status(verdict)).isEqualTo(401);
        assertThat(verdict.toString().contains("at most " + most)).isEqualTo(tooMany);
    }

    @Test
    void checksBearerTokens() {
        var auth = compiled(new Auth.Bearer(SECRETS));
        assertThat(with(auth, "authorization", "Bearer s3cret")).isEqualTo(PASSED);
        assertThat(with(auth, "authorization", "bearer s3cret")).isEqualTo(PASSED);
        for (var value : List.of("Bearer s3cre", "Bearer s3crets", "Bearer ", "Bearer", "Basic s3cret", "", "s3cret")) {
            assertThat(status(with(auth, "authorization", value))).as(value).isEqualTo(401);
        }
        assertThat(status(with(auth, "authorization", "Bearer s3cret", "Bearer s3cret")))
                .isEqualTo(401);
        assertThat(auth.credentialHeaders()).containsExactly("authorization");
    }

    @Test
    void checksApiKeys() {
        var header = compiled(new Auth.ApiKey(null, null, SECRETS));
        assertThat(with(header, "x-api-key", "s3cret")).isEqualTo(PASSED);
        assertThat(status(with(header, "x-api-key", "s3cret", "s3cret"))).isEqualTo(401);
        assertThat(status(with(header, "x-api-key", ""))).isEqualTo(401);
        var query = compiled(new Auth.ApiKey(null, "key", SECRETS));
        assertThat(query.verify(Vectors.request("GET", "https://h.example/?key=s3cret", Map.of(), "")))
                .isEqualTo(PASSED);
        assertThat(status(
                        query.verify(Vectors.request("GET", "https://h.example/?key=s3cret&key=s3cret", Map.of(), ""))))
                .isEqualTo(401);
        assertThat(status(query.verify(Vectors.request("GET", "https://h.example/?key=", Map.of(), ""))))
                .isEqualTo(401);
    }

    @Test
    void checksBasicCredentials() {
        var auth = compiled(new Auth.Basic("user", SECRETS));
        assertThat(with(auth, "authorization", basic("user:s3cret"))).isEqualTo(PASSED);
        for (var pair : List.of("user:other", "other:s3cret", "users3cret", "user:", ":", "")) {
            assertThat(status(with(auth, "authorization", basic(pair))))
                    .as(pair)
                    .isEqualTo(401);
        }
        assertThat(status(with(auth, "authorization", "Basic !"))).isEqualTo(401);
        assertThat(findings(new Auth.Basic("a:b", SECRETS)))
                .singleElement()
                .asString()
                .startsWith("/auth/username ");
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(Vectors.bytes(pair));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, true",
        "192.0.3.7, false",
        "::ffff:192.0.2.7, true",
        "::ffff:192.0.3.7, false",
        "::ffff:c000:207, true",
        "10.0.0.1, true",
        "10.0.0.2, false",
        "172.16.1.1, true",
        "2001:db8::1, true",
        "2001:DB8:0:0:ffff::1, true",
        "2001:db9::1, false",
        "0300.0.2.7, false",
        "192.0.02.7, false",
        "192.0.519, false",
        "192.7, false",
        "3221225991, false",
        "0xc0000207, false",
        "192.0.2.*, false",
        "192.0.2.0/24, false",
        "192.0.2.1-9, false",
        "*, false",
        "'', false",
        "unknown, false",
        "2001:db8::1%eth0, false"
    })
    void comparesAddresses(String address, boolean passes) {
        var auth = compiled(new Auth.Ip(List.of("192.0.2.0/24", "10.0.0.1", "2001:db8::/32", "::ffff:172.16.0.0/112")));
        assertThat(status(from(auth, address))).isEqualTo(passes ? 200 : 403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2",
                "010.0.0.1",
                "192.0.2.0/33",
                "10/8",
                "*",
                "",
                "1.2.3.4-9",
                "1.2.3.0/255.255.255.0",
                "x"
            })
    void refusesRangesThatAreNot(String range) {
        assertThat(findings(new Auth.Ip(List.of("10.0.0.1", range))))
                .singleElement()
                .asString()
                .startsWith("/auth/allow/1 Expected an address");
    }

    @Test
    void needsAllOrAny() {
        var bearer = new Auth.Bearer(SECRETS);
        var ip = new Auth.Ip(List.of("192.0.2.0/24"));
        var elsewhere = new Auth.Ip(List.of("198.51.100.0/24"));
        assertThat(with(compiled(new Auth.All(List.of(ip, bearer))), "authorization", "Bearer s3cret"))
                .isEqualTo(PASSED);
        assertThat(status(with(compiled(new Auth.All(List.of(elsewhere, bearer))), "authorization", "Bearer s3cret")))
                .isEqualTo(403);
        assertThat(with(compiled(new Auth.Any(List.of(elsewhere, bearer))), "authorization", "Bearer s3cret"))
                .isEqualTo(PASSED);
        var any = compiled(new Auth.Any(List.of(new Auth.ApiKey(null, null, SECRETS), bearer, elsewhere)));
        assertThat(with(any, "authorization", "Bearer wrong")).asString().contains("bearer token");
        assertThat(findings(new Auth.All(List.of()))).hasSize(1);
        assertThat(findings(new Auth.Any(List.of()))).hasSize(1);
    }

    @Test
    void takesEventAndDeliveryFromTheFirstThatKnows() {
        var stripe = signature("stripe", null, "s3cret");
        var all = compiled(new Auth.All(List.of(new Auth.Ip(List.of("192.0.2.0/24")), stripe)));
        var request = Vectors.post(Map.of(), "{\"id\":\"1\",\"type\":\"t\"}");
        assertThat(all.eventType(request)).isEqualTo("t");
        assertThat(all.deliveryId(request)).isEqualTo("1");
        assertThat(all.deliveryIdSigned()).isTrue();
        var any = compiled(new Auth.Any(List.of(new Auth.Bearer(SECRETS), stripe)));
        assertThat(any.deliveryId(request)).isEqualTo("1");
        assertThat(any.deliveryIdSigned()).isFalse();
    }

    @Test
    void answersOpenHandshakesOnlyWhereTheOthersPass() {
        var dropbox = signature(null, Vectors.schemeOf("dropbox"), "s3cret");
        var request = Vectors.request("GET", "https://h.example/in?challenge=c", Map.of(), "");
        var inside = compiled(new Auth.All(List.of(new Auth.Ip(List.of("192.0.2.0/24")), dropbox)));
        var outside = compiled(new Auth.All(List.of(new Auth.Ip(List.of("198.51.100.0/24")), dropbox)));
        assertThat(inside.handshake(request, false)).isPresent();
        assertThat(outside.handshake(request, false)).isEmpty();
    }

    @Test
    void knowsProviders() {
        assertThat(compiled(signature("github", null, "s3cret")).bodyNeverRepeats())
                .isTrue();
        assertThat(compiled(signature("stripe", null, "s3cret")).bodyNeverRepeats())
                .isFalse();
        assertThat(findings(signature("nobody", null, "s3cret")))
                .singleElement()
                .asString()
                .startsWith("/auth/provider ");
        assertThat(findings(signature("strava", null, "s3cret")))
                .singleElement()
                .asString()
                .startsWith(
                        "/auth/provider Expected a provider that the gateway can verify, but Strava is not one: It ");
        var more = new Auth.Signature("github", null, SECRETS, Map.of("extra", "1"));
        assertThat(findings(more)).singleElement().asString().startsWith("/auth/params/extra ");
    }

    @Test
    void saysWhatASchemeLacks() {
        assertThat(findings(signature(null, Vectors.schemeOf("meta"), "s3cret")))
                .singleElement()
                .asString()
                .contains("verify_token");
        assertThat(findings(signature("svix", null, "whsec_!!")))
                .singleElement()
                .asString()
                .isEqualTo("/auth/secret Expected a secret in the form whsec, but it is not");
        assertThat(findings(new Auth.Bearer(List.of())))
                .singleElement()
                .asString()
                .startsWith("/auth/secret ");
        assertThat(findings(new Auth.Shared())).singleElement().asString().startsWith("/auth ");
    }

    @Test
    void letsEverybodyInWhereThatIsWritten() {
        assertThat(compiled(new Auth.None()).verify(Vectors.post(Map.of(), ""))).isEqualTo(new Verdict.Passed(null));
    }
}
