package io.triggergateway.access;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * A second door to the same routes, for what is not for the world. Once it is configured, each of the two answers only
 * what belongs there: the public one has webhooks and nothing else.
 */
@Singleton
public final class AdminPort {
    private final AdminConfig config;
    private final Vertx vertx;
    private final HttpServerOptions options;
    private volatile @Nullable HttpServer server;

    AdminPort(
            AdminConfig config,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.http.limits.max-header-size") MemorySize headers,
            @ConfigProperty(name = "quarkus.http.limits.max-initial-line-length") int firstLine,
            @ConfigProperty(name = "quarkus.http.idle-timeout") Duration idle) {
        this.config = config;
        this.vertx = vertx;
        this.options = new HttpServerOptions()
                .setHost(config.host())
                .setMaxHeaderSize(headers.asBigInteger().intValueExact())
                .setMaxInitialLineLength(firstLine)
                .setIdleTimeout((int) idle.toSeconds());
    }

    /** Opens it; a port that cannot be had stops the start. */
    void open(@Observes StartupEvent event) {
        config.port().ifPresent(this::listen);
    }

    /** Where it listens; empty until then, and when there is none. */
    public Optional<Integer> number() {
        return Optional.ofNullable(server).map(HttpServer::actualPort);
    }

    /** True for a request that came to a door behind which its path is not. */
    boolean isWrong(HttpServerRequest request, boolean forTheWorld) {
        if (config.port().isEmpty()) {
            return false;
        }
        var local = request.localAddress();
        boolean isAdmin =
                local != null && number().filter(port -> port == local.port()).isPresent();
        return isAdmin == forTheWorld;
    }

    @PreDestroy
    void close() {
        var open = server;
        if (open != null) {
            open.close();
        }
    }

    private void listen(int port) {
        try {
            var open = vertx.createHttpServer(options.setPort(port))
                    .requestHandler(VertxHttpRecorder.getRootHandler())
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            server = open;
            Log.infof("The API, pages, health and metrics are at %s:%d only", config.host(), open.actualPort());
        } catch (CompletionException taken) {
            throw new ConfigurationException(
                    "Expected gateway.admin.port %d at %s to be free and allowed, but %s. Choose another."
                            .formatted(port, config.host(), String.valueOf(taken.getCause())));
        }
    }
}
