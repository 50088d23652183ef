package io.triggergateway.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.HandMovedClock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LagHistoryTest {
    private final HandMovedClock clock = new HandMovedClock();
    private final LagHistory history = new LagHistory(clock);

    @Test
    void keepsTheMostOfEachMinuteOverAllPartitions() {
        history.learn(List.of(state(0, group("engines", 3)), state(1, group("engines", 4))));
        history.learn(List.of(state(0, group("engines", 1))));
        clock.advance(Duration.ofMinutes(2));
        history.learn(List.of(state(0, group("engines", 2))));

        var series = history.lastHour();

        assertThat(series).hasSize(1);
        assertThat(series.getFirst().stream()).isEqualTo(Streams.shown(""));
        assertThat(series.getFirst().lags()).hasSize(LagHistory.MINUTES).endsWith(-1L, 7L, -1L, 2L);
    }

    @Test
    void forgetsWhatIsOlderThanAnHour() {
        history.learn(List.of(state(0, group("engines", 3), group("audit", 1))));
        clock.advance(Duration.ofMinutes(LagHistory.MINUTES - 1));
        history.learn(List.of(state(0, group("engines", 5))));
        assertThat(history.lastHour()).hasSize(2);
        assertThat(history.lastHour().getLast().lags()).startsWith(3L).endsWith(5L);

        clock.advance(Duration.ofMinutes(1));

        assertThat(history.lastHour()).hasSize(1);
        assertThat(history.lastHour().getFirst().lags()).startsWith(-1L).endsWith(5L, -1L);
    }

    @Test
    void isBoundedHoweverManyGroupsThereAre() {
        var groups = IntStream.range(0, 1000).mapToObj(i -> group("g" + i, i)).toArray(GroupState[]::new);
        history.learn(List.of(state(0, groups)));

        assertThat(history.lastHour()).hasSize(200);
    }

    private StreamState state(int partition, GroupState... groups) {
        return new StreamState(new Place("", partition), clock.instant(), 0, 0, 0, List.of(groups));
    }

    private static GroupState group(String name, long unread) {
        return new GroupState(name, unread, true, 0, null, List.of());
    }
}
