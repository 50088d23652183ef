package io.triggergateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTypesTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "push, push, true",
                "push, pushed, false",
                "push, a.push, false",
                "*, anything, true",
                "*, '', true",
                "'', '', true",
                "'', a, false",
                "a*, a, true",
                "a*, abc, true",
                "a*, ba, false",
                "*a, cba, true",
                "*a, ab, false",
                "payment.*, payment.succeeded, true",
                "payment.*, payment, false",
                "*.created, invoice.created, true",
                "*.created, invoice.created.v2, false",
                "a*a*a*b, aaab, true",
                "a*a*a*b, aaxaxb, true",
                "a*a*a*b, aab, false",
                "a*a*a*b, aaaa, false",
                "**, x, true",
                "a**b, ab, true",
                "a.b, axb, false",
                "[ab], a, false",
                "?, a, false",
                "(, (, true",
                "A, a, false"
            })
    void matchesWithAStarForAnything(String pattern, String type, boolean wanted) {
        assertThat(new EventTypes(List.of(pattern)).wants(List.of(type))).isEqualTo(wanted);
    }

    @Test
    void givesUpOnAMatchThatTakesAwkwardTurns() {
        var pattern = "a*".repeat(200) + "b";

        assertThat(EventTypes.matches(pattern, "a".repeat(10_000))).isFalse();
    }

    @Test
    void wantsEverythingWithoutPatterns() {
        var all = new EventTypes(List.of());

        assertThat(all.wants(List.of())).isTrue();
        assertThat(all.wants(List.of("any"))).isTrue();
    }

    @Test
    void wantsNoNamelessTypeWhereTypesAreFiltered() {
        var all = new EventTypes(List.of("*"));

        assertThat(all.wants(List.of())).isFalse();
    }

    @Test
    void wantsWhatAnyPatternWants() {
        var types = new EventTypes(List.of("push", "pull.*"));

        assertThat(types.wants(List.of("push"))).isTrue();
        assertThat(types.wants(List.of("pull.opened"))).isTrue();
        assertThat(types.wants(List.of("issue"))).isFalse();
        assertThat(types.wants(List.of("issue", "push"))).isTrue();
    }
}
