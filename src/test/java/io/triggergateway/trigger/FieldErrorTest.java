package io.triggergateway.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FieldErrorTest {
    @Test
    void sentenceBeginsWithThePlaceUnlessItIsTheWholeDocument() {
        assertThat(new FieldError("/a/b", "Expected a number").sentence()).isEqualTo("/a/b: Expected a number");
        assertThat(new FieldError("", "Expected the property 'a'").sentence()).isEqualTo("Expected the property 'a'");
    }
}
