package io.triggergateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
    private static final byte[] SECRET = Vectors.bytes("s3cret");

    private static SignatureScheme scheme(String id) {
        return Vectors.compiled(Vectors.schemeOf(id), Map.of("verify_token", "v", "public_key", "p"), SECRET);
    }

    private static InboundRequest get(String query) {
        return Vectors.request("GET", "https://h.example/in?" + query, Map.of(), "");
    }

    private static String body(Optional<HandshakeReply> reply) {
        return new String(reply.orElseThrow().body(), StandardCharsets.UTF_8);
    }

    @Test
    void echoesAChallengeAsPlainText() {
        var reply = scheme("dropbox").handshake(get("challenge=abc%3Cb%3E"), false);
        assertThat(body(reply)).isEqualTo("abc<b>");
        assertThat(reply.orElseThrow().headers())
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Content-Type", "text/plain; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"challenge=", "challenge=a%0D%0Ab", "challenge=%00", "other=1"})
    void doesNotEchoWhatIsNotFit(String query) {
        assertThat(scheme("dropbox").handshake(get(query), false)).isEmpty();
    }

    @Test
    void doesNotEchoMoreThanAKibibyte() {
        assertThat(scheme("dropbox").handshake(get("challenge=" + "a".repeat(1024)), false))
                .isPresent();
        assertThat(scheme("dropbox").handshake(get("challenge=" + "a".repeat(1025)), false))
                .isEmpty();
    }

    @Test
    void asksForTheAgreedToken() {
        var meta = scheme("meta");
        assertThat(body(meta.handshake(get("hub.mode=subscribe&hub.verify_token=v&hub.challenge=1"), false)))
                .isEqualTo("1");
        assertThat(meta.handshake(get("hub.mode=subscribe&hub.verify_token=w&hub.challenge=1"), false)
                        .orElseThrow()
                        .status())
                .isEqualTo(403);
        assertThat(meta.handshake(get("hub.mode=other&hub.verify_token=v&hub.challenge=1"), false))
                .isEmpty();
    }

    @Test
    void answersSignedHandshakesOnlyAfterVerification() {
        var slack = scheme("slack");
        var request = Vectors.post(Map.of(), "{\"type\":\"url_verification\",\"challenge\":\"c\"}");
        assertThat(slack.handshake(request, false)).isEmpty();
        assertThat(body(slack.handshake(request, true))).isEqualTo("c");
        assertThat(slack.handshake(request, true).orElseThrow().verified()).isTrue();
    }

    @Test
    void signsTokensForStrangersButNothingThatCouldBeABody() {
        var twitter = scheme("x-twitter");
        assertThat(body(twitter.handshake(get("crc_token=abc"), false))).startsWith("{\"response_token\":\"sha256=");
        assertThat(twitter.handshake(get("crc_token=%7B%22forged%22:true%7D"), false))
                .isEmpty();
        assertThat(twitter.handshake(get("crc_token=" + "a".repeat(129)), false))
                .isEmpty();
    }

    @Test
    void answersWithJson() {
        var reply = scheme("discord").handshake(Vectors.post(Map.of(), "{\"type\":1,\"token\":\"t\"}"), true);
        assertThat(body(reply)).isEqualTo("{\"type\":1}");
        assertThat(reply.orElseThrow().headers()).containsEntry("Content-Type", "application/json");
    }

    @Test
    void repliesWithHeaders() {
        var request = Vectors.request(
                "OPTIONS", "https://h.example/in", Map.of("webhook-request-origin", List.of("a.example")), "");
        assertThat(scheme("cloudevents-webhook")
                        .handshake(request, false)
                        .orElseThrow()
                        .headers())
                .containsEntry("WebHook-Allowed-Origin", "a.example");
        var broken = Vectors.request(
                "OPTIONS", "https://h.example/in", Map.of("webhook-request-origin", List.of("a\u00e9")), "");
        assertThat(scheme("cloudevents-webhook").handshake(broken, false)).isEmpty();
    }

    @Test
    void leavesPairingToWhoeverExpectsIt() {
        var request = Vectors.post(Map.of("x-hook-secret", List.of("taken")), "{}");
        assertThat(scheme("asana").handshake(request, false)).isEmpty();
        assertThat(scheme("asana").handshake(request, true)).isEmpty();
        assertThat(scheme("asana").pairing(request)).isEmpty();
        var unpaired = Vectors.compiled(Vectors.schemeOf("asana"), Map.of());
        var pairing = unpaired.pairing(request).orElseThrow();
        assertThat(pairing.secret()).isEqualTo("taken");
        assertThat(pairing).hasToString("pairing");
    }

    @Test
    void pairsWithOneSecretOnly() {
        var two = Map.of("x-hook-secret", List.of("one", "two"));
        var silent = Vectors.compiled(
                "{`verify`: {`equals`: [`{header:a}`, `{secret}`]}, `handshake`: [{`when`: {`header:X-Hook-Secret`: `*`}, `phase`: `pairing`, `capture`: {`secret`: `header:X-Hook-Secret`}}]}",
                Map.of(),
                SECRET);
        assertThat(silent.pairing(Vectors.post(two, "{}"))).isEmpty();
        assertThat(scheme("asana").pairing(Vectors.post(Map.of("x-hook-secret", List.of("")), "{}")))
                .isEmpty();
        assertThat(scheme("slack").pairing(Vectors.post(Map.of(), "{\"type\":\"url_verification\"}")))
                .isEmpty();
    }

    @Test
    void capturesInThePairingPhaseOnly() {
        var rule =
                "{`verify`: {`equals`: [`{header:a}`, `{secret}`]}, `handshake`: [{`when`: {`method`: `POST`}, %s}]}";
        assertThat(Vectors.findings(rule.formatted("`phase`: `pairing`"))).hasSize(1);
        assertThat(Vectors.findings(rule.formatted("`capture`: {`secret`: `header:b`}")))
                .hasSize(1);
        assertThat(Vectors.findings(rule.formatted("`phase`: `pairing`, `capture`: {`secret`: `header:b`}")))
                .isEmpty();
    }

    @Test
    void refusesRepliesThatLeakOrBecomePages() {
        var rule =
                "{`verify`: {`equals`: [`{header:a}`, `{secret}`]}, `handshake`: [{`when`: {`method`: `GET`}, `reply`: %s}]}";
        assertThat(Vectors.findings(rule.formatted("{`text`: `{secret}`}"))).hasSize(1);
        assertThat(Vectors.findings(rule.formatted("{`text`: `{secret | base64}`}")))
                .hasSize(1);
        assertThat(Vectors.findings(rule.formatted("{`text`: `{secret | sha256 | hex}`}")))
                .isEmpty();
        assertThat(Vectors.findings(rule.formatted("{`headers`: {`Content-Type`: `text/html`}, `text`: `{path}`}")))
                .hasSize(1);
        assertThat(Vectors.findings(rule.formatted("{`status`: 302}"))).hasSize(1);
    }

    @Test
    void givesTheReplyThatASenderInsistsOn() {
        assertThat(body(scheme("adyen-payments").reply(Vectors.post(Map.of(), "{}"))))
                .isEqualTo("[accepted]");
        assertThat(scheme("github").reply(Vectors.post(Map.of(), "{}"))).isEmpty();
    }
}
