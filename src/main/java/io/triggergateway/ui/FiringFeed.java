package io.triggergateway.ui;

import io.triggergateway.firing.Firing;
import io.triggergateway.firing.Newest;
import io.triggergateway.registry.CompiledTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What fires, look by look. For one thread. */
sealed interface FiringFeed {
    /** What has fired since the look before, oldest first; of very many the newest. Waits. */
    List<Firing> look(Newest newest);

    /** What has fired from an instant on, oldest first, for one who joins late. Waits. */
    List<Firing> since(Newest newest, Instant time);

    /** Of one trigger. */
    final class OfOne implements FiringFeed {
        private final CompiledTrigger trigger;
        private @Nullable String next;

        OfOne(CompiledTrigger trigger) {
            this.trigger = trigger;
        }

        @Override
        public List<Firing> look(Newest newest) {
            var found = newest.after(trigger, next == null ? Newest.from(newest.now()) : next);
            next = found.next();
            return found.firings();
        }

        @Override
        public List<Firing> since(Newest newest, Instant time) {
            return newest.after(trigger, Newest.from(time)).firings();
        }
    }

    /** Of all triggers. Only logs of triggers that have fired since are looked into. */
    final class OfAll implements FiringFeed {
        /** That a trigger has fired is known this much later, at worst. */
        private static final Duration LATE = Duration.ofSeconds(5);

        private final Map<String, Seen> seen = new HashMap<>();
        private @Nullable Instant horizon;

        /** A trigger's last fire when it was looked at, and where its log goes on. */
        private record Seen(Instant at, String next) {}

        @Override
        public List<Firing> look(Newest newest) {
            var since = horizon == null ? newest.now() : horizon;
            var fired = newest.triggers();
            var firings = new ArrayList<Firing>();
            for (var one : fired) {
                var known = seen.get(one.trigger().name());
                if (known == null ? !one.at().isBefore(since) : one.at().isAfter(known.at)) {
                    var found = newest.after(one.trigger(), known == null ? Newest.from(since) : known.next);
                    seen.put(one.trigger().name(), new Seen(one.at(), found.next()));
                    firings.addAll(found.firings());
                }
            }
            seen.keySet()
                    .retainAll(fired.stream().map(one -> one.trigger().name()).toList());
            horizon =
                    fired.isEmpty() ? since : later(since, fired.getFirst().at().minus(LATE));
            firings.sort(Comparator.comparing(Firing::time));
            return firings.subList(Math.max(0, firings.size() - Newest.MOST), firings.size());
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }

        @Override
        public List<Firing> since(Newest newest, Instant time) {
            return newest.overall(Newest.MOST).reversed().stream()
                    .filter(firing -> !firing.time().isBefore(time))
                    .toList();
        }
    }
}
