package io.triggergateway.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.payload.Json;
import io.triggergateway.trigger.AwaitSpec.Kind;
import io.triggergateway.trigger.AwaitSpec.Wait;
import io.triggergateway.trigger.ScheduleSpec.Gap;
import io.triggergateway.trigger.ScheduleSpec.Overlap;
import io.triggergateway.trigger.ScheduleSpec.Repeat;
import io.triggergateway.trigger.ScheduleSpec.Timing;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a step is to wait for, and how much longer it may. Null when something is wrong, which the findings say. */
public final class AwaitReader {
    /** The longest that a step waits for an event or an answer. */
    public static final Duration LONGEST_TIMEOUT = Duration.ofDays(365);

    private static final Duration LONGEST_LOOKBACK = Duration.ofMinutes(10);
    private static final List<String> METHODS = List.of("POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> STANDARD_METHODS = Set.of("POST");
    private static final List<String> OF_ONE_KIND = List.of(
            "delay",
            "at",
            "cron",
            "timezone",
            "event",
            "filter",
            "lookback",
            "path",
            "method",
            "schema",
            "auth",
            "ui",
            "context");
    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_CRON = 200;
    private static final int LONGEST_PATH = 1024;
    private static final int LARGEST_CONTEXT = 64 * 1024;

    private final Fields fields;

    private AwaitReader(Fields fields) {
        this.fields = fields;
    }

    /** What a document asks for; whether it compiles is checked elsewhere. */
    public static @Nullable AwaitSpec read(JsonNode document, Findings findings) {
        var fields = Fields.of(document, "", findings);
        if (fields == null) {
            return null;
        }
        var spec = new AwaitReader(fields).read();
        return findings.isEmpty() ? spec : null;
    }

    /** {@code {timeout}}, how much longer an await waits from now on. */
    public static @Nullable Duration timeout(JsonNode document, Findings findings) {
        var fields = Fields.of(document, "", findings);
        if (fields == null) {
            return null;
        }
        fields.require("timeout", "how long to wait from now on");
        var timeout = timeout(fields);
        fields.done();
        return findings.isEmpty() ? timeout : null;
    }

    private @Nullable AwaitSpec read() {
        fields.require("type", "one of " + Words.list(Kind.class));
        boolean known = known();
        var kind = fields.word("type", Kind.class, Kind.TIME);
        var flow = name("flow");
        var stream = stream();
        var timeout = timeout(fields);
        var remindAfter = fields.positive("remindAfter");
        var wait = known ? wait(kind) : null;
        if (!known) {
            OF_ONE_KIND.forEach(fields::value);
        }
        fields.done();
        return wait == null ? null : new AwaitSpec(wait, flow, stream, timeout, remindAfter);
    }

    private boolean known() {
        var type = fields.value("type");
        return type != null
                && type.isTextual()
                && Words.parse(Kind.class, type.textValue()).isPresent();
    }

    private @Nullable String name(String field) {
        var name = fields.text(field, LONGEST_NAME);
        return name == null || name.isEmpty() ? null : Names.plain(name, fields.at(field), fields.findings());
    }

    private @Nullable String stream() {
        var name = fields.text("stream", LONGEST_NAME);
        return name == null || name.isEmpty() ? null : Names.stream(name, fields.at("stream"), fields.findings());
    }

    private static @Nullable Duration timeout(Fields fields) {
        var timeout = fields.positive("timeout");
        if (timeout != null && timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            fields.refuse("timeout", "Expected at most 365d, but found %dd".formatted(timeout.toDays()));
        }
        return timeout;
    }

    private @Nullable Wait wait(Kind kind) {
        return switch (kind) {
            case TIME -> time();
            case UNTIL -> until();
            case SCHEDULE -> slot();
            case EVENT -> event();
            case WEBHOOK -> webhook();
        };
    }

    private @Nullable Wait time() {
        fields.require("delay", "how long to wait, such as 5m");
        var delay = fields.duration("delay");
        return delay == null ? null : new Wait.Time(delay);
    }

    private @Nullable Wait until() {
        fields.require("at", "a time such as 2026-11-24T09:00:00-05:00");
        var at = fields.instant("at");
        return at == null ? null : new Wait.Until(at);
    }

    private Wait slot() {
        var cron =
                fields.requiredText("cron", LONGEST_CRON, "such as 0 9 * * *").strip();
        var zone = ScheduleReader.zone(fields);
        return new Wait.Slot(new ScheduleSpec(
                new Timing.Cron(cron),
                zone,
                Overlap.ALLOW,
                null,
                ScheduleReader.STANDARD_CATCH_UP,
                Gap.SHIFT,
                Repeat.FIRST,
                null,
                null,
                null,
                null));
    }

    private Wait event() {
        var event = fields.requiredText("event", LONGEST_NAME, "the trigger that is to fire");
        if (!event.isEmpty()) {
            Names.trigger(event, fields.at("event"), fields.findings());
        }
        var filter = fields.text("filter", TriggerReader.LONGEST_EXPRESSION);
        var lookback = fields.positive("lookback");
        if (lookback != null && lookback.compareTo(LONGEST_LOOKBACK) > 0) {
            fields.refuse("lookback", "Expected at most 10m, but found %dm".formatted(lookback.toMinutes()));
        }
        return new Wait.Event(event, filter, lookback, fields.value("schema"));
    }

    private Wait webhook() {
        var schema = fields.value("schema");
        var ui = fields.object("ui");
        if (ui != null) {
            UiReader.check(ui, schema);
        }
        var context = fields.value("context");
        if (context != null && Json.write(context).length > LARGEST_CONTEXT) {
            fields.refuse("context", "Expected at most 65,536 bytes, but there are more");
        }
        return new Wait.Webhook(path(), methods(), schema, auth(), fields.value("ui"), context);
    }

    private @Nullable String path() {
        var written = fields.text("path", LONGEST_PATH);
        if (written == null || written.isEmpty()) {
            return null;
        }
        var path = EndpointPath.read(written, fields.at("path"), fields.findings());
        if (path.contains("{")) {
            fields.refuse("path", "Expected a path without parameters, as an await has one URL, but found some");
        } else if (path.equals("/awaits") || path.startsWith("/awaits/")) {
            fields.refuse("path", "Expected another path: those under /awaits are made by the gateway");
        }
        return path;
    }

    /** Links are followed by scanners of mails, so that GET never resolves. */
    private Set<String> methods() {
        var value = fields.value("method");
        if (value == null) {
            return STANDARD_METHODS;
        }
        if (value.isTextual()) {
            return Set.of(method(value, fields.at("method")));
        }
        var methods = new LinkedHashSet<>(fields.each("method", METHODS.size(), this::method));
        if (methods.isEmpty() && value.isArray() && value.isEmpty()) {
            fields.wrong("method", "at least one of " + String.join(", ", METHODS), value);
        }
        return methods;
    }

    private String method(JsonNode value, String place) {
        var method = value.asText().toUpperCase(Locale.ROOT);
        if (!value.isTextual() || !METHODS.contains(method)) {
            fields.findings()
                    .add(
                            place,
                            "Expected one of %s, but found %s".formatted(String.join(", ", METHODS), Found.of(value)));
        }
        return method;
    }

    /** An empty object says as little as none. */
    private @Nullable Auth auth() {
        var auth = fields.object("auth");
        return auth == null || Objects.requireNonNull(fields.value("auth")).isEmpty() ? null : AuthReader.read(auth);
    }
}
