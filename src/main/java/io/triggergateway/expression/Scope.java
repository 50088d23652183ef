package io.triggergateway.expression;

import java.util.List;
import java.util.stream.Stream;

/** Where an expression stands, and so which names it may use. */
public enum Scope {
    /** At a trigger or an await. */
    TRIGGER,
    /** At a subscription, after the trigger's transform: {@code data} is known too. */
    SUBSCRIPTION,
    /** Where a sender is judged, before anything is parsed for other ends: {@code body} and {@code secret} are known. */
    PROOF;

    private static final List<String> EVERYWHERE =
            List.of("payload", "event", "headers", "query", "params", "method", "ip", "trigger", "now");

    /** The names that may be used, in the order in which they are told to people. */
    public List<String> names() {
        return switch (this) {
            case TRIGGER -> EVERYWHERE;
            case PROOF -> List.of("body", "payload", "headers", "query", "method", "url", "ip", "secret", "now");
            case SUBSCRIPTION ->
                Stream.concat(EVERYWHERE.stream(), Stream.of("data")).toList();
        };
    }
}
