package io.triggergateway.schedule;

import io.triggergateway.trigger.ScheduleSpec.Gap;
import io.triggergateway.trigger.ScheduleSpec.Repeat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * The oracle: what a schedule fires in a window, found by looking at the clock once a minute and by nothing else.
 *
 * <p>It knows no transitions, no offsets and no rule but the published one, and needs offsets of whole minutes.
 */
final class MinuteWalk {
    private static final int NEVER = -1;

    private final ZoneId zone;
    private final long firstMinute;
    private final int minutes;
    private final int margin;
    private final long firstLocal;
    /** What the clock shows at each minute, as minutes since 1970. */
    private final long[] shown;
    /** When the clock first and last shows each local minute, as an index of {@code shown}. */
    private final int[] first;

    private final int[] last;

    /** @param margin minutes beyond both ends to look at, as many as any change of the clock at least */
    MinuteWalk(ZoneId zone, Instant from, int minutes, int margin) {
        this.zone = zone;
        this.firstMinute = from.getEpochSecond() / 60 - margin;
        this.minutes = minutes;
        this.margin = margin;
        shown = new long[minutes + 2 * margin];
        for (int minute = 0; minute < shown.length; minute++) {
            var time = Instant.ofEpochSecond((firstMinute + minute) * 60).atZone(zone);
            shown[minute] =
                    time.toLocalDate().toEpochDay() * 1440 + time.toLocalTime().toSecondOfDay() / 60;
        }
        firstLocal = Arrays.stream(shown).min().orElseThrow();
        int locals = (int) (Arrays.stream(shown).max().orElseThrow() - firstLocal + 1);
        first = new int[locals];
        last = new int[locals];
        Arrays.fill(first, NEVER);
        for (int minute = 0; minute < shown.length; minute++) {
            int local = (int) (shown[minute] - firstLocal);
            first[local] = first[local] == NEVER ? minute : first[local];
            last[local] = minute;
        }
    }

    List<Slot> slots(PlainCron cron, Gap gap, Repeat repeat) {
        var found = new TreeMap<Long, Slot.Reason>();
        boolean day = false;
        for (int local = 0; local < first.length; local++) {
            int minuteOfDay = (int) Math.floorMod(firstLocal + local, 1440L);
            if (local == 0 || minuteOfDay == 0) {
                day = cron.isDay(LocalDate.ofEpochDay(Math.floorDiv(firstLocal + local, 1440L)));
            }
            if (day && cron.isMinute(minuteOfDay)) {
                add(local, cron, gap, cron.firesAtEveryMatch() ? Repeat.BOTH : repeat, found);
            }
        }
        return inWindow(found);
    }

    private void add(int local, PlainCron cron, Gap gap, Repeat repeat, TreeMap<Long, Slot.Reason> found) {
        if (first[local] == NEVER) {
            if (gap == Gap.SHIFT && !cron.firesAtEveryMatch()) {
                found.putIfAbsent((firstMinute + firstAfterGap(local)) * 60, Slot.Reason.SHIFTED);
            }
            return;
        }
        boolean once = first[local] == last[local];
        var reason = once ? Slot.Reason.REGULAR : Slot.Reason.REPEATED;
        for (int second : cron.seconds()) {
            if (repeat != Repeat.LAST) {
                found.put((firstMinute + first[local]) * 60 + second, reason);
            }
            if (repeat != Repeat.FIRST) {
                found.put((firstMinute + last[local]) * 60 + second, reason);
            }
        }
    }

    private int firstAfterGap(int local) {
        int minute = 1;
        while (shown[minute - 1] >= firstLocal + local || shown[minute] < firstLocal + local) {
            minute++;
        }
        return minute;
    }

    private List<Slot> inWindow(TreeMap<Long, Slot.Reason> found) {
        var slots = new ArrayList<Slot>();
        long start = (firstMinute + margin) * 60;
        found.subMap(start, false, start + minutes * 60L, true).forEach((second, reason) -> {
            var instant = Instant.ofEpochSecond(second);
            slots.add(new Slot(instant, LocalDateTime.ofInstant(instant, zone), reason));
        });
        return slots;
    }
}
