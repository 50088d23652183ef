package io.triggergateway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.trigger.SecretParams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider's document calls secret is what answers hide. */
class SecretParamsTest {
    @Test
    void documentsAndAnswersAgree() {
        var params = Vectors.CATALOGUE.all().stream()
                .flatMap(document -> document.params().stream())
                .toList();

        assertThat(params)
                .anyMatch(ProviderDocument.Param::secret)
                .allSatisfy(param ->
                        assertThat(param.secret()).as(param.name()).isEqualTo(SecretParams.isSecret(param.name())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify_token", "verifyToken", "SECRET", "client_secret", "password", "private_key"})
    void areKnownByTheirNames(String name) {
        assertThat(SecretParams.isSecret(name)).isTrue();
    }

    @Test
    void refusesADocumentWhoseSecretHasAnotherName() {
        assertThat(read("pin"))
                .isInstanceOfSatisfying(
                        ProviderReader.Reading.Broken.class,
                        broken -> assertThat(broken.problem())
                                .contains("/params/0", "Expected the name of a secret to end with"));
        assertThat(read("pin_token")).isInstanceOf(ProviderReader.Reading.Good.class);
    }

    private static ProviderReader.Reading read(String param) {
        return ProviderReader.read("own.json", """
                {"id": "own", "name": "Own", "confidence": "doc", "expects": "A 2xx answer.",
                 "params": [{"name": "%s", "label": "PIN", "secret": true}],
                 "people": {"secretLabel": "Secret", "whereToFind": "In its settings.", "enter": "The URL."},
                 "scheme": {"verify": {"algorithm": "hmac-sha256", "key": "utf8", "signature": "header:X-Own",
                                       "over": "{body}", "encoding": "hex"}}}""".formatted(param).getBytes(UTF_8));
    }
}
