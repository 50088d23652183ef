package io.triggergateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.trigger.Findings;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every provider's example passes, and no longer does once anything that counts is changed. */
class ProviderExampleTest {
    private static final String HEX = "0123456789abcdef0123456789abcdef";
    private static final String URL = "https://h.example/in";
    private static final byte[] BODY = Vectors.bytes("{\"id\":\"1\",\"type\":\"a\"}");

    /** Senders that authenticate themselves with a text of their own, and so nothing of the body. */
    private static final Set<String> TOKEN_ONLY = Set.of(
            "auth0",
            "azure-event-grid",
            "buildkite-token",
            "chargebee",
            "cloudevents-webhook",
            "cloudflare-notifications",
            "gitlab",
            "gumroad",
            "huggingface",
            "mailchimp",
            "meraki",
            "microsoft-graph",
            "monday",
            "okta",
            "pipedrive",
            "postmark",
            "ringcentral",
            "sharepoint",
            "telegram");

    /** Senders that sign some fields of the body. */
    private static final Set<String> FIELDS_ONLY = Set.of(
            "adyen-payments", "braintree", "dropbox-sign", "favro", "mailgun", "paymob", "quoter", "twilio", "usps");

    static Stream<ProviderDocument> documents() {
        return Vectors.CATALOGUE.all().stream().filter(document -> document.example() != null);
    }

    static Stream<ProviderDocument> fresh() {
        return documents().filter(document -> document.scheme().has("fresh"));
    }

    /** The form that a provider's secret has. */
    private static byte[] secret(ProviderDocument document, char last) {
        var kind = document.scheme().findPath("key").asText("utf8");
        var text = HEX.substring(1) + last;
        return Vectors.bytes(kind.equals("whsec") ? "whsec_" + text : text);
    }

    private static Vectors.Vector signed(ProviderDocument document) {
        var secret = secret(document, 'a');
        var example = new ExampleSigner(() -> new UUID(1, 2))
                .sign(document, Vectors.paramsOf(document), secret, "POST", URL, BODY, Vectors.NOW)
                .orElseThrow();
        var headers = new HashMap<String, List<String>>();
        example.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        return new Vectors.Vector(
                document.id(), "", secret, "POST", example.url(), headers, example.body(), Vectors.NOW);
    }

    private static Verdict verify(Vectors.Vector vector) {
        var document = Vectors.document(vector.scheme());
        return Vectors.compiled(document.scheme(), Vectors.paramsOf(document), vector.secret())
                .verify(vector.request());
    }

    private static CompiledScheme scheme(ProviderDocument document) {
        return Objects.requireNonNull(
                SchemeCompiler.compile(document.scheme(), Vectors.paramsOf(document), "", new Findings()));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void passesAsItIs(ProviderDocument document) {
        assertThat(verify(signed(document))).isEqualTo(new Verdict.Passed(0));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void isRefusedWithAnotherSecret(ProviderDocument document) {
        assertThat(verify(signed(document).withSecret(secret(document, 'b')))).isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void isRefusedWithoutWhatProvesIt(ProviderDocument document) {
        var vector = signed(document);
        var names = Vectors.compiled(document.scheme(), Vectors.paramsOf(document), vector.secret())
                .credentialHeaders();
        var present = vector.headers().keySet().stream().filter(names::contains).toList();
        present.forEach(
                name -> assertThat(verify(vector.withoutHeader(name))).as(name).isInstanceOf(Verdict.Refused.class));
        if (present.isEmpty()) {
            assertThat(verify(vector.withUrl(URL).withBody(BODY))).isInstanceOf(Verdict.Refused.class);
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void isRefusedWithAnotherBodyWhereThatIsSigned(ProviderDocument document) {
        var vector = signed(document);
        var refused = 0;
        for (var at = 0; at < vector.body().length; at++) {
            var changed = vector.body().clone();
            changed[at] ^= 1;
            refused += verify(vector.withBody(changed)) instanceof Verdict.Refused ? 1 : 0;
        }
        if (FIELDS_ONLY.contains(document.id())) {
            assertThat(refused).isPositive();
        } else if (!TOKEN_ONLY.contains(document.id())) {
            assertThat(refused).isEqualTo(vector.body().length);
        }
    }

    @ParameterizedTest
    @MethodSource("fresh")
    void isRefusedLongBeforeAndLongAfter(ProviderDocument document) {
        var vector = signed(document);
        var within = document.scheme().at("/fresh/within").asLong();
        assertThat(verify(vector.at(Vectors.NOW.plusSeconds(within)))).isInstanceOf(Verdict.Passed.class);
        assertThat(verify(vector.at(Vectors.NOW.plusSeconds(within + 1))))
                .asString()
                .contains("Stale by 1 s");
        assertThat(verify(vector.at(Vectors.NOW.minusSeconds(within + 1))))
                .asString()
                .contains("in the future");
    }

    /** A form of Gitea is signed by one of its fields, and a body of Twilio by a hash in the URL. */
    @Test
    void knowsWhoSignsLessThanTheBody() {
        var less = Stream.of(TOKEN_ONLY, FIELDS_ONLY, Set.of("gitea", "twilio-json"))
                .flatMap(Set::stream);
        assertThat(documents()
                        .filter(document -> !scheme(document).check().covered().contains(Coverage.BODY)))
                .extracting(ProviderDocument::id)
                .containsExactlyInAnyOrderElementsOf(less.toList());
    }

    @Test
    void tellsWhetherTheSecretCanBeReadInIt() {
        assertThat(documents().filter(document -> shows(document) != contains(signed(document))))
                .isEmpty();
        assertThat(documents().filter(ProviderExampleTest::shows))
                .extracting(ProviderDocument::id)
                .contains("postmark");
        assertThat(documents().filter(document -> !shows(document)))
                .extracting(ProviderDocument::id)
                .contains("lark");
    }

    private static boolean shows(ProviderDocument document) {
        return new ExampleSigner(() -> new UUID(1, 2))
                .sign(document, Vectors.paramsOf(document), secret(document, 'a'), "POST", URL, BODY, Vectors.NOW)
                .orElseThrow()
                .showsSecret();
    }

    private static boolean contains(Vectors.Vector vector) {
        var secret = new String(vector.secret(), StandardCharsets.UTF_8);
        var basic = new String(Encoding.BASE64.encode(Vectors.bytes("p:" + secret)), StandardCharsets.UTF_8);
        var text = vector.url() + vector.headers() + new String(vector.body(), StandardCharsets.UTF_8);
        return text.contains(secret) || text.contains(basic);
    }

    @Test
    void hasNoneWhereOnlyTheSenderHasTheKey() {
        assertThat(Vectors.CATALOGUE.all().stream().filter(document -> document.example() == null))
                .extracting(ProviderDocument::id)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(AsymmetricProvidersTest.ids().stream(), PublishedKeyProvidersTest.ids().stream())
                                .toList());
    }

    @Test
    void isEmptyForASecretThatHasAnotherForm() {
        assertThat(new ExampleSigner(() -> new UUID(1, 2))
                        .sign(
                                Vectors.document("adyen-payments"),
                                Map.of(),
                                Vectors.bytes("no hex"),
                                "POST",
                                URL,
                                BODY,
                                Vectors.NOW))
                .isEmpty();
    }
}
