package io.triggergateway.awaits;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.quarkus.test.junit.QuarkusTest;
import io.triggergateway.accept.Door;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * People, programs, events, the clock and the end of the run at the same instant. {@code -Dawaits.races} makes it more
 * of them; 20,000 take some minutes.
 */
@QuarkusTest
class AwaitRaceTest {
    private static final int AWAITS = Integer.getInteger("awaits.races", 300);
    private static final int CALLERS = 7;
    private static final String EVENT = "{\"type\": \"event\", \"event\": \"contest\", \"filter\": \"event.id == %d\"}";

    private final GivenAwaits awaits;
    private final GivenEvents events;
    private final AwaitList list;
    private final Endings endings;
    private final Door door;

    AwaitRaceTest(GivenAwaits awaits, GivenEvents events, AwaitList list, Endings endings, Door door) {
        this.awaits = awaits;
        this.events = events;
        this.list = list;
        this.endings = endings;
        this.door = door;
    }

    @Test
    void oneEndsItAndEverybodyHearsTheTruth() throws Exception {
        events.trigger("name: contest\ntype: event\n");
        var winners = new TreeSet<String>();
        try (var threads = Executors.newFixedThreadPool(CALLERS)) {
            for (int i = 0; i < AWAITS; i++) {
                winners.add(race(threads, new Place("race-" + i, "s"), i));
            }
        }
        assertThat(winners).hasSizeGreaterThan(1);
    }

    /** Who has ended it. */
    private String race(ExecutorService threads, Place place, int id) throws Exception {
        awaits.register(place, id % 2 == 0 ? "{\"type\": \"webhook\"}" : EVENT.formatted(id));
        var end = awaits.end();
        var together = new CyclicBarrier(CALLERS);
        var answers = new ArrayList<Ending>();
        for (var done : threads.invokeAll(Stream.<Callable<List<Ending>>>of(
                        () -> List.of(endings.resolve(place, NullNode.getInstance(), "alice")),
                        () -> List.of(endings.resolve(place, NullNode.getInstance(), "bob")),
                        () -> List.of(endings.cancel(place, "carol")),
                        () -> ended(endings.runEnded(place.runId())),
                        () -> expire(place),
                        () -> fire(id),
                        () -> List.of(endings.extend(place, Duration.ofHours(2))))
                .map(call -> (Callable<List<Ending>>) () -> {
                    together.await();
                    return call.call();
                })
                .toList())) {
            answers.addAll(done.get());
        }
        awaits.settle();

        var truth = ((AwaitState.Ended) list.find(place)).await();
        assertThat(awaits.only(place.runId(), end))
                .containsEntry("outcome", truth.outcome())
                .extractingByKey("firingId")
                .isEqualTo(truth.by().startsWith("event:") ? truth.by().substring("event:".length()) : null);
        assertThat(answers.stream().flatMap(AwaitRaceTest::told))
                .allSatisfy(told -> assertThat(told).isEqualTo(truth));
        assertThat(answers.stream().filter(Ending.Ended.class::isInstance))
                .hasSize(truth.by().matches("user:.*|run-ended") ? 1 : 0);
        return truth.by().replaceFirst("^event:.*", "event");
    }

    private List<Ending> fire(int id) {
        events.fire(door, "contest", "{\"id\": %d}".formatted(id));
        return List.of();
    }

    private List<Ending> expire(Place place) {
        awaits.makeDue(place.runId(), place.stepId());
        awaits.settle();
        return List.of();
    }

    private static List<Ending> ended(List<EndedAwait> ended) {
        return ended.stream().<Ending>map(Ending.Ended::new).toList();
    }

    /** What a caller has heard of the end; nothing when it came before the end, or after all that is known of it. */
    private static Stream<EndedAwait> told(Ending ending) {
        return switch (ending) {
            case Ending.Ended(var await) -> Stream.of(await);
            case Ending.Lost(var await) -> Stream.of(await);
            case Ending.Gone(var await) -> Stream.of(await);
            case Ending.Extended extended -> Stream.of();
            case Ending.Unknown unknown -> throw new AssertionError("Expected it to be known for a day");
            case Ending.Invalid invalid -> throw new AssertionError("Expected null to fit");
        };
    }

    @Test
    void theSamePutAtOnceMakesOneAwait() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 100; i++) {
                var place = new Place("race-put-" + i, "s");
                var results = new ArrayList<Registered>();
                for (var done : threads.invokeAll(IntStream.range(0, 8)
                        .mapToObj(n -> (Callable<Registered>) () -> awaits.register(place, "{\"type\": \"webhook\"}"))
                        .toList())) {
                    results.add(done.get());
                }
                assertThat(results).allSatisfy(result -> assertThat(result).isInstanceOf(Registered.Waiting.class));
                assertThat(results.stream().map(Registered.Waiting.class::cast).filter(Registered.Waiting::created))
                        .hasSize(1);
                assertThat(results.stream()
                                .map(Registered.Waiting.class::cast)
                                .map(Registered.Waiting::url)
                                .distinct())
                        .hasSize(1);
            }
        }
    }

    @Test
    void differentPutsAtOnceMakeOneAwait() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 100; i++) {
                var place = new Place("race-other-" + i, "s");
                var results = new ArrayList<Registered>();
                for (var done : threads.invokeAll(IntStream.range(1, 9)
                        .mapToObj(n -> (Callable<Registered>) () ->
                                awaits.register(place, "{\"type\": \"webhook\", \"path\": \"/race/%d\"}".formatted(n)))
                        .toList())) {
                    results.add(done.get());
                }
                assertThat(results.stream().filter(Registered.Waiting.class::isInstance))
                        .hasSize(1);
                assertThat(results.stream().filter(Registered.Conflict.class::isInstance))
                        .hasSize(7);
                endings.cancel(place, "test");
            }
        }
    }
}
