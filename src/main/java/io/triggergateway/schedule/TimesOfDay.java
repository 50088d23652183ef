package io.triggergateway.schedule;

import java.time.LocalTime;

/** The times of a day: each hour with each minute with each second. None of the three sets of bits is empty. */
record TimesOfDay(long hours, long minutes, long seconds) {
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;

    static TimesOfDay of(LocalTime time) {
        return new TimesOfDay(1L << time.getHour(), 1L << time.getMinute(), 1L << time.getSecond());
    }

    /** The first of these times, as seconds since midnight, from {@code second} on; -1 when there is none. */
    int atOrAfter(int second) {
        int hour = second / HOUR;
        int minute = second / MINUTE % MINUTE;
        if (Bits.has(hours, hour)) {
            int found = Bits.has(minutes, minute) ? Bits.atOrAfter(seconds, second % MINUTE) : -1;
            if (found >= 0) {
                return hour * HOUR + minute * MINUTE + found;
            }
            int later = Bits.atOrAfter(minutes, minute + 1);
            if (later >= 0) {
                return hour * HOUR + later * MINUTE + Bits.atOrAfter(seconds, 0);
            }
        }
        int next = Bits.atOrAfter(hours, hour + 1);
        return next < 0 ? -1 : next * HOUR + Bits.atOrAfter(minutes, 0) * MINUTE + Bits.atOrAfter(seconds, 0);
    }

    /** The last of these times, as seconds since midnight, up to {@code second}; -1 when there is none. */
    int atOrBefore(int second) {
        int hour = second / HOUR;
        int minute = second / MINUTE % MINUTE;
        if (Bits.has(hours, hour)) {
            int found = Bits.has(minutes, minute) ? Bits.atOrBefore(seconds, second % MINUTE) : -1;
            if (found >= 0) {
                return hour * HOUR + minute * MINUTE + found;
            }
            int former = Bits.atOrBefore(minutes, minute - 1);
            if (former >= 0) {
                return hour * HOUR + former * MINUTE + Bits.atOrBefore(seconds, 63);
            }
        }
        int previous = Bits.atOrBefore(hours, hour - 1);
        return previous < 0
                ? -1
                : previous * HOUR + Bits.atOrBefore(minutes, 63) * MINUTE + Bits.atOrBefore(seconds, 63);
    }
}
