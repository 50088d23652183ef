package io.triggergateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.HandMovedClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final HandMovedClock clock = new HandMovedClock();
    private final Failures failures = new Failures(GivenAccess.failures(), clock);

    @Test
    void allowsTwentyInAMinute() {
        failTimes("a", GivenAccess.ALLOWED - 1);

        assertThat(failures.add("a")).isEmpty();
    }

    @Test
    void asksTheNextOneToWaitForTheRestOfTheMinute() {
        failures.add("a");
        clock.advance(Duration.ofSeconds(50));
        failTimes("a", GivenAccess.ALLOWED - 1);

        assertThat(failures.add("a")).contains(Duration.ofSeconds(10));
    }

    @Test
    void startsAgainAfterAMinute() {
        failTimes("a", GivenAccess.ALLOWED + 1);
        clock.advance(Duration.ofSeconds(60));

        assertThat(failures.add("a")).isEmpty();
    }

    @Test
    void countsEachAddressByItself() {
        failTimes("a", GivenAccess.ALLOWED + 1);

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
        var patient = new Failures(GivenAccess.failures(GivenAccess.ALLOWED, 1_000_000), clock);
        for (int i = 0; i < GivenAccess.ALLOWED; i++) {
            patient.add("a");
        }
        for (int i = 0; i < Failures.ADDRESSES - 1; i++) {
            patient.add("address " + i);
        }
        assertThat(patient.add("a")).isPresent();

        for (int i = 0; i < Failures.ADDRESSES; i++) {
            patient.add("other " + i);
        }
        assertThat(patient.add("a")).isEmpty();
    }

    @Test
    void slowsDownManyAddressesTogether() {
        for (int i = 0; i < GivenAccess.ALLOWED_IN_ALL; i++) {
            assertThat(failures.add("address " + i)).isEmpty();
        }

        assertThat(failures.isExhausted("another")).isTrue();
        assertThat(failures.add("another")).contains(Duration.ofMinutes(1));

        clock.advance(Duration.ofMinutes(1));
        assertThat(failures.isExhausted("another")).isFalse();
        assertThat(failures.add("another")).isEmpty();
    }

    @Test
    void tellsWhenAnAddressHasNoAttemptLeft() {
        failTimes("a", GivenAccess.ALLOWED - 1);
        assertThat(failures.isExhausted("a")).isFalse();

        failures.add("a");

        assertThat(failures.isExhausted("a")).isTrue();
        assertThat(failures.isExhausted("b")).isFalse();
    }

    private void failTimes(String address, int times) {
        for (int i = 0; i < times; i++) {
            failures.add(address);
        }
    }
}
