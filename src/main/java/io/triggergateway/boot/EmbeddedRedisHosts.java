package io.triggergateway.boot;

import io.quarkus.redis.client.RedisHostsProvider;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.common.annotation.Identifier;
import io.triggergateway.redis.EmbeddedRedis;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is when {@code quarkus.redis.hosts} does not say: a server of our own in development and tests. In
 * production the start ends here.
 */
@Singleton
@Identifier("embedded")
final class EmbeddedRedisHosts implements RedisHostsProvider {
    // Outlives a live reload, which makes everything else anew, so that redis-cli in a terminal stays connected.
    private static final String PORT = "trigger-gateway.dev.redis-port";

    private final DevConfig dev;
    private @Nullable EmbeddedRedis redis;
    private @Nullable Path throwaway;

    EmbeddedRedisHosts(DevConfig dev) {
        this.dev = dev;
    }

    /** The port of development's own Redis; 0 when another one is used. */
    static int port() {
        return Integer.getInteger(PORT, 0);
    }

    @Override
    public synchronized Set<URI> getHosts() {
        if (redis == null) {
            redis = start(LaunchMode.current());
        }
        return Set.of(URI.create(redis.address()));
    }

    @PreDestroy
    synchronized void stop() throws IOException {
        if (redis != null) {
            redis.stop();
        }
        if (throwaway != null) {
            delete(throwaway);
        }
    }

    private EmbeddedRedis start(LaunchMode mode) {
        return switch (mode) {
            case DEVELOPMENT -> startForDevelopment();
            case TEST -> startForTest();
            case NORMAL, RUN ->
                throw new ConfigurationException("Expected the address of a Redis in quarkus.redis.hosts"
                        + " (environment: QUARKUS_REDIS_HOSTS), but none is set."
                        + " Set it to an address such as redis://localhost:6379.");
        };
    }

    private EmbeddedRedis startForDevelopment() {
        var started = EmbeddedRedis.start(new DevDirectory(dev.directory()).redis(), port());
        System.setProperty(PORT, Integer.toString(started.port()));
        return started;
    }

    private EmbeddedRedis startForTest() {
        try {
            var parent = Files.createDirectories(Path.of("target", "test-redis"));
            throwaway = Files.createTempDirectory(parent, "run-");
            return EmbeddedRedis.start(throwaway, 0);
        } catch (IOException fault) {
            throw new UncheckedIOException("Expected to write target/test-redis, but " + fault.getMessage(), fault);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var content = Files.walk(directory)) {
            for (var path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
