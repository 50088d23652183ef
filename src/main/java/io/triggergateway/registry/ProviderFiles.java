package io.triggergateway.registry;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.verify.ProviderCatalogue;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Watches the directory of provider documents: who adds one need not start the gateway again. */
@Singleton
final class ProviderFiles {
    private static final Pattern NAME = Pattern.compile(".*\\.json");

    private final RegistryConfig config;
    private final ProviderCatalogue catalogue;
    private final Registry registry;
    private @Nullable Map<Path, String> seen;

    ProviderFiles(RegistryConfig config, ProviderCatalogue catalogue, Registry registry) {
        this.config = config;
        this.catalogue = catalogue;
        this.registry = registry;
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(config.filesEvery(), "Reading provider documents", this::look);
    }

    synchronized void look() {
        if (config.providers().isEmpty()) {
            return;
        }
        var now = fingerprints(config.providers().get());
        if (!now.equals(seen)) {
            seen = now;
            apply();
        }
    }

    private static Map<Path, String> fingerprints(Path directory) {
        try {
            return Fingerprints.of(directory, NAME);
        } catch (IOException unreadable) {
            return Map.of();
        }
    }

    private void apply() {
        var changed = catalogue.reload();
        if (!changed.isEmpty()) {
            Log.infof("Provider documents have changed: %s", String.join(", ", changed));
            registry.compileAgain(changed);
        }
        catalogue.problems().forEach(problem -> Log.warnf("A provider document is not in force: %s", problem));
    }
}
