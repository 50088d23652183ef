package io.triggergateway.registry;

import io.triggergateway.trigger.Match;
import io.triggergateway.trigger.TriggerType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * From a CloudEvent to the event triggers that want it. Types that are written out are one look-up, so that triggers
 * for other types cost nothing; those with wildcards are asked one by one. Written by one thread, read by all.
 */
final class EventIndex {
    private final Map<String, Map<String, Entry>> byType = new ConcurrentHashMap<>();
    private final Map<String, Entry> patterns = new ConcurrentHashMap<>();

    /** A trigger and what it wants. */
    private record Entry(CompiledTrigger trigger, EventTypes types, EventTypes sources, EventTypes subjects) {
        static Entry of(CompiledTrigger trigger) {
            var match = match(trigger);
            return new Entry(
                    trigger,
                    new EventTypes(match.types()),
                    new EventTypes(match.sources()),
                    new EventTypes(match.subjects()));
        }

        boolean wants(String type, String source, List<String> subject) {
            return types.wants(List.of(type)) && sources.wants(List.of(source)) && subjects.wants(subject);
        }
    }

    /** Puts a trigger in the place of its former self, if it is an event's; a reader in between misses neither. */
    void put(@Nullable CompiledTrigger former, CompiledTrigger trigger) {
        var name = trigger.name();
        var types = types(trigger);
        boolean wild = isEvent(trigger) && types.isEmpty();
        var entry = Entry.of(trigger);
        types.forEach(type ->
                byType.computeIfAbsent(type, first -> new ConcurrentHashMap<>()).put(name, entry));
        if (wild) {
            patterns.put(name, entry);
        }
        if (former != null) {
            var gone = new HashSet<>(types(former));
            gone.removeAll(types);
            gone.forEach(type -> remove(type, name));
            if (!wild) {
                patterns.remove(name);
            }
        }
    }

    void remove(CompiledTrigger former) {
        types(former).forEach(type -> remove(type, former.name()));
        patterns.remove(former.name());
    }

    /** Those that want an event, by name; {@code subject} is null when it has none. */
    List<CompiledTrigger> find(String type, String source, @Nullable String subject) {
        var subjects = subject == null ? List.<String>of() : List.of(subject);
        var found = new TreeMap<String, CompiledTrigger>();
        for (var candidates : List.of(byType.getOrDefault(type, Map.of()), patterns)) {
            for (var entry : candidates.values()) {
                if (entry.wants(type, source, subjects)) {
                    found.put(entry.trigger().name(), entry.trigger());
                }
            }
        }
        return List.copyOf(found.values());
    }

    private void remove(String type, String name) {
        byType.computeIfPresent(type, (same, entries) -> {
            entries.remove(name);
            return entries.isEmpty() ? null : entries;
        });
    }

    /** The types that are written out; empty when a wildcard is among them, or the trigger is no event's. */
    private static Set<String> types(CompiledTrigger trigger) {
        var types = match(trigger).types();
        return isEvent(trigger) && types.stream().noneMatch(type -> type.contains("*")) ? Set.copyOf(types) : Set.of();
    }

    private static boolean isEvent(CompiledTrigger trigger) {
        return trigger.definition().type() == TriggerType.EVENT;
    }

    /** Who says nothing wants the type that is named like the trigger. */
    private static Match match(CompiledTrigger trigger) {
        var match = trigger.definition().match();
        return match == null ? new Match(List.of(trigger.name()), List.of(), List.of()) : match;
    }
}
