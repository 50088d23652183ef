package io.triggergateway.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Jobs, newest first.
 *
 * @param nextCursor where the next page starts; null on the last one
 */
public record JobPage(List<Job> jobs, @Nullable String nextCursor) {
    public JobPage {
        jobs = List.copyOf(jobs);
    }
}
