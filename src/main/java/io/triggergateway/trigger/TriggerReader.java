package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a trigger's document and collects everything that is wrong with it. */
public final class TriggerReader {
    /** The longest CEL expression, in characters. */
    static final int LONGEST_EXPRESSION = 10_000;

    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_DESCRIPTION = 10_000;
    private static final int MOST_TAGS = 50;
    private static final int LONGEST_TAG = 64;
    private static final int MOST_FLOWS = 500;
    private static final int MOST_PATTERNS = 100;
    private static final int LONGEST_PATTERN = 500;

    private final Fields fields;
    private final Findings findings;

    private TriggerReader(Fields fields, Findings findings) {
        this.fields = fields;
        this.findings = findings;
    }

    /**
     * The trigger that a document defines; null when {@code findings} has errors.
     *
     * <p>What needs more than the document is checked elsewhere: whether expressions and schemas compile, whether
     * providers and secrets exist, whether a schedule ever fires.
     */
    public static @Nullable Trigger read(JsonNode document, Findings findings) {
        var fields = Fields.of(document, "", findings);
        if (fields == null) {
            return null;
        }
        var trigger = new TriggerReader(fields, findings).trigger();
        return findings.errors().isEmpty() ? trigger : null;
    }

    private Trigger trigger() {
        var name = fields.requiredText("name", LONGEST_NAME, "the trigger's unique name");
        if (!name.isEmpty()) {
            Names.trigger(name, fields.at("name"), findings);
        }
        fields.require("type", "one of " + Words.list(TriggerType.class));
        var type = fields.word("type", TriggerType.class, TriggerType.MANUAL);
        refuseWhatDoesNotFit(type);
        var schema = schema();
        var trigger = new Trigger(
                name,
                type,
                fields.text("displayName", LONGEST_TITLE),
                fields.text("description", LONGEST_DESCRIPTION),
                fields.text("source", LONGEST_TITLE),
                fields.texts("tags", MOST_TAGS, LONGEST_TAG),
                enabled(),
                flows(),
                type == TriggerType.WEBHOOK ? endpoint() : null,
                type == TriggerType.SCHEDULE ? schedule() : null,
                type == TriggerType.SCHEDULE ? fields.value("data") : null,
                ui(schema),
                type == TriggerType.EVENT ? match() : null,
                schema,
                fields.text("filter", LONGEST_EXPRESSION),
                Transforms.read(fields),
                ConfigReader.read(fields.object("config")));
        fields.done();
        return trigger;
    }

    /** Without a readable type nobody can say what fits. */
    private void refuseWhatDoesNotFit(TriggerType type) {
        var known = fields.value("type");
        if (known == null || !known.isTextual() || !type.word().equals(known.textValue())) {
            List.of("endpoint", "schedule", "data", "match").forEach(fields::value);
            return;
        }
        onlyFor(TriggerType.WEBHOOK, type, "endpoint");
        onlyFor(TriggerType.SCHEDULE, type, "schedule");
        onlyFor(TriggerType.SCHEDULE, type, "data");
        onlyFor(TriggerType.EVENT, type, "match");
    }

    private void onlyFor(TriggerType owner, TriggerType type, String name) {
        if (owner != type) {
            fields.refuseIfPresent(
                    name,
                    "Expected '%s' only where type is %s, but this trigger's type is %s"
                            .formatted(name, owner.word(), type.word()));
        }
    }

    private boolean enabled() {
        scope();
        var here = fields.flag("enabled");
        var schedule = fields.value("schedule");
        var there = schedule == null ? null : schedule.get("enabled");
        if (here != null && there != null && there.isBoolean() && there.booleanValue() != here) {
            fields.refuse(
                    "enabled", "Expected 'enabled' and 'schedule.enabled' to agree, but one is true and one false");
        }
        var fallback = there == null || !there.isBoolean() || there.booleanValue();
        return Objects.requireNonNullElse(here, fallback);
    }

    private void scope() {
        var scope = fields.value("scope");
        if (scope != null && !scope.asText().equals("flow")) {
            fields.wrong("scope", "'flow' (an await is registered with PUT /awaits/{runId}/{stepId})", scope);
        }
    }

    private List<String> flows() {
        return fields.each(
                "expectedSubscribers",
                MOST_FLOWS,
                (value, place) -> Names.plain(value.isTextual() ? value.textValue() : "", place, findings));
    }

    private @Nullable Endpoint endpoint() {
        fields.require("endpoint", "where the webhook is served");
        var endpoint = fields.object("endpoint");
        return endpoint == null ? null : EndpointReader.read(endpoint);
    }

    private @Nullable ScheduleSpec schedule() {
        fields.require("schedule", "when it fires");
        var schedule = fields.object("schedule");
        return schedule == null ? null : ScheduleReader.read(schedule);
    }

    private @Nullable JsonNode ui(@Nullable JsonNode schema) {
        var ui = fields.object("ui");
        if (ui != null) {
            UiReader.check(ui, schema);
        }
        return fields.value("ui");
    }

    private @Nullable Match match() {
        var match = fields.object("match");
        if (match == null) {
            return null;
        }
        var read = new Match(
                match.texts("types", MOST_PATTERNS, LONGEST_PATTERN),
                match.texts("sources", MOST_PATTERNS, LONGEST_PATTERN),
                match.texts("subjects", MOST_PATTERNS, LONGEST_PATTERN));
        match.done();
        return read;
    }

    private @Nullable JsonNode schema() {
        var schema = fields.value("schema");
        if (schema != null && !schema.isObject() && !schema.isBoolean()) {
            fields.wrong("schema", "a JSON Schema: an object, true or false", schema);
        }
        return schema;
    }
}
