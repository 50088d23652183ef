package io.triggergateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.triggergateway.handoff.GivenStreams;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Scripts;
import io.triggergateway.secret.SecretConfig;
import io.triggergateway.secret.Secrets;
import io.triggergateway.verify.Outside;
import io.triggergateway.verify.ProviderCatalogue;
import io.triggergateway.verify.Verifiers;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

/** A replica of the gateway as far as its registry goes, put together by hand, on a Redis that it shares with others. */
final class GivenReplica implements AutoCloseable {
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final ProviderCatalogue PROVIDERS = ProviderCatalogue.load(null);
    private static final int LOOKS = 100_000;

    private final RedisLink link;
    private final RegistryStore store;
    private final Registry registry;
    private final RegistryFeed feed;
    private final Registrar registrar;
    private final FlowRegistrar flows;

    private GivenReplica(RedisLink link) {
        var keys = new Keys("tg", 1);
        var secrets = new Secrets(new NoKeys(), new SecureRandom(), Clock.systemUTC(), System::getenv);
        var compiler = new TriggerCompiler(new Verifiers(PROVIDERS, Outside.NOTHING, Clock.systemUTC()), secrets);
        this.link = link;
        this.store = new RegistryStore(link, keys, new Scripts(link));
        this.registry = new Registry(compiler);
        this.feed = new RegistryFeed(store, registry);
        this.registrar = new Registrar(store, registry, compiler, secrets, keys, Clock.systemUTC());
        this.flows = new FlowRegistrar(store, registry, compiler, GivenStreams.on(link, keys));
    }

    private record NoKeys() implements SecretConfig {
        @Override
        public Map<String, String> keys() {
            return Map.of();
        }

        @Override
        public Optional<String> primary() {
            return Optional.empty();
        }
    }

    private record Directory(Optional<Path> files) implements RegistryConfig {
        @Override
        public Optional<Path> providers() {
            return Optional.empty();
        }

        @Override
        public Duration filesEvery() {
            return Duration.ofSeconds(1);
        }
    }

    /** One that follows the registry of the Redis at {@code address}, and gives up on it after half a second. */
    static GivenReplica at(Vertx vertx, String address) throws InterruptedException {
        var replica = new GivenReplica(RedisLink.to(vertx, address, Duration.ofMillis(500)));
        replica.feed.start();
        replica.eventually(replica.feed::loaded);
        return replica;
    }

    Registry registry() {
        return registry;
    }

    Registrar registrar() {
        return registrar;
    }

    FlowRegistrar flows() {
        return flows;
    }

    RegistryStore store() {
        return store;
    }

    RedisLink link() {
        return link;
    }

    TriggerFiles files(Path directory) {
        return new TriggerFiles(new Directory(Optional.of(directory)), store, registry, registrar, flows);
    }

    void register(String yaml) {
        var document = read(yaml);
        var name = document.required("name").textValue();
        assertThat(registrar.replace(name, document, null)).isInstanceOf(Registration.Done.class);
    }

    void subscribe(String trigger, String flow, String yaml) {
        assertThat(flows.subscribe(trigger, flow, read(yaml))).isInstanceOf(Registration.FlowDone.class);
    }

    /** Looks at the registry until it says so; a look that fails is tried again, as Redis may be away. */
    void eventually(BooleanSupplier holds) throws InterruptedException {
        for (int look = 0; look < LOOKS && !holds.getAsBoolean(); look++) {
            looks();
        }
        assertThat(holds.getAsBoolean())
                .as("seen after %d looks at the registry", LOOKS)
                .isTrue();
    }

    /** True when a look at the registry came through. */
    boolean looks() throws InterruptedException {
        try {
            feed.current().toCompletionStage().toCompletableFuture().get();
            // Within a tenth of a second the answer comes from memory; this takes some of that time.
            link.call("PING");
            return true;
        } catch (ExecutionException | RedisFault away) {
            return false;
        }
    }

    static JsonNode read(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    @Override
    public void close() {
        feed.stop();
    }
}
