package io.triggergateway.registry;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.trigger.Auth;
import io.triggergateway.trigger.FieldError;
import io.triggergateway.trigger.FlowDocument;
import io.triggergateway.trigger.Origin;
import io.triggergateway.trigger.Trigger;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The directory of static triggers and flows. It is read at the start and whenever a file in it changes; a broken
 * file keeps what it had registered before and says so here, in the log and in health.
 */
@Singleton
public final class TriggerFiles {
    private static final Pattern NAME = Pattern.compile(".*\\.(ya?ml|json)");

    private final RegistryConfig config;
    private final RegistryStore store;
    private final Registry registry;
    private final Registrar registrar;
    private final FlowRegistrar flowRegistrar;
    private Map<Path, String> seen = Map.of();
    private volatile Map<String, List<String>> defects = Map.of();
    private volatile boolean loaded;

    TriggerFiles(
            RegistryConfig config,
            RegistryStore store,
            Registry registry,
            Registrar registrar,
            FlowRegistrar flowRegistrar) {
        this.config = config;
        this.store = store;
        this.registry = registry;
        this.registrar = registrar;
        this.flowRegistrar = flowRegistrar;
    }

    /** What is wrong, by file name; empty when all is well. */
    public Map<String, List<String>> defects() {
        return defects;
    }

    /** Reads the directory for the first time; waits. Nothing happens when none is configured. */
    public synchronized void load() {
        loaded = true;
        look();
    }

    /** Registers again what the files say, when Redis has lost it; waits. */
    public synchronized void reload() {
        seen = Map.of();
        look();
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(config.filesEvery(), "Reading trigger files", this::lookAgain);
    }

    void lookAgain() {
        if (loaded) {
            look();
        }
    }

    private synchronized void look() {
        if (config.files().isEmpty()) {
            return;
        }
        var directory = config.files().get();
        try {
            var now = Fingerprints.of(directory, NAME);
            if (!now.equals(seen)) {
                apply(now.keySet().stream().map(TriggerFile::read).toList());
                seen = now;
            }
        } catch (IOException unreadable) {
            seen = Map.of();
            defects = Map.of(directory.toString(), List.of("Expected a readable directory in gateway.files"));
            Log.warnf("The directory of gateway.files cannot be read: %s", directory);
        }
    }

    private void apply(List<TriggerFile> files) {
        var found = new TreeMap<String, List<String>>();
        files.stream().filter(TriggerFile::broken).forEach(file -> found.put(file.name(), file.defects()));
        var good = files.stream().filter(file -> !file.broken()).toList();
        var waiting = putTriggers(triggers(good), found);
        good.forEach(file ->
                file.flows().forEach(flow -> note(found, file.name(), flow.flow(), putFlow(flow, file.name()))));
        removeWhatIsGone(good, found.keySet());
        // What was in their way, such as the former name of the same trigger, may be gone now.
        putTriggers(waiting, found).forEach(trigger -> add(found, trigger.file(), trigger.conflict()));
        found.forEach((file, sentences) ->
                Log.warnf("File %s keeps its last good state: %s", file, String.join("; ", sentences)));
        defects = Map.copyOf(found);
    }

    /**
     * A trigger and where it stands.
     *
     * @param conflict what was in its way at the last attempt; empty before the first
     */
    private record FiledTrigger(Trigger trigger, String file, String conflict) {}

    /** Owners of a path come before those who share it, whatever their files. */
    private static List<FiledTrigger> triggers(List<TriggerFile> files) {
        return files.stream()
                .flatMap(file -> file.triggers().stream().map(trigger -> new FiledTrigger(trigger, file.name(), "")))
                .sorted(Comparator.comparing(filed -> sharesItsPath(filed.trigger())))
                .toList();
    }

    private static boolean sharesItsPath(Trigger trigger) {
        var endpoint = trigger.endpoint();
        return endpoint != null && endpoint.auth() instanceof Auth.Shared;
    }

    /** Registers them; those that something else was in the way of come back. */
    private List<FiledTrigger> putTriggers(List<FiledTrigger> triggers, Map<String, List<String>> found) {
        var conflicts = new ArrayList<FiledTrigger>();
        for (var filed : triggers) {
            var name = filed.trigger().name();
            var result = registrar.putStatic(filed.trigger(), filed.file());
            if (result instanceof Registration.Conflict(var detail)) {
                conflicts.add(new FiledTrigger(filed.trigger(), filed.file(), name + ": " + detail));
            } else {
                note(found, filed.file(), name, result);
            }
        }
        return conflicts;
    }

    private Registration putFlow(FlowDocument flow, String file) {
        return flowRegistrar.putStatic(flow.flow(), flow.subscriptions(), file);
    }

    private static void note(Map<String, List<String>> found, String file, String name, Registration result) {
        switch (result) {
            case Registration.Invalid(var errors) -> add(found, file, name + ": " + sentence(errors));
            case Registration.Conflict(var detail) -> add(found, file, name + ": " + detail);
            case Registration.OtherVersion other -> add(found, file, name + ": another replica writes it too");
            case Registration.Done done -> noteMissing(done);
            case Registration.FlowDone done -> {}
            case Registration.Removed removed -> {}
            case Registration.NotFound notFound -> {}
        }
    }

    private static void noteMissing(Registration.Done done) {
        if (done.created()) {
            Log.infof(
                    "Trigger %s comes from %s",
                    done.stored().trigger().name(), done.stored().file());
        }
    }

    private static void add(Map<String, List<String>> found, String file, String sentence) {
        found.computeIfAbsent(file, name -> new ArrayList<>()).add(sentence);
    }

    private static String sentence(List<FieldError> errors) {
        return errors.stream().map(FieldError::sentence).collect(Collectors.joining("; "));
    }

    /** Static things that no file names any more; those of a broken file stay. */
    private void removeWhatIsGone(List<TriggerFile> good, Set<String> brokenFiles) {
        var triggers = good.stream()
                .flatMap(file -> file.triggers().stream().map(Trigger::name))
                .collect(Collectors.toCollection(HashSet::new));
        var flows = good.stream()
                .flatMap(file -> file.flows().stream().map(FlowDocument::flow))
                .collect(Collectors.toCollection(HashSet::new));
        var gone = registry.triggers().stream()
                .map(CompiledTrigger::stored)
                .filter(record -> record.origin() == Origin.STATIC)
                .filter(record -> !triggers.contains(record.trigger().name()))
                .filter(record -> !brokenFiles.contains(String.valueOf(record.file())))
                .sorted(Comparator.comparing((TriggerRecord record) -> !sharesItsPath(record.trigger())))
                .toList();
        gone.forEach(record -> store.find(record.trigger().name()).ifPresent(registrar::remove));
        registry.flows().stream()
                .filter(flow -> flow.origin() == Origin.STATIC && !flows.contains(flow.flow()))
                .filter(flow -> !brokenFiles.contains(String.valueOf(flow.file())))
                .forEach(flowRegistrar::removeStatic);
    }
}
