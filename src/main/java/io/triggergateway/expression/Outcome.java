package io.triggergateway.expression;

import org.jspecify.annotations.Nullable;

/** What a filter says about one firing. */
public sealed interface Outcome {
    /** It lets the firing through. */
    record Matches() implements Outcome {}

    /**
     * It does not.
     *
     * @param reason why the filter failed; null when it simply was false
     */
    record Differs(@Nullable String reason) implements Outcome {}
}
