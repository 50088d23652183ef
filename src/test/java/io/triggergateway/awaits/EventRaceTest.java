package io.triggergateway.awaits;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.redis.client.RedisHostsProvider;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.triggergateway.accept.Door;
import io.triggergateway.accept.SecondDoor;
import io.triggergateway.redis.RedisLink;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Events and awaits at two replicas, up to 50 ms apart in either order. {@code -Dawaits.pairs} makes it more of them;
 * 100,000 take some minutes.
 */
@QuarkusTest
class EventRaceTest {
    private static final int PAIRS = Integer.getInteger("awaits.pairs", 1_000);
    private static final int AT_ONCE = 64;
    private static final int MOST_APART = 50;

    /** As shapes come and go, replicas have to hear of them. */
    private static final List<String> FILTERS = List.of(
            "event.id == %d",
            "event.id == %d && event.kind == 'a'",
            "event.id == %d && event.n > 1",
            "event.id == %d && event.kind == 'a' && event.n > 1",
            "%d == event.deep.id",
            "%d == event.deep.id && event.kind == 'a'");

    private final GivenEvents given;
    private final Registrations here;
    private final SecondRegistrations there;
    private final Door door;
    private final SecondDoor doors;
    private final RedisHostsProvider hosts;
    private final Vertx vertx;

    EventRaceTest(
            GivenEvents given,
            Registrations here,
            SecondRegistrations there,
            Door door,
            SecondDoor doors,
            @Identifier("embedded") RedisHostsProvider hosts,
            Vertx vertx) {
        this.given = given;
        this.here = here;
        this.there = there;
        this.door = door;
        this.doors = doors;
        this.hosts = hosts;
        this.vertx = vertx;
    }

    @Test
    void everyEventEndsItsAwaitOnceWhicheverRedisSeesFirst() throws Exception {
        given.trigger("name: race\ntype: event\n");
        var address = hosts.getHosts().iterator().next().toString();
        var otherDoor = doors.on(RedisLink.to(vertx, address, Duration.ofSeconds(30)));
        var atOnce = new Semaphore(AT_ONCE);
        var random = new Random(7);
        long before = given.handedOff();
        var all = new ArrayList<Future<?>>();
        try (var clock = Executors.newScheduledThreadPool(1);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < PAIRS; i++) {
                int pair = i;
                atOnce.acquire(2);
                Runnable await = () -> await(pair);
                Runnable event = () -> event(pair % 5 < 2 ? door : otherDoor, pair);
                for (var first : List.of(await, event)) {
                    var done = new FutureTask<>(first, pair);
                    all.add(done);
                    Runnable turn = () -> {
                        done.run();
                        atOnce.release();
                    };
                    clock.schedule(() -> threads.execute(turn), random.nextInt(MOST_APART), TimeUnit.MILLISECONDS);
                }
            }
            atOnce.acquire(AT_ONCE);
        }
        for (var done : all) {
            done.get();
        }
        GivenEvents.eventually(() -> given.handedOff() >= before + PAIRS);

        var runs = IntStream.range(0, PAIRS).mapToObj(pair -> "meet-" + pair).toList();
        assertThat(given.resumed("meet-")).containsExactlyInAnyOrderElementsOf(runs);
    }

    private void await(int pair) {
        var filter = FILTERS.get(pair % FILTERS.size()).formatted(pair);
        GivenEvents.await(
                pair % 3 == 0 ? here : there.get(),
                "meet-" + pair,
                "race",
                ", \"filter\": \"%s\", \"lookback\": \"5m\"".formatted(filter));
    }

    private void event(Door where, int pair) {
        given.fire(
                where, "race", "{\"id\": %d, \"kind\": \"a\", \"n\": 2, \"deep\": {\"id\": %d}}".formatted(pair, pair));
    }
}
