package io.triggergateway.awaits;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.expression.Expressions;
import io.triggergateway.expression.Filter;
import io.triggergateway.expression.Scope;
import io.triggergateway.schedule.ScheduleCompiler;
import io.triggergateway.schema.PayloadSchema;
import io.triggergateway.trigger.Auth;
import io.triggergateway.trigger.AwaitSpec;
import io.triggergateway.trigger.AwaitSpec.Wait;
import io.triggergateway.trigger.Findings;
import io.triggergateway.verify.CompiledAuth;
import io.triggergateway.verify.Verifiers;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles awaits when they are registered, so that what cannot end as it should is not registered. */
@Singleton
final class AwaitCompiler {

    /** May carry credentials, so that whoever looks at a firing later does not see them. */
    private static final Set<String> UNRECORDED = Set.of("query", "params");

    private final Verifiers verifiers;
    private final AwaitSecrets secrets;
    private final AwaitConfig config;

    AwaitCompiler(Verifiers verifiers, AwaitSecrets secrets, AwaitConfig config) {
        this.verifiers = verifiers;
        this.secrets = secrets;
        this.config = config;
    }

    /** How long an event or an answer is waited for. */
    Duration timeout(AwaitSpec spec) {
        return Objects.requireNonNullElse(spec.timeout(), config.timeout());
    }

    /** What can run of an await as it is stored; the findings say what cannot. */
    CompiledAwait compile(AwaitSpec spec, Place place, Findings findings) {
        checkReminder(spec, findings);
        return switch (spec.on()) {
            case Wait.Time time -> new CompiledAwait(spec, null, null, null, null);
            case Wait.Until until -> new CompiledAwait(spec, null, null, null, null);
            case Wait.Slot(var schedule) ->
                new CompiledAwait(spec, null, null, null, ScheduleCompiler.compile(schedule, "", findings));
            case Wait.Event event ->
                new CompiledAwait(spec, schema(event.schema(), findings), null, filter(event.filter(), findings), null);
            case Wait.Webhook webhook ->
                new CompiledAwait(
                        spec, schema(webhook.schema(), findings), auth(webhook.auth(), place, findings), null, null);
        };
    }

    private void checkReminder(AwaitSpec spec, Findings findings) {
        var remindAfter = spec.remindAfter();
        var longest = switch (spec.on()) {
            case Wait.Time(var delay) -> delay;
            case Wait.Event event -> timeout(spec);
            case Wait.Webhook webhook -> timeout(spec);
            case Wait.Until until -> null;
            case Wait.Slot slot -> null;
        };
        if (remindAfter != null && longest != null && remindAfter.compareTo(longest) >= 0) {
            findings.add(
                    "/remindAfter",
                    "Expected a reminder before the await ends after %,d ms, but it would come after %,d ms"
                            .formatted(longest.toMillis(), remindAfter.toMillis()));
        }
    }

    private static @Nullable Filter filter(@Nullable String source, Findings findings) {
        var filter = source == null ? null : Expressions.filter(source, Scope.TRIGGER, "/filter", findings);
        if (filter != null && !Collections.disjoint(filter.names(), UNRECORDED)) {
            findings.add(
                    "/filter",
                    "Expected a filter over what a firing's record has, but it reads query or params, which are not recorded");
        }
        return filter;
    }

    private static @Nullable PayloadSchema schema(@Nullable JsonNode schema, Findings findings) {
        return schema == null ? null : PayloadSchema.compile(schema, "/schema", findings);
    }

    /** Whoever has the token needs no more where nothing else is asked for. */
    private @Nullable CompiledAuth auth(@Nullable Auth auth, Place place, Findings findings) {
        return verifiers.compile(
                Objects.requireNonNullElseGet(auth, Auth.None::new),
                AwaitSecrets.AUTH,
                (list, pointer, missing) -> secrets.open(list, place, pointer, missing),
                findings);
    }
}
