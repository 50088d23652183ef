package io.triggergateway.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.expression.Expressions;
import io.triggergateway.expression.Filter;
import io.triggergateway.expression.Key;
import io.triggergateway.expression.Scope;
import io.triggergateway.expression.Transform;
import io.triggergateway.schedule.CompiledSchedule;
import io.triggergateway.schedule.ScheduleCompiler;
import io.triggergateway.schema.PayloadSchema;
import io.triggergateway.secret.Secrets;
import io.triggergateway.trigger.Auth;
import io.triggergateway.trigger.FieldError;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.Subscription;
import io.triggergateway.trigger.Trigger;
import io.triggergateway.verify.CompiledAuth;
import io.triggergateway.verify.Verifiers;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compiles triggers and subscriptions when they are written, so that what cannot run cannot be registered. */
@Singleton
public final class TriggerCompiler {
    private final Verifiers verifiers;
    private final Secrets secrets;

    TriggerCompiler(Verifiers verifiers, Secrets secrets) {
        this.verifiers = verifiers;
        this.secrets = secrets;
    }

    /** Compiles a stored trigger; what this replica lacks makes it broken instead of absent. */
    CompiledTrigger compile(TriggerRecord record, Findings findings) {
        var trigger = record.trigger();
        var config = trigger.config();
        var auth = auth(trigger, findings);
        var schema = schema(trigger, findings);
        var filter = filter(trigger.filter(), Scope.TRIGGER, "/filter", findings);
        var transform = transform(trigger.transform(), Scope.TRIGGER, findings);
        var rate = config.rateLimit();
        var rateKey = rate == null ? null : key(rate.key(), "/config/rateLimit/key", findings);
        var deduplicateKey = key(config.deduplicate().key(), "/config/deduplicate/key", findings);
        var schedule = schedule(trigger, findings);
        return new CompiledTrigger(
                record,
                auth,
                schema,
                filter,
                transform,
                rateKey,
                deduplicateKey,
                events(trigger),
                schedule,
                reason(findings),
                List.of());
    }

    /** Compiles a subscription; null when {@code findings} has errors. */
    @Nullable
    CompiledSubscription compile(Subscription subscription, String pointer, Findings findings) {
        var filter = filter(subscription.filter(), Scope.SUBSCRIPTION, pointer + "/filter", findings);
        var template = subscription.transform();
        var transform = template == null
                ? null
                : Transform.compile(template, Scope.SUBSCRIPTION, pointer + "/transform", findings);
        var sample = subscription.sample();
        var sampleKey = sample == null || sample.key() == null
                ? null
                : Expressions.key(sample.key(), Scope.SUBSCRIPTION, pointer + "/sample/key", findings);
        return findings.isEmpty() ? new CompiledSubscription(subscription, filter, transform, sampleKey) : null;
    }

    /** The owner that encrypted secrets of a trigger are bound to. */
    static String owner(String trigger) {
        return "trigger/" + trigger;
    }

    private @Nullable CompiledAuth auth(Trigger trigger, Findings findings) {
        var endpoint = trigger.endpoint();
        if (endpoint == null || endpoint.auth() instanceof Auth.Shared) {
            return null;
        }
        return verifiers.compile(
                endpoint.auth(),
                "/endpoint/auth",
                (list, pointer, missing) -> secrets.open(list, owner(trigger.name()), pointer, missing),
                findings);
    }

    private static @Nullable PayloadSchema schema(Trigger trigger, Findings findings) {
        var schema = trigger.schema();
        return schema == null ? null : PayloadSchema.compile(schema, "/schema", findings);
    }

    private static @Nullable Filter filter(@Nullable String source, Scope scope, String pointer, Findings findings) {
        return source == null ? null : Expressions.filter(source, scope, pointer, findings);
    }

    private static @Nullable Transform transform(@Nullable JsonNode template, Scope scope, Findings findings) {
        return template == null ? null : Transform.compile(template, scope, "/transform", findings);
    }

    private static @Nullable Key key(@Nullable String source, String pointer, Findings findings) {
        return source == null ? null : Expressions.key(source, Scope.TRIGGER, pointer, findings);
    }

    private static @Nullable CompiledSchedule schedule(Trigger trigger, Findings findings) {
        var schedule = trigger.schedule();
        return schedule == null ? null : ScheduleCompiler.compile(schedule, "/schedule", findings);
    }

    private static EventTypes events(Trigger trigger) {
        var endpoint = trigger.endpoint();
        return new EventTypes(endpoint == null ? List.of() : endpoint.events());
    }

    private static @Nullable String reason(Findings findings) {
        return findings.isEmpty()
                ? null
                : findings.all().stream().map(FieldError::detail).collect(Collectors.joining("; "));
    }
}
