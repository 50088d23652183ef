package io.triggergateway.ui;

import io.triggergateway.handoff.LagHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How far behind a group was within the last hour, as places in a picture of {@link #WIDTH} by {@link #HEIGHT}.
 *
 * @param now at the end; -1 when nobody has looked for a minute
 * @param most of the hour
 * @param lines one for each stretch that was seen without a gap
 * @param areas what is below each
 */
record LagChart(String stream, String group, long now, long most, List<String> lines, List<String> areas) {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 90;
    private static final double STEP = WIDTH / (double) (LagHistory.MINUTES - 1);

    static LagChart of(LagHistory.Series series) {
        var lags = series.lags();
        long most = lags.stream().mapToLong(Long::longValue).max().orElse(0);
        var lines = new ArrayList<String>();
        var areas = new ArrayList<String>();
        int begin = 0;
        for (int i = 0; i <= lags.size(); i++) {
            if (i == lags.size() || lags.get(i) < 0) {
                if (i > begin) {
                    var line = line(lags, begin, i, Math.max(1, most));
                    lines.add(line);
                    areas.add(point(begin * STEP, HEIGHT) + line + point(x(i - 1, begin), HEIGHT));
                }
                begin = i + 1;
            }
        }
        // Minutes end with their last look; the one before says more than none.
        long now = Math.max(lags.getLast(), lags.getLast() < 0 ? lags.get(lags.size() - 2) : -1);
        return new LagChart(series.stream(), series.group(), now, Math.max(0, most), lines, areas);
    }

    private static String line(List<Long> lags, int begin, int end, long top) {
        var points = new StringBuilder();
        for (int i = begin; i < end; i++) {
            points.append(point(i * STEP, HEIGHT - lags.get(i) * (double) HEIGHT / top));
        }
        // A single minute would be a point, which nobody sees.
        return end - begin == 1
                ? points.append(point(x(begin, begin), HEIGHT - lags.get(begin) * (double) HEIGHT / top))
                        .toString()
                : points.toString();
    }

    /** Where a stretch ends that began there: a single minute is as wide as any. */
    private static double x(int last, int begin) {
        return last == begin ? Math.min(WIDTH, (last + 1) * STEP) : last * STEP;
    }

    private static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f ", x, y);
    }
}
