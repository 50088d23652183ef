package io.triggergateway.ui;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What came hour by hour, stacked by outcome, as places in a picture of {@link #WIDTH} by {@link #HEIGHT}.
 *
 * @param most the number at the top of the scale
 * @param columns one for each hour, oldest first
 * @param legend the outcomes that came at all
 */
record HoursChart(long most, List<Column> columns, List<Part> legend) {
    /** From the zero line to the top, in the units of the picture. */
    private static final int HEIGHT = 160;

    private static final int WIDTH = 720;
    private static final double GAP = 0.28;
    private static final List<String> OUTCOMES =
            List.of("accepted", "pending", "skipped", "ignored", "failed", "rejected");

    /** An outcome and its number. */
    record Part(String outcome, long count) {}

    /** A rectangle. */
    record Bar(String outcome, String y, String height) {}

    /**
     * An hour.
     *
     * @param hour when it began, as documents write it
     * @param label what a reader of the picture is told
     * @param ticked true where the axis names it
     */
    record Column(
            String hour,
            String x,
            String width,
            String middle,
            boolean ticked,
            long total,
            String label,
            List<Bar> bars) {}

    /** @param stats a document of statistics with its {@code hours} */
    static HoursChart of(JsonNode stats) {
        var hours =
                StreamSupport.stream(stats.path("hours").spliterator(), false).toList();
        long top = nice(hours.stream().mapToLong(HoursChart::total).max().orElse(0));
        double step = WIDTH / (double) Math.max(1, hours.size());
        var columns = new ArrayList<Column>();
        for (int i = 0; i < hours.size(); i++) {
            columns.add(column(hours.get(i), i, step, top, hours.size()));
        }
        var legend = OUTCOMES.stream()
                .map(outcome -> new Part(
                        outcome,
                        hours.stream()
                                .mapToLong(hour -> hour.path(outcome).asLong())
                                .sum()))
                .filter(part -> part.count > 0)
                .toList();
        return new HoursChart(top, List.copyOf(columns), legend);
    }

    public boolean isEmpty() {
        return legend.isEmpty();
    }

    public long half() {
        return most / 2;
    }

    /** All that came. */
    public long sum() {
        return legend.stream().mapToLong(Part::count).sum();
    }

    private static Column column(JsonNode hour, int at, double step, long top, int all) {
        var bars = new ArrayList<Bar>();
        double y = HEIGHT;
        for (var part : parts(hour)) {
            double height = Math.max(1.5, part.count * (double) HEIGHT / top);
            y -= height;
            bars.add(new Bar(part.outcome, number(Math.max(0, y)), number(height)));
        }
        double width = step * (1 - GAP);
        double x = at * step + step * GAP / 2;
        return new Column(
                hour.path("hour").asText(),
                number(x),
                number(width),
                number(x + width / 2),
                (all - 1 - at) % 4 == 0,
                total(hour),
                label(hour),
                List.copyOf(bars));
    }

    private static List<Part> parts(JsonNode hour) {
        return OUTCOMES.stream()
                .map(outcome -> new Part(outcome, hour.path(outcome).asLong()))
                .filter(part -> part.count > 0)
                .toList();
    }

    private static long total(JsonNode hour) {
        return parts(hour).stream().mapToLong(Part::count).sum();
    }

    private static String label(JsonNode hour) {
        var parts = parts(hour);
        return parts.isEmpty()
                ? "nothing"
                : parts.stream().map(part -> part.count + " " + part.outcome).collect(Collectors.joining(", "));
    }

    /** The next even number of few digits: 2, 4, 6, 8, 10, 20 ... 100, 200. */
    private static long nice(long most) {
        long unit = 1;
        while (unit * 10 < most) {
            unit *= 10;
        }
        long steps = (most + unit - 1) / unit;
        long even = (steps + 1) / 2 * 2;
        return Math.max(2, even * unit);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
