package io.triggergateway.trigger;

import java.util.List;

/** Which CloudEvents fire an event trigger; an empty list matches everything, {@code *} is a wildcard. */
public record Match(List<String> types, List<String> sources, List<String> subjects) {
    public Match {
        types = List.copyOf(types);
        sources = List.copyOf(sources);
        subjects = List.copyOf(subjects);
    }
}
