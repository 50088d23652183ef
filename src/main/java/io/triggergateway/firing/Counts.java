package io.triggergateway.firing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.trigger.Instants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * How often each status came, by hour. A firing counts with the status that it began with; {@code rejected} and
 * {@code duplicate} are requests that made no firing.
 *
 * @param byHour hours since 1970, and in each the statuses that came
 * @param lastFire null when there was none
 * @param now the end of every span that is asked for
 */
public record Counts(
        Map<Long, Map<String, Long>> byHour, @Nullable Instant lastFire, Instant now) {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final List<String> STATUSES =
            List.of("accepted", "pending", "ignored", "skipped", "failed", "rejected", "duplicate");
    private static final List<String> FIRED = STATUSES.subList(0, 5);
    private static final List<String> WRONG = List.of("failed", "rejected");
    private static final int DAY = 24;
    private static final int MONTH = 30 * DAY;

    public Counts {
        byHour = Map.copyOf(byHour);
    }

    /**
     * The document that answers carry.
     *
     * @param hours how many to list one by one, the one that runs being the last
     */
    public ObjectNode document(int hours) {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("lastFire", lastFire == null ? null : Instants.format(lastFire));
        document.put("ratePerMinute", Math.round(sum(within(1), FIRED) * 100 / 60.0) / 100.0);
        document.put("successShare", successShare());
        document.set("lastHour", written(within(1)));
        document.set("last24Hours", written(within(DAY)));
        document.set("last30Days", written(within(MONTH)));
        var list = document.putArray("hours");
        LongStream.rangeClosed(hour() - hours + 1, hour()).forEach(hour -> {
            var item = list.addObject().put("hour", Instants.format(Instant.ofEpochMilli(hour * HOUR)));
            item.setAll(written(byHour.getOrDefault(hour, Map.of())));
        });
        return document;
    }

    /** What neither failed nor was rejected in a day, as a part of all that came for the first time. */
    private @Nullable Double successShare() {
        var day = within(DAY);
        long wrong = sum(day, WRONG);
        long all = sum(day, FIRED) + day.getOrDefault("rejected", 0L);
        return all == 0 ? null : (all - wrong) / (double) all;
    }

    /**
     * The counts of the last hours up to now. Of the hour in which they began only the later part belongs to them:
     * as much as if it had come evenly.
     */
    Map<String, Long> within(int hours) {
        var sums = new TreeMap<String, Double>();
        double later = 1 - now.toEpochMilli() % HOUR / (double) HOUR;
        byHour.forEach((hour, counts) -> {
            double part = hour > hour() ? 0 : hour > hour() - hours ? 1 : hour == hour() - hours ? later : 0;
            counts.forEach((status, number) -> sums.merge(status, number * part, Double::sum));
        });
        var rounded = new TreeMap<String, Long>();
        sums.forEach((status, number) -> rounded.put(status, Math.round(number)));
        return rounded;
    }

    private long hour() {
        return now.toEpochMilli() / HOUR;
    }

    private static long sum(Map<String, Long> counts, List<String> statuses) {
        return statuses.stream()
                .mapToLong(status -> counts.getOrDefault(status, 0L))
                .sum();
    }

    private static ObjectNode written(Map<String, Long> counts) {
        var document = JsonNodeFactory.instance.objectNode();
        STATUSES.forEach(status -> document.put(status, counts.getOrDefault(status, 0L)));
        return document;
    }
}
