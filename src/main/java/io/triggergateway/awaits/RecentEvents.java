package io.triggergateway.awaits;

import io.triggergateway.expression.Equalities;
import io.triggergateway.expression.Shape;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;

/**
 * The last firings of one trigger as this replica has read them. A log only grows at its end, so that each is read
 * once, however many awaits look back at it; and they are found by their fields, so that it does not matter how many
 * there are. For one await at a time.
 */
final class RecentEvents {
    /** How many lookback may look at. */
    static final int MOST = 10_000;

    private static final int MOST_SHAPES = 16;
    private static final LogPosition START = new LogPosition(0, 0);

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Happened> events = new ArrayDeque<>();
    private final Map<Shape, Map<List<String>, ArrayDeque<Happened>>> byShape = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Shape, Map<List<String>, ArrayDeque<Happened>>> eldest) {
            return size() > MOST_SHAPES;
        }
    };
    private LogPosition readUpTo = START;
    private long bytes;

    /**
     * Those that have what an await demands of single fields, oldest first.
     *
     * @param log reads the log from one position on, as Redis writes it, up to another
     */
    List<Happened> find(
            Equalities demanded, Instant since, LogPosition upTo, BiFunction<String, LogPosition, List<Happened>> log) {
        lock.lock();
        try {
            catchUp(since, upTo, log);
            return found(demanded).stream()
                    .filter(event -> event.position().millis() >= since.toEpochMilli())
                    .filter(event -> !event.position().isAfter(upTo))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Roughly what they take in memory. */
    long bytes() {
        return bytes;
    }

    private void catchUp(Instant since, LogPosition upTo, BiFunction<String, LogPosition, List<Happened>> log) {
        // Nobody looks back further than this from now on.
        forgetBefore(upTo.millis() - Lookback.LONGEST.toMillis());
        if (readUpTo.equals(START)) {
            var from = Math.min(since.toEpochMilli(), upTo.millis() - Lookback.LONGEST.toMillis());
            readUpTo = new LogPosition(Math.max(0, from - 1), Long.MAX_VALUE);
        }
        if (upTo.isAfter(readUpTo)) {
            log.apply("(" + readUpTo, upTo).forEach(this::add);
            readUpTo = upTo;
        }
    }

    private void add(Happened event) {
        events.addLast(event);
        bytes += event.size();
        byShape.forEach((shape, found) -> put(shape, found, event));
        if (events.size() > MOST) {
            forgetOldest();
        }
    }

    private static void put(Shape shape, Map<List<String>, ArrayDeque<Happened>> found, Happened event) {
        shape.values(event.payloadJson())
                .ifPresent(values ->
                        found.computeIfAbsent(values, any -> new ArrayDeque<>()).addLast(event));
    }

    private void forgetBefore(long millis) {
        while (!events.isEmpty() && events.getFirst().position().millis() < millis) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        var oldest = events.removeFirst();
        bytes -= oldest.size();
        byShape.forEach((shape, found) -> shape.values(oldest.payloadJson())
                .ifPresent(values -> found.computeIfPresent(values, (key, same) -> {
                    same.removeFirst();
                    return same.isEmpty() ? null : same;
                })));
    }

    private Collection<Happened> found(Equalities demanded) {
        var shape = demanded.shape();
        if (shape.equals(Shape.EMPTY)) {
            return events;
        }
        var found = byShape.get(shape);
        if (found == null) {
            var made = new HashMap<List<String>, ArrayDeque<Happened>>();
            events.forEach(event -> put(shape, made, event));
            byShape.put(shape, made);
            found = made;
        }
        return found.getOrDefault(demanded.values(), new ArrayDeque<>());
    }
}
