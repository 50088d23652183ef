package io.triggergateway.job;

import org.jspecify.annotations.Nullable;

/** What a step of a job has done, and how it goes on. */
public sealed interface JobStep {
    /** What this step alone has dealt with. */
    Progress progress();

    /** How many firings it has made: they count against the rate. */
    int fired();

    /**
     * There is more to do.
     *
     * @param cursor where the next step starts; another one than this step's
     * @param total how many things there are in all; null when it is not known, or known already
     */
    record Went(
            String cursor,
            Progress progress,
            int fired,
            @Nullable Long total) implements JobStep {}

    /**
     * It cannot go on now, and is tried again in some seconds.
     *
     * @param cursor where the next step starts; the same as this step's when nothing was done
     * @param reason a sentence that says what it waits for
     */
    record Waits(@Nullable String cursor, Progress progress, int fired, String reason) implements JobStep {}

    /** Nothing is left. */
    record Finished(Progress progress, int fired) implements JobStep {}

    /** It will never go on; {@code error} says why, for people. */
    record Failed(Progress progress, int fired, String error) implements JobStep {}
}
