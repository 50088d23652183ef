package io.triggergateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.HandMovedClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final HandMovedClock clock = new HandMovedClock();
    private final Failures failures = new Failures(clock);

    @Test
    void allowsTwentyInAMinute() {
        failTimes("a", Failures.ALLOWED - 1);

        assertThat(failures.add("a")).isEmpty();
    }

    @Test
    void asksTheNextOneToWaitForTheRestOfTheMinute() {
        failures.add("a");
        clock.advance(Duration.ofSeconds(50));
        failTimes("a", Failures.ALLOWED - 1);

        assertThat(failures.add("a")).contains(Duration.ofSeconds(10));
    }

    @Test
    void startsAgainAfterAMinute() {
        failTimes("a", Failures.ALLOWED + 1);
        clock.advance(Duration.ofSeconds(60));

        assertThat(failures.add("a")).isEmpty();
    }

    @Test
    void countsEachAddressByItself() {
        failTimes("a", Failures.ALLOWED + 1);

        assertThat(failures.add("b")).isEmpty();
    }

    @Test
    void remembersABoundedNumberOfAddresses() {
        for (int i = 0; i < Failures.ADDRESSES + 500; i++) {
            failures.add("address " + i);
        }

        assertThat(failures.size()).isEqualTo(Failures.ADDRESSES);
    }

    @Test
    void forgetsTheAddressThatFailedLongestAgo() {
        failTimes("a", Failures.ALLOWED);
        for (int i = 0; i < Failures.ADDRESSES - 1; i++) {
            failures.add("address " + i);
        }
        assertThat(failures.add("a")).isPresent();

        for (int i = 0; i < Failures.ADDRESSES; i++) {
            failures.add("other " + i);
        }
        assertThat(failures.add("a")).isEmpty();
    }

    private void failTimes(String address, int times) {
        for (int i = 0; i < times; i++) {
            failures.add(address);
        }
    }
}
