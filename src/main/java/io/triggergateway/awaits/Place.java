package io.triggergateway.awaits;

import io.triggergateway.accept.Ids;
import io.triggergateway.redis.Keys;

/** A step of a run, which waits for one thing at a time. Neither name has a slash. */
public record Place(String runId, String stepId) {
    /** As scripts and keys have it. */
    String text() {
        return runId + "/" + stepId;
    }

    static Place of(String text) {
        int slash = text.indexOf('/');
        return new Place(text.substring(0, slash), text.substring(slash + 1));
    }

    /** The partition of the run: that of its id where the gateway has made it, whatever the number of partitions is now. */
    int home(Keys keys) {
        int made = Ids.partitionOf(runId);
        return made >= 0 && made < keys.partitions() ? made : keys.partitionFor(runId);
    }
}
