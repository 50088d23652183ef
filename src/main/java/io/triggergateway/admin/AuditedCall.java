package io.triggergateway.admin;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts a call into words: a verb, a noun, and the name of the thing. The path has them all. */
record AuditedCall(String method, List<String> segments) {
    private static final String ROOT = "/api/_triggers";
    /** What pages call by other words than the API. */
    private static final Map<String, String> ON_PAGES = Map.of("new", "create", "edit", "put");

    private static final Set<String> ALONE = Set.of("login", "logout", "import");
    private static final Map<String, String> NOUNS = Map.of(
            "flows", "flow",
            "subscriptions", "subscription",
            "firings", "firing",
            "jobs", "job",
            "dead", "dead letter",
            "groups", "group",
            "tokens", "token",
            "awaits", "await",
            "pairing", "pairing");

    /** @param template the path with its parameters in braces */
    static AuditedCall of(String method, String template) {
        var rest = template.startsWith(ROOT) ? template.substring(ROOT.length()) : template;
        var segments = Stream.of(rest.split("/")).filter(segment -> !segment.isEmpty());
        return new AuditedCall(method, segments.toList());
    }

    /** Such as {@code disable trigger}. */
    String what() {
        var verb = verb();
        return ALONE.contains(verb) ? verb : verb + " " + noun();
    }

    /** Such as {@code flow}; {@code trigger} where the path says no other. */
    String noun() {
        return segments.reversed().stream()
                .filter(NOUNS::containsKey)
                .map(NOUNS::get)
                .findFirst()
                .orElse("trigger");
    }

    /** The values of the path's parameters, with slashes between; empty when it has none. */
    String name(Function<String, String> value) {
        return segments.stream()
                .filter(segment -> segment.startsWith("{"))
                .map(segment -> value.apply(segment.substring(1, segment.length() - 1)))
                .collect(Collectors.joining("/"));
    }

    private String verb() {
        return switch (method) {
            case "PUT" -> "put";
            case "PATCH" -> "patch";
            case "DELETE" -> "delete";
            default ->
                segments.isEmpty() || isThing(segments.getLast())
                        ? "create"
                        : ON_PAGES.getOrDefault(segments.getLast(), segments.getLast());
        };
    }

    private static boolean isThing(String segment) {
        return segment.startsWith("{") || NOUNS.containsKey(segment);
    }
}
