package io.triggergateway.access;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds what the bodies of all requests under way take together. */
@Singleton
public final class BytesInFlight {
    private final long most;
    private final AtomicLong held = new AtomicLong();

    BytesInFlight(LimitsConfig limits) {
        this.most = limits.inFlightBytes();
    }

    /** What one request holds; nothing at first. */
    public Share share() {
        return new Share();
    }

    /** How many bytes all requests hold. */
    public long held() {
        return held.get();
    }

    /** What one request holds, until it gives it back. */
    public final class Share {
        private long bytes;
        private boolean over;

        private Share() {}

        /** False when there is no room for that many more. */
        public synchronized boolean take(long more) {
            if (over || held.addAndGet(more) > most) {
                held.addAndGet(over ? 0 : -more);
                return false;
            }
            bytes += more;
            return true;
        }

        /** Gives everything back; from then on there is no room. */
        public synchronized void giveBack() {
            if (!over) {
                over = true;
                held.addAndGet(-bytes);
            }
        }
    }
}
