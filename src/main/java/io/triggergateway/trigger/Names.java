package io.triggergateway.trigger;

import java.util.Set;
import java.util.regex.Pattern;

/** What triggers, flows, streams, runs and steps may be called. */
public final class Names {
    private static final Pattern TRIGGER = Pattern.compile("[a-z0-9][a-z0-9._-]{0,127}");
    private static final Pattern OTHER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");
    private static final Set<String> RESERVED = Set.of(
            "webhooks",
            "awaits",
            "events",
            "flows",
            "runs",
            "firings",
            "jobs",
            "providers",
            "schedules",
            "schemas",
            "stats",
            "handoff",
            "tokens",
            "audit",
            "login",
            "logout",
            "export",
            "import");

    private Names() {}

    /** Notes what is wrong with the name of a trigger; returns it as it is. */
    public static String trigger(String name, String pointer, Findings findings) {
        if (RESERVED.contains(name)) {
            findings.add(
                    pointer, "Expected a name that the API does not use itself, but '%s' is reserved".formatted(name));
        } else if (!TRIGGER.matcher(name).matches()) {
            findings.add(
                    pointer,
                    "Expected up to 128 lower-case letters, digits, dots, dashes and underscores, starting with a letter or digit");
        }
        return name;
    }

    /** Notes what is wrong with the name of a flow, stream, run or step; returns it as it is. */
    public static String plain(String name, String pointer, Findings findings) {
        if (!OTHER.matcher(name).matches()) {
            findings.add(
                    pointer,
                    "Expected up to 128 letters, digits, dots, colons, dashes and underscores, starting with a letter or digit");
        }
        return name;
    }

    /** Like {@link #plain}; {@code dead}, also as the end after a colon, is taken by the dead letters. */
    public static String stream(String name, String pointer, Findings findings) {
        if (name.equals("dead") || name.endsWith(":dead")) {
            findings.add(pointer, "Expected another name: '%s' is where dead letters go".formatted(name));
        }
        return plain(name, pointer, findings);
    }
}
