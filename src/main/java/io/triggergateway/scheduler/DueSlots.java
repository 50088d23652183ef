package io.triggergateway.scheduler;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The owner of {@code due-slots.lua}: what is due, by the clock of Redis. */
@Singleton
final class DueSlots {
    /** Enough to keep a connection busy, and few enough that replicas do not all read the same. */
    static final int PAGE = 500;

    private static final int HEAD = 2;
    private static final int FIELDS = 6;

    private final Script script;
    private final Keys keys;

    DueSlots(Scripts scripts, Keys keys) {
        this.script = scripts.load("due-slots");
        this.keys = keys;
    }

    /**
     * What is due.
     *
     * @param now by the clock of Redis
     * @param after when the first schedule after these is due; null when there is none
     */
    record Page(Instant now, @Nullable Instant after, List<DueSlot> slots) {
        Page {
            slots = List.copyOf(slots);
        }

        boolean full() {
            return slots.size() == PAGE;
        }
    }

    /**
     * A schedule that is due.
     *
     * @param generation 0 when its plan is broken
     * @param slot null when its plan is broken
     * @param caughtUp up to which slot lateness does not matter; null for none
     */
    record DueSlot(
            String trigger,
            long generation,
            long version,
            @Nullable Instant slot,
            @Nullable Instant caughtUp,
            long fired) {}

    /** The first page; waits. */
    Page look(int partition) {
        var reply = script.call(List.of(keys.partition(partition)), List.of(PAGE));
        long micros = reply.at(0).number();
        var now = Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000);
        var slots = new ArrayList<DueSlot>();
        for (int i = HEAD; i < reply.size(); i += FIELDS) {
            slots.add(slot(reply, i));
        }
        return new Page(now, Plan.instant(reply.at(1)), slots);
    }

    private static DueSlot slot(Reply reply, int at) {
        var trigger = reply.at(at).text();
        try {
            return new DueSlot(
                    trigger,
                    Plan.number(reply.at(at + 1)),
                    Plan.number(reply.at(at + 2)),
                    Plan.instant(reply.at(at + 3)),
                    Plan.instant(reply.at(at + 4)),
                    Plan.number(reply.at(at + 5)));
        } catch (NumberFormatException broken) {
            return new DueSlot(trigger, 0, 0, null, null, 0);
        }
    }
}
