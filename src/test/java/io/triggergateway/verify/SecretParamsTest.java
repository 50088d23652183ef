package io.triggergateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.trigger.SecretParams;
import org.junit.jupiter.api.Test;

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
}
