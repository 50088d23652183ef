package io.triggergateway.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.handoff.Streams;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.FlowReader;
import io.triggergateway.trigger.Origin;
import io.triggergateway.trigger.Subscription;
import io.triggergateway.trigger.SubscriptionReader;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes flows: their subscriptions are checked, compiled and put in force, and their streams made. */
@Singleton
public final class FlowRegistrar {
    private static final int ATTEMPTS = 5;

    private final RegistryStore store;
    private final Registry registry;
    private final TriggerCompiler compiler;
    private final Streams streams;

    FlowRegistrar(RegistryStore store, Registry registry, TriggerCompiler compiler, Streams streams) {
        this.store = store;
        this.registry = registry;
        this.compiler = compiler;
        this.streams = streams;
    }

    /**
     * Makes a document's subscriptions the only ones of a flow.
     *
     * @param ifMatch the entity tag that the caller saw; null replaces whatever is there
     * @param dryRun true checks only
     */
    public Registration replace(String flow, JsonNode document, @Nullable String ifMatch, boolean dryRun) {
        return replace(flow, document, ifMatch, dryRun, Set.of());
    }

    /** Checks a document as {@link #replace} does, and writes nothing; {@code coming} are triggers yet to be written. */
    public Registration check(String flow, JsonNode document, Set<String> coming) {
        return replace(flow, document, null, true, coming);
    }

    private Registration replace(
            String flow, JsonNode document, @Nullable String ifMatch, boolean dryRun, Set<String> coming) {
        var findings = new Findings();
        var read = FlowReader.read(document, flow, findings);
        if (read == null) {
            return new Registration.Invalid(findings.errors());
        }
        for (int i = 0; i < read.subscriptions().size(); i++) {
            if (!coming.contains(read.subscriptions().get(i).trigger())) {
                checkTrigger(read.subscriptions().get(i), "/subscribe/" + i, findings);
            }
        }
        return change(flow, ifMatch, dryRun, findings, former -> read.subscriptions());
    }

    /** Subscribes a flow to one more trigger, or changes that subscription. */
    public Registration subscribe(String trigger, String flow, @Nullable JsonNode body) {
        var findings = new Findings();
        var subscription = SubscriptionReader.read(body, trigger, flow, findings);
        if (subscription == null) {
            return new Registration.Invalid(findings.errors());
        }
        return change(flow, null, false, findings, former -> {
            var all = new ArrayList<>(without(former, trigger));
            all.add(subscription);
            return all;
        });
    }

    /** Ends a flow's subscription to one trigger. */
    public Registration unsubscribe(String trigger, String flow) {
        boolean there = store.findFlow(flow)
                .map(record -> record.subscriptions().stream()
                        .anyMatch(each -> each.trigger().equals(trigger)))
                .orElse(false);
        return there
                ? change(flow, null, false, new Findings(), former -> without(former, trigger))
                : new Registration.NotFound();
    }

    /** Ends all subscriptions of a flow. */
    public Registration delete(String flow, @Nullable String ifMatch) {
        return store.findFlow(flow).isEmpty()
                ? new Registration.NotFound()
                : change(flow, ifMatch, false, new Findings(), former -> List.of());
    }

    /** Writes a flow of a file; unchanged ones are left alone, and unknown triggers may still come. */
    Registration putStatic(String flow, List<Subscription> subscriptions, String file) {
        var former = store.findFlow(flow).orElse(null);
        if (former != null && former.origin() != Origin.STATIC) {
            return new Registration.Conflict(
                    "Expected a free name, but flow '%s' was registered over REST".formatted(flow));
        }
        var record = new FlowRecord(flow, subscriptions, Origin.STATIC, file, former == null ? 0 : former.version());
        if (former != null && record.equals(former)) {
            return new Registration.FlowDone(former, false);
        }
        var findings = new Findings();
        compile(subscriptions, findings);
        return findings.isEmpty() ? write(record, former) : new Registration.Invalid(findings.all());
    }

    Registration removeStatic(FlowRecord record) {
        return write(
                new FlowRecord(record.flow(), List.of(), record.origin(), record.file(), record.version()), record);
    }

    private Registration change(
            String flow,
            @Nullable String ifMatch,
            boolean dryRun,
            Findings findings,
            UnaryOperator<List<Subscription>> change) {
        Registration result = new Registration.OtherVersion();
        for (int attempt = 0; attempt < ATTEMPTS && result instanceof Registration.OtherVersion; attempt++) {
            var stored = store.findFlow(flow);
            if (ifMatch != null && !stored.map(FlowRecord::etag).orElse("").equals(ifMatch)) {
                return new Registration.OtherVersion();
            }
            if (stored.isPresent() && stored.get().origin() == Origin.STATIC) {
                return new Registration.Conflict(
                        "Expected a dynamic flow, but '%s' comes from the file %s; change it there"
                                .formatted(flow, stored.get().file()));
            }
            var subscriptions =
                    change.apply(stored.map(FlowRecord::subscriptions).orElse(List.of()));
            compile(subscriptions, findings);
            if (!findings.isEmpty()) {
                return new Registration.Invalid(findings.all());
            }
            long version = stored.map(FlowRecord::version).orElse(0L);
            var record = new FlowRecord(flow, subscriptions, Origin.DYNAMIC, null, version);
            result = dryRun ? new Registration.FlowDone(record, stored.isEmpty()) : write(record, stored.orElse(null));
        }
        return result;
    }

    private Registration write(FlowRecord record, @Nullable FlowRecord former) {
        streams.ensure(streamsOf(record));
        return switch (store.putFlow(record, former == null ? 0 : former.version())) {
            case WriteResult.Done done ->
                inForce(
                        new FlowRecord(
                                record.flow(), record.subscriptions(), record.origin(), record.file(), done.version()),
                        former == null);
            case WriteResult.OtherVersion other -> new Registration.OtherVersion();
            case WriteResult.PathTaken impossible -> throw new IllegalStateException(impossible.toString());
            case WriteResult.PathFree impossible -> throw new IllegalStateException(impossible.toString());
            case WriteResult.PathShared impossible -> throw new IllegalStateException(impossible.toString());
        };
    }

    private Registration inForce(FlowRecord record, boolean created) {
        registry.refreshFlow(record.flow(), () -> store.findFlow(record.flow()));
        return record.subscriptions().isEmpty()
                ? new Registration.Removed(List.of())
                : new Registration.FlowDone(record, created);
    }

    private void compile(List<Subscription> subscriptions, Findings findings) {
        for (int i = 0; i < subscriptions.size(); i++) {
            compiler.compile(subscriptions.get(i), "/subscribe/" + i, findings);
        }
    }

    private void checkTrigger(Subscription subscription, String pointer, Findings findings) {
        if (store.find(subscription.trigger()).isEmpty()) {
            findings.add(
                    pointer, "Expected a trigger that exists, but there is no '%s'".formatted(subscription.trigger()));
        }
    }

    private static List<String> streamsOf(FlowRecord record) {
        return record.subscriptions().stream()
                .map(subscription -> Optional.ofNullable(subscription.stream()).orElse(""))
                .distinct()
                .toList();
    }

    private static List<Subscription> without(List<Subscription> subscriptions, String trigger) {
        return subscriptions.stream()
                .filter(each -> !each.trigger().equals(trigger))
                .toList();
    }
}
