package io.triggergateway.ingest;

import io.quarkus.redis.client.RedisHostsProvider;
import io.smallrye.common.annotation.Identifier;
import io.triggergateway.faults.GivenCluster;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** A Redis Cluster of three masters; started when a profile asks for it. */
@Singleton
@Identifier("clustered")
final class ClusteredRedis implements RedisHostsProvider {
    private final GivenCluster cluster;

    ClusteredRedis() throws IOException {
        var parent = Files.createDirectories(Path.of("target", "test-redis"));
        cluster = GivenCluster.start(Files.createTempDirectory(parent, "cluster-"));
    }

    GivenCluster cluster() {
        return cluster;
    }

    @Override
    public Set<URI> getHosts() {
        return cluster.addresses().stream().map(URI::create).collect(Collectors.toSet());
    }

    @PreDestroy
    void stop() {
        cluster.close();
    }
}
