package io.triggergateway.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.trigger.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTest {
    private static final String PAYLOAD =
            "{\"s\": \"x\", \"n\": 42, \"d\": 42.0, \"h\": 0.5, \"b\": true, \"e\": \"\", \"o\": {}}";

    @ParameterizedTest
    @CsvSource({"payload.s, x", "payload.n, 42", "payload.d, 42", "payload.h, 0.5", "payload.b, true", "ip, 192.0.2.1"})
    void isAText(String source, String key) {
        assertThat(key(source).of(Cases.firing(PAYLOAD))).isEqualTo(new KeyResult.Value(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"payload.e", "payload.o", "payload.missing", "dyn(double('NaN'))", "dyn(null)"})
    void failsWithoutAText(String source) {
        assertThat(key(source).of(Cases.firing(PAYLOAD)))
                .isInstanceOfSatisfying(
                        KeyResult.Failed.class,
                        failed -> assertThat(failed.reason()).startsWith("Expected"));
    }

    @Test
    void refusesExpressionsThatCannotGiveAText() {
        var findings = new Findings();

        assertThat(Expressions.key("[ip]", Scope.TRIGGER, "/key", findings)).isNull();
        assertThat(findings.errors()).hasSize(1);
    }

    private static Key key(String source) {
        var findings = new Findings();
        var key = Expressions.key(source, Scope.TRIGGER, "/key", findings);
        assertThat(findings.all()).isEmpty();
        return key;
    }
}
