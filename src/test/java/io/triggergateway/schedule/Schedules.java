package io.triggergateway.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.ScheduleSpec.Gap;
import io.triggergateway.trigger.ScheduleSpec.Repeat;
import io.triggergateway.trigger.TriggerReader;
import io.triggergateway.trigger.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Schedules as people write them, compiled. */
final class Schedules {
    private static final YAMLMapper YAML = new YAMLMapper();

    private Schedules() {}

    /** A schedule that is right; {@code fields} are its YAML, such as {@code cron: "0 2 * * *", timezone: Asia/Tokyo}. */
    static CompiledSchedule of(String fields) {
        var findings = new Findings();
        var compiled = compile(fields, findings);
        assertThat(findings.all()).as(fields).isEmpty();
        return Objects.requireNonNull(compiled);
    }

    static CompiledSchedule cron(String expression, String zone, Gap gap, Repeat repeat) {
        return of("cron: \"%s\", timezone: %s, dst: {gap: %s, repeat: %s}"
                .formatted(expression, zone, Words.of(gap), Words.of(repeat)));
    }

    static @Nullable CompiledSchedule compile(String fields, Findings findings) {
        var trigger = TriggerReader.read(yaml("{name: a, type: schedule, schedule: {%s}}".formatted(fields)), findings);
        var spec = trigger == null ? null : trigger.schedule();
        return spec == null ? null : ScheduleCompiler.compile(spec, "/schedule", findings);
    }

    static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static JsonNode resource(String path) {
        try (var stream = Objects.requireNonNull(Schedules.class.getResourceAsStream(path), path)) {
            return YAML.readTree(stream);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
