package io.triggergateway.handoff;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An hour of a hand-off, for pictures. */
public final class GivenLag {
    private GivenLag() {}

    /** Engines that fell behind and caught up, and a slower group beside them. */
    public static void fill(LagHistory history, Instant now) {
        for (int ago = LagHistory.MINUTES - 1; ago >= 0; ago--) {
            double minute = LagHistory.MINUTES - ago;
            long engines =
                    Math.round(Math.max(0, 240 * Math.exp(-Math.pow((minute - 26) / 7, 2)) + 9 * Math.sin(minute)));
            long audit = Math.round(30 + 22 * Math.sin(minute / 6) + (minute % 7) * 3);
            var groups = List.of(group("audit", audit), group("engines", engines));
            history.learn(
                    List.of(new StreamState(new Place("", 0), now, 0, 0, 0, groups)),
                    now.minus(Duration.ofMinutes(ago)));
        }
    }

    private static GroupState group(String name, long unread) {
        return new GroupState(name, unread, true, 0, null, List.of());
    }
}
