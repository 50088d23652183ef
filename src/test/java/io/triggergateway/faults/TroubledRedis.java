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

/** A Redis that tests may stop, behind a proxy that fails on demand; started when a profile asks for it. */
@Singleton
@Identifier("troubled")
public final class TroubledRedis implements RedisHostsProvider {
    private final EmbeddedRedis server;
    private final RedisProxy proxy;

    TroubledRedis() throws IOException {
        var parent = Files.createDirectories(Path.of("target", "test-redis"));
        server = EmbeddedRedis.start(Files.createTempDirectory(parent, "trouble-"), 0);
        proxy = RedisProxy.before(server.port());
    }

    /** The Redis itself. */
    public EmbeddedRedis server() {
        return server;
    }

    /** What stands before it. */
    public RedisProxy proxy() {
        return proxy;
    }

    @Override
    public Set<URI> getHosts() {
        return Set.of(URI.create(proxy.address()));
    }

    @PreDestroy
    void stop() throws IOException {
        proxy.close();
        server.stop();
    }
}
