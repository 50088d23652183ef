package io.triggergateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleTest {
    @ParameterizedTest
    @CsvSource({
        "VIEWER,   1000",
        "ENGINE,   1100",
        "OPERATOR, 1110",
        "ADMIN,    1111",
    })
    void coversItselfAndAllBelow(Role role, String covered) {
        var expected = Stream.of(Role.values()).map(needed -> role.covers(needed) ? "1" : "0");

        assertThat(String.join("", expected.toList())).isEqualTo(covered);
    }

    @Test
    void isFoundByItsWord() {
        assertThat(Role.values())
                .allSatisfy(role -> assertThat(Role.of(role.word())).contains(role));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ADMIN", "Admin", " admin", "root"})
    void isNotFoundByAnotherWord(String word) {
        assertThat(Role.of(word)).isEmpty();
    }
}
