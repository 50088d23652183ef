package io.triggergateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Pace pace = new Pace(10, nanos::get);

    @Test
    void restsAsLongAsTheFiringsMayTake() {
        assertThat(pace.after(5)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void countsTheTimeThatTheWorkTook() {
        nanos.addAndGet(Duration.ofMillis(200).toNanos());
        assertThat(pace.after(5)).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void doesNotMakeUpForLostTime() {
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(pace.after(5)).isZero();
        assertThat(pace.after(5)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void restsNotAtAllWhenNothingWasFired() {
        assertThat(pace.after(0)).isZero();
    }
}
