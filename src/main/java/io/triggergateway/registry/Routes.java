package io.triggergateway.registry;

import io.triggergateway.trigger.Auth;
import io.triggergateway.trigger.Endpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * From path to triggers. Literal paths are one look-up; templates are asked in the order of their claims, those of
 * the same number of segments only. Written by one thread, read by all.
 */
final class Routes {
    private final Map<String, Site> literals = new ConcurrentHashMap<>();
    private final Map<Integer, List<Site>> templates = new ConcurrentHashMap<>();

    /** What is at one path; replaced as a whole. */
    private record Site(PathShape shape, List<CompiledTrigger> triggers) {
        @Nullable
        CompiledTrigger owner() {
            for (var trigger : triggers) {
                if (!(endpoint(trigger).auth() instanceof Auth.Shared)) {
                    return trigger;
                }
            }
            return null;
        }

        Site with(CompiledTrigger added) {
            var all = new ArrayList<>(without(added.name()).triggers);
            all.add(added);
            all.sort(Comparator.comparing(CompiledTrigger::name));
            return new Site(shape, List.copyOf(all));
        }

        Site without(String name) {
            return new Site(
                    shape,
                    triggers.stream()
                            .filter(trigger -> !trigger.name().equals(name))
                            .toList());
        }
    }

    /** Puts a webhook trigger at its path, in place of its former self. */
    void add(CompiledTrigger trigger) {
        var shape = PathShape.of(endpoint(trigger).path());
        if (shape.literal()) {
            literals.compute(shape.claim(), (claim, site) -> orNew(site, shape).with(trigger));
        } else {
            templates.compute(shape.segments().size(), (size, sites) -> withTrigger(sites, shape, trigger));
        }
    }

    /** Takes a webhook trigger from its path. */
    void remove(CompiledTrigger trigger) {
        var shape = PathShape.of(endpoint(trigger).path());
        if (shape.literal()) {
            literals.computeIfPresent(shape.claim(), (claim, site) -> orNull(site.without(trigger.name())));
        } else {
            templates.computeIfPresent(
                    shape.segments().size(),
                    (size, sites) -> sites.stream()
                            .map(site -> sameClaim(site, shape) ? site.without(trigger.name()) : site)
                            .filter(site -> !site.triggers().isEmpty())
                            .toList());
        }
    }

    /** What answers at {@code path}, which starts with a slash. */
    Optional<Route> find(String path) {
        var literal = literals.get(path);
        if (literal != null) {
            return route(path, literal, Map.of());
        }
        var parts = List.of(path.substring(1).split("/", -1));
        for (var site : templates.getOrDefault(parts.size(), List.of())) {
            var parameters = site.shape().match(parts);
            if (parameters != null) {
                return route(path, site, parameters);
            }
        }
        return Optional.empty();
    }

    private static Optional<Route> route(String path, Site site, Map<String, String> parameters) {
        var owner = site.owner();
        return owner == null ? Optional.empty() : Optional.of(new Route(path, owner, site.triggers(), parameters));
    }

    private static List<Site> withTrigger(@Nullable List<Site> sites, PathShape shape, CompiledTrigger trigger) {
        var all = new ArrayList<Site>();
        Site target = new Site(shape, List.of());
        for (var site : sites == null ? List.<Site>of() : sites) {
            if (sameClaim(site, shape)) {
                target = site;
            } else {
                all.add(site);
            }
        }
        all.add(target.with(trigger));
        all.sort(Comparator.comparing(site -> site.shape().claim()));
        return List.copyOf(all);
    }

    private static boolean sameClaim(Site site, PathShape shape) {
        return site.shape().claim().equals(shape.claim());
    }

    private static Site orNew(@Nullable Site site, PathShape shape) {
        return site == null ? new Site(shape, List.of()) : site;
    }

    private static @Nullable Site orNull(Site site) {
        return site.triggers().isEmpty() ? null : site;
    }

    private static Endpoint endpoint(CompiledTrigger trigger) {
        return Objects.requireNonNull(trigger.definition().endpoint());
    }
}
