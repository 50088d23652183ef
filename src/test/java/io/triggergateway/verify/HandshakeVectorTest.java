package io.triggergateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What providers ask before they send, and what they have to hear. */
class HandshakeVectorTest {
    private static final byte[] SECRET = Vectors.bytes("s3cret");

    static Stream<JsonNode> cases() {
        return Vectors.json("/handshakes.json").valueStream();
    }

    private static SignatureScheme scheme(JsonNode one) {
        var document = Vectors.document(one.get("provider").asText());
        // A secret is handed over only where none is known.
        return one.get("phase").asText().equals("pairing")
                ? Vectors.compiled(document.scheme(), Vectors.paramsOf(document))
                : Vectors.compiled(document.scheme(), Vectors.paramsOf(document), SECRET);
    }

    private static InboundRequest request(JsonNode request) {
        var headers = new HashMap<String, List<String>>();
        request.get("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        List.of(header.getValue().asText())));
        var query = request.get("query").asText();
        var url = "https://h.example/in" + (query.isEmpty() ? "" : "?" + query);
        return Vectors.request(
                request.get("method").asText(),
                url,
                headers,
                request.get("body").asText());
    }

    private static Optional<HandshakeReply> reply(JsonNode one) {
        var scheme = scheme(one);
        var request = request(one.get("request"));
        return switch (one.get("phase").asText()) {
            case "open" -> scheme.handshake(request, false);
            case "verified" -> scheme.handshake(request, true);
            case "pairing" -> scheme.pairing(request).map(Pairing::reply);
            default -> scheme.reply(request);
        };
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheAnswerThatTheProviderExpects(JsonNode one) {
        var expected = one.get("reply");
        var reply = reply(one);
        assertThat(reply.isPresent()).isEqualTo(!expected.isNull());
        reply.ifPresent(actual -> {
            assertThat(actual.status()).isEqualTo(expected.get("status").asInt());
            assertThat(new String(actual.body(), StandardCharsets.UTF_8))
                    .isEqualTo(expected.get("body").asText());
            expected.get("headers")
                    .properties()
                    .forEach(header -> assertThat(actual.headers())
                            .containsEntry(header.getKey(), header.getValue().asText()));
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesItInItsPhaseOnly(JsonNode one) {
        var scheme = scheme(one);
        var request = request(one.get("request"));
        var phase = one.get("phase").asText();
        var answered = !one.get("reply").isNull();
        assertThat(scheme.handshake(request, false).isPresent()).isEqualTo(answered && phase.equals("open"));
        assertThat(scheme.pairing(request).isPresent()).isEqualTo(answered && phase.equals("pairing"));
        assertThat(scheme.pairing(request).map(Pairing::secret))
                .isEqualTo(Optional.ofNullable(one.get("secret")).map(JsonNode::asText));
    }

    @Test
    void hasACaseForEveryProviderThatAsks() {
        var asking = Vectors.CATALOGUE.all().stream()
                .filter(document ->
                        document.scheme().has("handshake") || document.scheme().has("reply"))
                .map(ProviderDocument::id);
        assertThat(cases().map(one -> one.get("provider").asText()).distinct())
                .containsExactlyInAnyOrderElementsOf(asking.toList());
    }

    @Test
    void hasACaseForEveryRule() {
        for (var document : Vectors.CATALOGUE.all()) {
            var rules = document.scheme().path("handshake").size();
            var answers = cases().filter(one -> one.get("provider").asText().equals(document.id()))
                    .filter(one -> !one.get("reply").isNull())
                    .filter(one -> !Objects.equals(one.get("phase").asText(), "success"))
                    .count();
            assertThat(answers).as(document.id()).isGreaterThanOrEqualTo(rules);
        }
    }

    @Test
    void answersXerosProbesWith401() {
        var scheme = scheme(cases().filter(one -> one.get("provider").asText().equals("xero"))
                .findFirst()
                .orElseThrow());
        var probe = Vectors.post(Map.of("x-xero-signature", List.of("AAAA")), "{\"events\":[]}");
        assertThat(scheme.verify(probe))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(401));
    }
}
