package io.triggergateway.accept;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;

/** Rings when a firing has left awaits to be evaluated, so that nobody has to wait for the next round. */
@Singleton
public final class MatchBell {
    private final List<IntConsumer> listeners = new CopyOnWriteArrayList<>();

    /** The listener is told the partition, on the thread of the connection: it must not wait. */
    public void onRing(IntConsumer listener) {
        listeners.add(listener);
    }

    void ring(int partition) {
        listeners.forEach(listener -> listener.accept(partition));
    }
}
