package io.triggergateway.verify;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Compares the times of guesses that are right up to different places, with Welch's t test. */
final class ComparisonTiming {
    private static final int LENGTH = 32;
    private static final int SAMPLES = 8_000;
    private static final int BATCH = 64;

    /** What dudect, a tool for this, takes as the sign of a leak. */
    private static final double LIMIT = 4.5;

    /** Times of the slowest are those of interruptions. */
    private static final double KEPT = 0.9;

    private interface Comparison {
        boolean same(byte[] secret, byte[] guess);
    }

    private record Figures(double median, double mean, double variance, int count) {
        /** Welch's statistic: how far two means are apart, in units of their standard error. */
        double t(Figures other) {
            return (mean - other.mean) / Math.sqrt(variance / count + other.variance / other.count);
        }
    }

    private final Random random = new Random();
    private final byte[] secret = new byte[LENGTH];
    private final byte[][] guesses = new byte[LENGTH][];
    private int matches;

    private ComparisonTiming() {
        random.nextBytes(secret);
        for (var right = 0; right < LENGTH; right++) {
            guesses[right] = secret.clone();
            for (var at = right; at < LENGTH; at++) {
                guesses[right][at] ^= (byte) 0xa5;
            }
        }
    }

    public static void main(String... arguments) {
        var timing = new ComparisonTiming();
        System.out.printf(
                Locale.ROOT,
                "Guesses with 0 to %d of %d leading bytes right, %d samples of %d comparisons each; limit |t| < %.1f%n",
                LENGTH - 1,
                LENGTH,
                SAMPLES,
                BATCH,
                LIMIT);
        timing.report("comparison of secrets", SecretComparison::same);
        timing.report("comparison of HMACs", (secret, guess) -> HmacMatcher.anyEquals(secret, List.of(guess)));
        timing.report("control: stops at the first difference", ComparisonTiming::stopsEarly);
        if (timing.matches > 0) {
            throw new AssertionError("A wrong guess was taken for the secret");
        }
    }

    private static boolean stopsEarly(byte[] secret, byte[] guess) {
        if (secret.length != guess.length) {
            return false;
        }
        for (var at = 0; at < secret.length; at++) {
            if (secret[at] != guess[at]) {
                return false;
            }
        }
        return true;
    }

    private void report(String name, Comparison comparison) {
        measure(comparison);
        var figures = measure(comparison);
        var most = 0;
        for (var right = 1; right < LENGTH; right++) {
            if (Math.abs(figures[0].t(figures[right])) > Math.abs(figures[0].t(figures[most]))) {
                most = right;
            }
        }
        var ends = Math.abs(figures[0].t(figures[LENGTH - 1]));
        var largest = Math.abs(figures[0].t(figures[most]));
        System.out.printf(
                Locale.ROOT,
                "%-40s |t| of 0 to %d right: %8.2f   largest: %8.2f (0 to %d)   median ns: %.1f (0), %.1f (%d)   %s%n",
                name,
                LENGTH - 1,
                ends,
                largest,
                most,
                figures[0].median(),
                figures[LENGTH - 1].median(),
                LENGTH - 1,
                largest < LIMIT ? "tells nothing" : "tells");
    }

    /** All guesses take turns in random order, through one array, so that nothing but their bytes differs. */
    private Figures[] measure(Comparison comparison) {
        var times = new double[LENGTH][SAMPLES];
        var counts = new int[LENGTH];
        var guess = new byte[LENGTH];
        var order = new int[LENGTH];
        Arrays.setAll(order, right -> right);
        for (var sample = 0; sample < SAMPLES; sample++) {
            shuffle(order);
            for (var right : order) {
                System.arraycopy(guesses[right], 0, guess, 0, LENGTH);
                times[right][counts[right]++] = time(comparison, guess);
            }
        }
        return Arrays.stream(times).map(ComparisonTiming::figures).toArray(Figures[]::new);
    }

    private double time(Comparison comparison, byte[] guess) {
        var start = System.nanoTime();
        for (var turn = 0; turn < BATCH; turn++) {
            matches += comparison.same(secret, guess) ? 1 : 0;
        }
        return (System.nanoTime() - start) / (double) BATCH;
    }

    private void shuffle(int[] order) {
        for (var last = order.length - 1; last > 0; last--) {
            var other = random.nextInt(last + 1);
            var kept = order[last];
            order[last] = order[other];
            order[other] = kept;
        }
    }

    private static Figures figures(double[] times) {
        var sorted = times.clone();
        Arrays.sort(sorted);
        var kept = Arrays.copyOf(sorted, (int) (sorted.length * KEPT));
        var mean = Arrays.stream(kept).average().orElseThrow();
        var squares =
                Arrays.stream(kept).map(time -> (time - mean) * (time - mean)).sum();
        return new Figures(sorted[sorted.length / 2], mean, squares / (kept.length - 1), kept.length);
    }
}
