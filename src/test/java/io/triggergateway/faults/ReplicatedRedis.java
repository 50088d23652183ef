package io.triggergateway.faults;

import io.quarkus.redis.client.RedisHostsProvider;
import io.smallrye.common.annotation.Identifier;
import io.triggergateway.redis.EmbeddedRedis;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** A master and its replica; started when a profile asks for it. */
@Singleton
@Identifier("replicated")
public final class ReplicatedRedis implements RedisHostsProvider {
    private final EmbeddedRedis master;
    private final EmbeddedRedis replica;

    ReplicatedRedis() throws IOException {
        var parent = Files.createDirectories(Path.of("target", "test-redis"));
        master = EmbeddedRedis.start(Files.createTempDirectory(parent, "master-"), 0);
        replica = EmbeddedRedis.start(
                Files.createTempDirectory(parent, "replica-"),
                0,
                "--replicaof",
                "127.0.0.1 " + master.port(),
                "--appendfsync",
                "no");
    }

    /** The one that has to confirm. */
    public EmbeddedRedis replica() {
        return replica;
    }

    @Override
    public Set<URI> getHosts() {
        return Set.of(URI.create(master.address()));
    }

    @PreDestroy
    void stop() {
        replica.stop();
        master.stop();
    }
}
