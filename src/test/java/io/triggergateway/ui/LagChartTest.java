package io.triggergateway.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.handoff.LagHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LagChartTest {
    @Test
    void drawsEachStretchThatWasSeen() {
        var lags = new ArrayList<>(Collections.nCopies(LagHistory.MINUTES, -1L));
        lags.set(0, 10L);
        lags.set(1, 5L);
        lags.set(LagHistory.MINUTES - 1, 0L);

        var chart = chart(lags);

        assertThat(chart.most()).isEqualTo(10);
        assertThat(chart.now()).isZero();
        assertThat(chart.lines()).containsExactly("0.0,0.0 12.2,45.0 ", "720.0,90.0 720.0,90.0 ");
        assertThat(chart.areas().getFirst()).startsWith("0.0,90.0 0.0,0.0").endsWith("12.2,90.0 ");
    }

    @Test
    void saysWhatTheMinuteBeforeWasWhileThisOneIsYoung() {
        var lags = new ArrayList<>(Collections.nCopies(LagHistory.MINUTES, -1L));
        lags.set(LagHistory.MINUTES - 2, 7L);

        assertThat(chart(lags).now()).isEqualTo(7);
    }

    @Test
    void drawsNothingOfWhatNobodySaw() {
        var chart = chart(Collections.nCopies(LagHistory.MINUTES, -1L));

        assertThat(chart.lines()).isEmpty();
        assertThat(chart.now()).isNegative();
        assertThat(chart.most()).isZero();
    }

    private static LagChart chart(List<Long> lags) {
        return LagChart.of(new LagHistory.Series("default", "engines", lags, Instant.EPOCH));
    }
}
