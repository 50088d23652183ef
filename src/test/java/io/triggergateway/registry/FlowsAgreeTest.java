package io.triggergateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.trigger.Origin;
import io.triggergateway.trigger.Subscription;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas write the same flows at once; afterwards a flow's view and a trigger's view say the same everywhere. */
class FlowsAgreeTest {
    private static final int TRIGGERS = 4;
    private static final int FLOWS = 3;
    private static final int WRITERS = 4;
    private static final int WRITES = 60;
    private static final int ROUNDS = 4;

    @TempDir
    Path directory;

    private Vertx vertx;
    private EmbeddedRedis redis;
    private GivenReplica one;
    private GivenReplica other;

    @BeforeEach
    void starts() throws Exception {
        vertx = Vertx.vertx();
        redis = EmbeddedRedis.start(directory, 0, "--appendfsync", "no");
        one = GivenReplica.at(vertx, redis.address());
        other = GivenReplica.at(vertx, redis.address());
        for (int i = 0; i < TRIGGERS; i++) {
            one.register("{ name: t%d, type: event }".formatted(i));
        }
    }

    @AfterEach
    void stops() {
        one.close();
        other.close();
        vertx.close();
        redis.stop();
    }

    private static void write(GivenReplica replica, Random random) {
        var flow = "f" + random.nextInt(FLOWS);
        var trigger = "t" + random.nextInt(TRIGGERS);
        var flows = replica.flows();
        switch (random.nextInt(4)) {
            case 0 -> flows.subscribe(trigger, flow, GivenReplica.read("{ mode: manual }"));
            case 1 -> flows.unsubscribe(trigger, flow);
            case 2 -> flows.replace(flow, GivenReplica.read("{ subscribe: [%s] }".formatted(trigger)), null, false);
            default -> flows.delete(flow, null);
        }
    }

    private static Callable<Void> writer(GivenReplica replica, int seed) {
        return () -> {
            var random = new Random(seed);
            for (int i = 0; i < WRITES; i++) {
                write(replica, random);
            }
            return null;
        };
    }

    private static Set<Subscription> byTrigger(GivenReplica replica) {
        return replica.registry().triggers().stream()
                .flatMap(trigger -> trigger.subscriptions().stream())
                .map(CompiledSubscription::definition)
                .collect(Collectors.toSet());
    }

    private static Set<Subscription> byFlow(GivenReplica replica) {
        return replica.registry().flows().stream()
                .flatMap(flow -> flow.subscriptions().stream())
                .collect(Collectors.toSet());
    }

    private Set<Subscription> stored() {
        var stored = new HashSet<Subscription>();
        for (int i = 0; i < FLOWS; i++) {
            one.store().findFlow("f" + i).ifPresent(flow -> stored.addAll(flow.subscriptions()));
        }
        return stored;
    }

    @Test
    void whatEverIsWrittenAtOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var writers = new ArrayList<Callable<Void>>();
            for (int writer = 0; writer < WRITERS; writer++) {
                writers.add(writer(writer % 2 == 0 ? one : other, round * WRITERS + writer));
            }
            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var written : pool.invokeAll(writers)) {
                    written.get();
                }
            }
            var stored = stored();
            for (var replica : List.of(one, other)) {
                replica.eventually(() -> byFlow(replica).equals(stored));
                // A replica may hear of flows before it hears of their triggers.
                replica.eventually(() -> byTrigger(replica).equals(stored));
            }
        }
    }

    @Test
    void whoReadsLastWritesLast() throws Exception {
        // Nothing in the store is about this flow, so that the feed leaves it alone.
        var subscription = new Subscription("lone", "t0", Subscription.Mode.AUTO, null, null, null, null);
        var record = new FlowRecord("lone", List.of(subscription), Origin.DYNAMIC, null, 7);
        var asked = new CountDownLatch(1);
        var answered = new CountDownLatch(1);
        var later = new CountDownLatch(1);
        var registry = one.registry();
        registry.putFlow(record);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = pool.submit(() -> registry.refreshFlow("lone", () -> {
                asked.countDown();
                await(answered);
                return Optional.empty();
            }));
            await(asked);
            var second = pool.submit(() -> {
                later.countDown();
                registry.refreshFlow("lone", () -> {
                    assertThat(registry.findFlow("lone")).isEmpty();
                    return Optional.of(record);
                });
            });
            await(later);
            answered.countDown();
            first.get();
            second.get();
        }
        assertThat(byTrigger(one)).containsExactly(subscription);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
