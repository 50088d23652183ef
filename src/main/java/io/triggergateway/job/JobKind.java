package io.triggergateway.job;

import org.jspecify.annotations.Nullable;

/**
 * A kind of bulk work, as a CDI bean. The replica that runs a job may die at any point, and another one repeats the
 * step under way; two may even run the same step at once. So whatever a step does is made from the job and the cursor
 * alone, and does nothing when it is done again.
 */
public interface JobKind {
    /** The word that jobs are known by, such as {@code replay}; it never changes. */
    String kind();

    /**
     * Does a part of the work, within a second or so; waits for Redis. A RedisFault, and nothing else, means that the
     * step is repeated later.
     *
     * @param cursor where to start, as the step before has said; before the first one what the job was made with
     * @param most how many firings it may make, at least 1
     */
    JobStep step(Job job, @Nullable String cursor, int most);
}
