package io.triggergateway.job;

import java.util.HashMap;
import java.util.Map;

/**
 * How many things a job has dealt with, each in exactly one of the three.
 *
 * @param done what was wanted has happened
 * @param skipped there was nothing to do
 * @param failed what was wanted could not happen
 * @param details the same by kind, and whatever else is worth counting, by name
 */
public record Progress(long done, long skipped, long failed, Map<String, Long> details) {
    /** Nothing yet. */
    public static final Progress NONE = new Progress(0, 0, 0, Map.of());

    public Progress {
        details = Map.copyOf(details);
    }

    /** All of it. */
    public long sum() {
        return done + skipped + failed;
    }

    /** One more that was done, counted under {@code detail} too. */
    public Progress plusDone(String detail) {
        return new Progress(done + 1, skipped, failed, more(detail));
    }

    /** One more that was skipped, counted under {@code detail} too. */
    public Progress plusSkipped(String detail) {
        return new Progress(done, skipped + 1, failed, more(detail));
    }

    /** One more that failed, counted under {@code detail} too. */
    public Progress plusFailed(String detail) {
        return new Progress(done, skipped, failed + 1, more(detail));
    }

    /** The same, with one more of {@code detail} only. */
    public Progress noting(String detail) {
        return new Progress(done, skipped, failed, more(detail));
    }

    private Map<String, Long> more(String detail) {
        var more = new HashMap<>(details);
        more.merge(detail, 1L, Long::sum);
        return more;
    }
}
