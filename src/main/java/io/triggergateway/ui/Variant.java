package io.triggergateway.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The two places of a definition that take one of several shapes: how a schedule is timed, and how senders prove themselves. */
final class Variant {
    static final String AUTH = "auth";
    static final String TIMING = "timing";
    /** A kind that the form has no fields for, and leaves as it is. */
    static final String OTHER = "other";

    private static final List<String> TIMINGS = List.of("cron", "at", "every", "interval", "once");
    private static final Set<String> AUTHS = Set.of("bearer", "apikey", "basic", "jwt", "ip", "shared", "none");
    private static final Place AT_AUTH = Place.of("/endpoint/auth");
    private static final Place AT_PROVIDER = Place.of("/endpoint/auth/provider");
    private static final String MASK = "***";

    private Variant() {}

    /** How senders of a definition prove themselves; empty where nothing is said. */
    static String auth(JsonNode definition) {
        var auth = definition.at("/endpoint/auth");
        var type = auth.path("type").asText();
        if (type.equals("signature")) {
            return Stream.of("provider", "header").filter(auth::has).findFirst().orElse(OTHER);
        }
        return type.isEmpty() || AUTHS.contains(type) ? type : OTHER;
    }

    /** How a definition's schedule is timed; empty where nothing is said. */
    static String timing(JsonNode definition) {
        return TIMINGS.stream()
                .filter(definition.path("schedule")::has)
                .findFirst()
                .orElse("");
    }

    /** Makes the definition one of the kinds that have been chosen, without what belonged to others. */
    static Entered choose(ObjectNode definition, Entered entered) {
        var auth = entered.text(AUTH);
        if (!auth.isEmpty() && !auth.equals(OTHER) && !auth.equals(auth(definition))) {
            var type = auth.equals("provider") || auth.equals("header") ? "signature" : auth;
            AT_AUTH.set(definition, definition.objectNode().put("type", type));
        }
        var timing = entered.text(TIMING);
        if (!timing.isEmpty() && definition.path("schedule") instanceof ObjectNode schedule) {
            schedule.remove(
                    TIMINGS.stream().filter(each -> !each.equals(timing)).toList());
        }
        return auth.equals("provider") ? forgetOtherSender(definition, entered) : entered;
    }

    /** What is stored for one sender is nothing to another. */
    private static Entered forgetOtherSender(ObjectNode definition, Entered entered) {
        var before = AT_PROVIDER.in(definition).asText();
        if (before.isEmpty() || before.equals(entered.text("/endpoint/auth/provider"))) {
            return entered;
        }
        AT_AUTH.set(definition, definition.objectNode().put("type", "signature"));
        return entered.text("/endpoint/auth/secret").equals(MASK) ? entered.with("/endpoint/auth/secret", "") : entered;
    }
}
