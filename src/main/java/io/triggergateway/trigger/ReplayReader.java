package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what somebody wants to be fired again. */
public final class ReplayReader {
    private static final int MOST_FLOWS = 100;
    private static final int LONGEST_FILTER = 10_000;
    private static final int LONGEST_NAME = 128;
    private static final long MOST = 10_000_000;

    private ReplayReader() {}

    /**
     * The flows to start; empty for all. Null when something is wrong, which is noted in {@code findings}.
     *
     * @param document null for none
     */
    public static @Nullable List<String> flows(@Nullable JsonNode document, Findings findings) {
        if (document == null) {
            return List.of();
        }
        var fields = Fields.of(document, "", findings);
        if (fields == null) {
            return null;
        }
        var flows = flows(fields);
        fields.done();
        return findings.isEmpty() ? flows : null;
    }

    /**
     * Null when something is wrong, which is noted in {@code findings}.
     *
     * @param document null for none
     */
    public static @Nullable ReplaySelection selection(@Nullable JsonNode document, Findings findings) {
        var given = document == null ? JsonNodeFactory.instance.objectNode() : document;
        var fields = Fields.of(given, "", findings);
        if (fields == null) {
            return null;
        }
        var from = fields.instant("from");
        var to = fields.instant("to");
        var last = fields.whole("last", 1, MOST);
        var filter = fields.text("filter", LONGEST_FILTER);
        var flows = flows(fields);
        var statuses = statuses(fields);
        var replays = fields.flag("replays");
        var dryRun = fields.flag("dryRun");
        fields.done();
        if (from != null && to != null && from.isAfter(to)) {
            fields.refuse("to", "Expected 'to' not to be before 'from', but it is");
        }
        if (Stream.of("from", "to", "last").noneMatch(fields::has)) {
            findings.add("", "Expected 'from', 'to' or 'last', which say how far back to go, but there is none");
        }
        return findings.isEmpty()
                ? new ReplaySelection(
                        from,
                        to,
                        last,
                        filter,
                        flows,
                        statuses,
                        Objects.requireNonNullElse(replays, false),
                        Objects.requireNonNullElse(dryRun, false))
                : null;
    }

    private static List<String> flows(Fields fields) {
        var flows = fields.each("flows", MOST_FLOWS, (value, place) -> {
            var name = Fields.text(value, place, LONGEST_NAME, fields.findings());
            return name.isEmpty() ? name : Names.plain(name, place, fields.findings());
        });
        if (flows.isEmpty() && fields.has("flows") && fields.findings().isEmpty()) {
            fields.refuse("flows", "Expected at least one flow, but the list is empty; leave it out for all of them");
        }
        return flows.stream().distinct().toList();
    }

    /** One word or a list of them. */
    private static List<FiringStatus> statuses(Fields fields) {
        var value = fields.value("status");
        if (value == null) {
            return List.of();
        }
        var statuses = value.isTextual()
                ? List.of(status(value, fields.at("status"), fields.findings()))
                : fields.each(
                        "status",
                        FiringStatus.values().length,
                        (each, place) -> status(each, place, fields.findings()));
        return statuses.stream().flatMap(Optional::stream).distinct().toList();
    }

    private static Optional<FiringStatus> status(JsonNode value, String place, Findings findings) {
        var status = Words.parse(FiringStatus.class, value.isTextual() ? value.textValue() : "");
        if (status.isEmpty()) {
            findings.add(
                    place,
                    "Expected one of %s, but found %s".formatted(Words.list(FiringStatus.class), Found.of(value)));
        }
        return status;
    }
}
