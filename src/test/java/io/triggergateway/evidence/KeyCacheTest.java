package io.triggergateway.evidence;

import static io.triggergateway.outbound.GivenOutbound.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.HandMovedClock;
import io.triggergateway.verify.Evidence.Finding;
import io.triggergateway.verify.Inquiry;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of a real server, at times that a test chooses. */
class KeyCacheTest {
    private static final String SET = """
        {"keys":[{"kid":"%s","kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}""";

    private final HandMovedClock clock = new HandMovedClock();
    private GivenService sender;
    private KeyCache keys;

    @BeforeEach
    void serve() throws Exception {
        sender = new GivenService();
        sender.answer(200, SET.formatted("a"));
        keys = new KeyCache(sender.outbound("10s"), clock);
    }

    @AfterEach
    void close() throws Exception {
        sender.close();
    }

    private Inquiry.Keys inquiry(URI url, @Nullable String keyId, Map<String, String> headers) {
        return new Inquiry.Keys(new Inquiry.Call("GET", url, headers, ""), Inquiry.KeyForm.JWKS, "", keyId, null);
    }

    private Future<Finding> find(String path, String keyId) {
        return keys.find(inquiry(sender.url(path), keyId, Map.of()));
    }

    /** How many keys are found; -1 when nobody knows. */
    private int found(String path, String keyId) throws Exception {
        return switch (await(find(path, keyId))) {
            case Finding.Keys(var pems) -> pems.size();
            case Finding.Unknown unknown -> -1;
            case Finding.Word word -> throw new AssertionError("Expected keys, but got " + word);
        };
    }

    private void assertAsked(int times) {
        assertThat(sender.asked()).hasSize(times);
    }

    @Test
    void asksTheSameQuestionOnceAlsoWhenManyAskAtOnce() throws Exception {
        sender.hold();
        var many = IntStream.range(0, 50).mapToObj(i -> find("/keys", "a")).toList();
        sender.release();
        for (var one : many) {
            assertThat(((Finding.Keys) await(one)).pems()).hasSize(1);
        }
        assertAsked(1);
    }

    @Test
    void keepsKeysForAnHour() throws Exception {
        assertThat(found("/keys", "a")).isEqualTo(1);
        clock.advance(Duration.ofMinutes(59));
        assertThat(found("/keys", "a")).isEqualTo(1);
        assertAsked(1);
        clock.advance(Duration.ofMinutes(1));
        assertThat(found("/keys", "a")).isEqualTo(1);
        assertAsked(2);
    }

