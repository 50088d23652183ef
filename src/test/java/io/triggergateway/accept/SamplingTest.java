package io.triggergateway.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.trigger.Sample;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places of fixed keys: the same in every run, so that nothing here is left to chance. */
class SamplingTest {
    private static final int KEYS = 100_000;

    private static int[] places(String trigger) {
        return IntStream.range(0, KEYS)
                .map(i -> Sampling.place(trigger, "customer-" + i))
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "user.created", "a"})
    void spreadsKeysEvenly(String trigger) {
        var tenths = new int[10];
        for (int place : places(trigger)) {
            assertThat(place).isBetween(0, Sample.PLACES - 1);
            tenths[place / (Sample.PLACES / 10)]++;
        }
        // Five times the standard deviation of 95.
        IntStream.of(tenths).forEach(count -> assertThat(count).isBetween(KEYS / 10 - 475, KEYS / 10 + 475));
    }

    @Test
    void givesAKeyOtherPlacesAtOtherTriggers() {
        var same = 0;
        var here = places("orders");
        var there = places("payments");
        for (int i = 0; i < KEYS; i++) {
            same += here[i] < Sample.PLACES / 10 && there[i] < Sample.PLACES / 10 ? 1 : 0;
        }
        assertThat(same).isBetween(KEYS / 100 - 160, KEYS / 100 + 160);
    }

    @Test
    void doesNotMoveAKey() {
        assertThat(Sampling.place("orders", "customer-7")).isEqualTo(Sampling.place("orders", "customer-7"));
        var different = new HashSet<Integer>();
        for (int place : places("orders")) {
            different.add(place);
        }
        assertThat(different).hasSizeGreaterThan(KEYS * 9 / 10);
    }
}
