package io.triggergateway.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a caller may do: a ladder, each step may do all that the one below may. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Also emits, awaits and reports. */
    ENGINE,
    /** Also executes, replays, enables and resolves. */
    OPERATOR,
    /** Everything. */
    ADMIN;

    /** True when a caller with this role may do what asks for {@code needed}. */
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** The role as it is written in configuration and documents, such as {@code viewer}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that word; empty for any other text, also for another case. */
    public static Optional<Role> of(String word) {
        return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
