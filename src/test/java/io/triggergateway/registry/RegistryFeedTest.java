package io.triggergateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.faults.RedisProxy;
import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas on one Redis: what one writes, the other one serves. The second one reaches Redis through a proxy. */
class RegistryFeedTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String ORDERS =
            "{ name: orders, type: webhook, endpoint: { path: /orders, auth: { type: none } } }";

    @TempDir
    static Path directory;

    private static EmbeddedRedis redis;
    private static RedisProxy proxy;

    private GivenReplica one;
    private GivenReplica other;

    @BeforeAll
    static void startsRedis() throws Exception {
        redis = EmbeddedRedis.start(directory, 0);
        proxy = RedisProxy.before(redis.port());
    }

    @AfterAll
    static void stopsRedis() throws Exception {
        proxy.close();
        VERTX.close();
        redis.stop();
    }

    @BeforeEach
    void startsReplicas() throws Exception {
        RedisLink.to(VERTX, redis.address(), Duration.ofSeconds(20)).call("FLUSHALL");
        one = GivenReplica.at(VERTX, redis.address());
        other = GivenReplica.at(VERTX, proxy.address());
        one.eventually(() -> one.registry().triggers().isEmpty());
        other.eventually(() -> other.registry().triggers().isEmpty());
    }

    @AfterEach
    void stopsReplicas() {
        one.close();
        other.close();
    }

    private static long version(GivenReplica replica, String trigger) {
        return replica.registry()
                .find(trigger)
                .map(known -> known.stored().version())
                .orElse(0L);
    }

    private static boolean enabled(GivenReplica replica, String trigger) {
        return replica.registry().find(trigger).orElseThrow().enabled();
    }

    private static boolean serves(GivenReplica replica, String path) {
        return replica.registry().route(path).isPresent();
    }

    @Test
    void seesWhatAnotherReplicaRegisters() throws Exception {
        one.register(ORDERS);

        other.eventually(() -> serves(other, "/orders"));
        assertThat(other.registry().find("orders").orElseThrow().stored())
                .isEqualTo(one.registry().find("orders").orElseThrow().stored());
    }

    @Test
    void seesANewPathAndNoLongerTheOldOne() throws Exception {
        one.register(ORDERS);
        other.eventually(() -> serves(other, "/orders"));

        one.register(ORDERS.replace("path: /orders", "path: /moved"));
        other.eventually(() -> serves(other, "/moved"));
        assertThat(serves(other, "/orders")).isFalse();
    }

    @Test
    void seesDeletions() throws Exception {
        one.register(ORDERS);
        other.eventually(() -> serves(other, "/orders"));

        assertThat(one.registrar().delete("orders", null)).isInstanceOf(Registration.Removed.class);
        other.eventually(() -> other.registry().find("orders").isEmpty());
        assertThat(serves(other, "/orders")).isFalse();
    }

    @Test
    void seesAnotherIncarnationOfADeletedName() throws Exception {
        one.register(ORDERS);
        other.eventually(() -> serves(other, "/orders"));
        var first = other.registry().find("orders").orElseThrow().stored().generation();

        one.registrar().delete("orders", null);
        one.register(ORDERS);
        other.eventually(() -> other.registry()
                .find("orders")
                .map(known -> known.stored().generation() > first)
                .orElse(false));
        assertThat(version(other, "orders")).isEqualTo(1);
    }

    @Test
    void seesThatATriggerIsStoppedAndStartedAgain() throws Exception {
        one.register(ORDERS);
        other.eventually(() -> serves(other, "/orders"));

        one.registrar().enable("orders", false);
        other.eventually(() -> !enabled(other, "orders"));
        other.registrar().enable("orders", true);
        one.eventually(() -> enabled(one, "orders"));
    }

    @Test
    void seesChangesOfFlows() throws Exception {
        one.register(ORDERS);
        one.subscribe("orders", "billing", "{ filter: \"true\" }");
        other.eventually(() -> serves(other, "/orders")
                && other.registry().find("orders").orElseThrow().subscriptions().size() == 1);

        other.subscribe("orders", "audit", "{}");
        one.eventually(() ->
                one.registry().find("orders").orElseThrow().subscriptions().size() == 2);
        one.flows().delete("billing", null);
        other.eventually(() -> other.registry().findFlow("billing").isEmpty());
        assertThat(other.registry().find("orders").orElseThrow().subscriptions())
                .extracting(CompiledSubscription::flow)
                .containsExactly("audit");
    }

    @Test
    void seesEveryChangeOfAReplicaThatWritesWithoutPause() throws Exception {
        for (int i = 0; i < 300; i++) {
            one.register("{ name: busy.%d, type: manual, source: s%d }".formatted(i % 100, i));
        }
        other.eventually(() -> version(other, "busy.99") == 3);
        for (int i = 0; i < 100; i++) {
            assertThat(version(other, "busy." + i)).isEqualTo(3);
        }
    }

    @Test
    void loadsEverythingAgainAfterRedisWasAway() throws Exception {
        one.register(ORDERS);
        one.register("{ name: gone, type: manual }");
        one.subscribe("gone", "cleanup", "{}");
        other.eventually(() ->
                serves(other, "/orders") && other.registry().findFlow("cleanup").isPresent());

        proxy.blackHole();
        while (other.looks()) {
            Thread.onSpinWait();
        }
        one.registrar().delete("gone", null);
        one.flows().delete("cleanup", null);
        one.register("{ name: fresh, type: manual }");
        // The stream of changes may be cut while nobody reads it; it is not what tells the state.
        one.link().call("XTRIM", "tg:{0}:registry:changes", "MAXLEN", 0);
        assertThat(serves(other, "/orders")).as("served from memory").isTrue();
        proxy.heal();

        other.eventually(() -> other.registry().find("fresh").isPresent());
        assertThat(other.registry().find("gone")).isEmpty();
        assertThat(other.registry().findFlow("cleanup")).isEmpty();
        assertThat(serves(other, "/orders")).isTrue();
    }

    @Test
    void keepsWhatItRegistersWhileItLoadsEverythingAgain() throws Exception {
        for (int i = 0; i < 200; i++) {
            one.register("{ name: many.%d, type: manual }".formatted(i));
        }
        other.eventually(() -> other.registry().triggers().size() == 200);

        for (int round = 0; round < 50; round++) {
            var name = "fresh." + round;
            // The next look fails, and the one after it loads everything.
            proxy.cutAll();
            registersAtLast(other, name);
            for (int look = 0; look < 5; look++) {
                assertThat(other.registry().find(name))
                        .as("%s after %d looks", name, look)
                        .isPresent();
                other.looks();
            }
        }
    }

    private static void registersAtLast(GivenReplica replica, String name) {
        for (int i = 0; i < 1000; i++) {
            try {
                replica.register("{ name: %s, type: manual }".formatted(name));
                return;
            } catch (RedisFault notYet) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("Expected a connection again, but there was none");
    }

    @Test
    void knowsEverythingAfterARestartOfAll() throws Exception {
        one.register(ORDERS);
        one.subscribe("orders", "billing", "{}");
        one.registrar().enable("orders", false);
        var stored = one.registry().find("orders").orElseThrow().stored();
        one.close();
        other.close();
        redis.restart();

        try (var again = GivenReplica.at(VERTX, redis.address())) {
            again.eventually(() -> again.registry().find("orders").isPresent());
            var known = again.registry().find("orders").orElseThrow();
            assertThat(known.stored()).isEqualTo(stored);
            assertThat(known.enabled()).isFalse();
            assertThat(known.subscriptions())
                    .extracting(CompiledSubscription::flow)
                    .containsExactly("billing");
        }
    }
}
