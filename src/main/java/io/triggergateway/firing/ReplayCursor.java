package io.triggergateway.firing;

import io.triggergateway.trigger.ReplaySelection;

/**
 * Where a bulk replay stands: first it goes back from the end to find where to begin, then forward.
 *
 * @param end the last position of the log that takes part, fixed when the job was made: what comes later, such as its
 *     own replays, does not
 */
sealed interface ReplayCursor {
    String end();

    /**
     * On the way back.
     *
     * @param next the newest position that was not looked at yet, as Redis writes it
     * @param found how many are meant so far
     * @param looked how many lines were looked at
     */
    record Back(String end, String next, long found, long looked) implements ReplayCursor {
        @Override
        public String toString() {
            return "back %s %s %d %d".formatted(end, next, found, looked);
        }
    }

    /**
     * On the way forward.
     *
     * @param next the oldest position that was not replayed yet, as Redis writes it
     */
    record Forward(String end, String next) implements ReplayCursor {
        @Override
        public String toString() {
            return "forward %s %s".formatted(end, next);
        }
    }

    /** The first one; {@code newest} is the last position of the log at this moment. */
    static ReplayCursor first(String newest, ReplaySelection selection) {
        var to = selection.to();
        var end = to == null || millis(newest) <= to.toEpochMilli() ? newest : Long.toString(to.toEpochMilli());
        return new Back(end, end, 0, 0);
    }

    /** Reads what {@code toString} wrote. */
    static ReplayCursor read(String text) {
        var parts = text.split(" ");
        return parts[0].equals("back")
                ? new Back(parts[1], parts[2], Long.parseLong(parts[3]), Long.parseLong(parts[4]))
                : new Forward(parts[1], parts[2]);
    }

    private static long millis(String position) {
        return Long.parseLong(position.substring(0, position.indexOf('-')));
    }
}