    @Test
    void looksAgainForANewKeyButNotForEveryGuess() throws Exception {
        found("/keys", "a");
        clock.advance(Duration.ofSeconds(30));
        assertThat(found("/keys", "b")).isZero();
        assertAsked(1);
        clock.advance(Duration.ofSeconds(1));
        sender.answer(200, SET.formatted("b"));
        assertThat(found("/keys", "b")).isEqualTo(1);
        assertThat(found("/keys", "guess")).isZero();
        assertAsked(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void remembersForAMinuteThatThereIsNone(int status) throws Exception {
        sender.answer(status, "");
        assertThat(found("/keys", "a")).isZero();
        clock.advance(Duration.ofSeconds(59));
        sender.answer(200, SET.formatted("a"));
        assertThat(found("/keys", "a")).isZero();
        assertAsked(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(found("/keys", "a")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 302, 204, 401})
    void remembersForFiveSecondsThatNobodyKnows(int status) throws Exception {
        sender.answer(status, "");
        assertThat(found("/keys", "a")).isEqualTo(-1);
        clock.advance(Duration.ofSeconds(4));
        sender.answer(200, SET.formatted("a"));
        assertThat(found("/keys", "a")).isEqualTo(-1);
        assertAsked(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(found("/keys", "a")).isEqualTo(1);
    }

    @Test
    void doesNotKnowWhenNobodyAnswersInTime() throws Exception {
        keys = new KeyCache(sender.outbound("100ms"), clock);
        sender.hold();
        assertThat(found("/keys", "a")).isEqualTo(-1);
        assertThat(found("/keys", "a")).isEqualTo(-1);
        sender.release();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[]", "{}", "{\"keys\":{}}", "<html>We are back soon</html>"})
    void doesNotKnowWhenTheAnswerIsSomethingElse(String answer) throws Exception {
        sender.answer(200, answer);
        assertThat(found("/keys", "a")).isEqualTo(-1);
        sender.answer(200, SET.formatted("a"));
        clock.advance(Duration.ofSeconds(5));
        assertThat(found("/keys", "a")).isEqualTo(1);
    }

    @Test
    void keepsNoAnswerThatIsTooLong() throws Exception {
        sender.answer(200, SET.formatted("a") + " ".repeat(65_536));
        assertThat(found("/keys", "a")).isEqualTo(-1);
    }

    @Test
    void usesOldKeysForADayWhileTheSenderIsOutOfReach() throws Exception {
        found("/keys", "a");
        sender.stop();
        clock.advance(Duration.ofHours(23));
        assertThat(found("/keys", "a")).isEqualTo(1);
        clock.advance(Duration.ofHours(1));
        assertThat(found("/keys", "a")).isEqualTo(-1);
    }

    @Test
    void doesNotKnowOfANewKeyWhileTheSenderIsOutOfReach() throws Exception {
        found("/keys", "a");
        sender.answer(503, "");
        clock.advance(Duration.ofSeconds(31));
        assertThat(found("/keys", "b")).isEqualTo(-1);
        assertThat(found("/keys", "b")).isEqualTo(-1);
        assertThat(found("/keys", "a")).isEqualTo(1);
        assertAsked(2);
    }

    @Test
    void usesNoOldKeysOnceTheSenderHasTakenThemBack() throws Exception {
        found("/keys", "a");
        sender.answer(404, "");
        clock.advance(Duration.ofHours(1));
        assertThat(found("/keys", "a")).isZero();
    }

    @Test
    void asksAtMostSixtyNewQuestionsAMinute() throws Exception {
        for (int i = 0; i < 59; i++) {
            found("/guess-" + i, "x");
        }
        assertThat(found("/keys", "a")).isEqualTo(1);
        assertAsked(60);
        assertThat(found("/another", "a")).isEqualTo(-1);
        assertThat(found("/keys", "a")).isEqualTo(1);
        assertAsked(60);
        clock.advance(Duration.ofSeconds(61));
        assertThat(found("/another", "a")).isEqualTo(1);
    }

    @Test
    void usesOldKeysWhileStrangersUseUpTheQuestions() throws Exception {
        found("/keys", "a");
        clock.advance(Duration.ofHours(1));
        for (int i = 0; i < 60; i++) {
            found("/guess-" + i, "x");
        }
        assertThat(found("/keys", "a")).isEqualTo(1);
        assertAsked(61);
    }

    @Test
    void guessesOfPlacesThatMustNotBeAskedUseUpNothing() throws Exception {
        for (int i = 0; i < 100; i++) {
            var elsewhere = URI.create("https://keys-" + i + ".example.com/");
            assertThat(await(keys.find(inquiry(elsewhere, "a", Map.of()))))
                    .asString()
                    .contains("gateway.outbound.allow");
        }
        assertThat(found("/keys", "a")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hush\nhush", "hush\u00e9", "hush\u0000"})
    void doesNotKnowWhenNoHeaderCanCarryTheSecret(String secret) throws Exception {
        var inquiry = inquiry(sender.url("/keys"), "a", Map.of("Authorization", "Bearer " + secret));
        assertThat(await(keys.find(inquiry)))
                .isInstanceOfSatisfying(
                        Finding.Unknown.class,
                        unknown -> assertThat(unknown.reason())
                                .contains("headers that HTTP can carry")
                                .doesNotContain("hush"));
        assertAsked(0);
    }

    @Test
    void letsADocumentSayWhatItAccepts() throws Exception {
        var inquiry = inquiry(sender.url("/keys"), "a", Map.of("Accept", "application/jwk-set+json"));
        assertThat(await(keys.find(inquiry))).isInstanceOf(Finding.Keys.class);
        assertThat(sender.asked().getFirst().headers()).containsEntry("accept", "application/jwk-set+json");
    }

    @Test
    void showsNoHeaderThatIsThereTwice() throws Exception {
        var inquiry = inquiry(sender.url("/keys"), "a", Map.of("x-key", "hush", "X-Key", "hush"));
        assertThat(List.of(await(keys.find(inquiry)))).asString().doesNotContain("hush");
    }
}
