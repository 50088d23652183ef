package io.triggergateway.telemetry;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The W3C trace context that a sender gives along. */
public final class Traceparent {
    private static final Pattern FORMAT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private Traceparent() {}

    /** The one among a header's values; null when there is none, or several, or one that is malformed. */
    public static @Nullable String of(List<String> values) {
        return values.size() == 1 && FORMAT.matcher(values.getFirst()).matches() ? values.getFirst() : null;
    }
}
