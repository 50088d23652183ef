package io.triggergateway.awaits;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** People, programs, the clock and the end of the run at the same instant. */
@QuarkusTest
class AwaitRaceTest {
    private static final int AWAITS = 1_000;

    private final GivenAwaits awaits;
    private final Endings endings;

    AwaitRaceTest(GivenAwaits awaits, Endings endings) {
        this.awaits = awaits;
        this.endings = endings;
    }

    @Test
    void oneEndsItAndEverybodyHearsTheTruth() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < AWAITS; i++) {
                race(threads, new Place("race-" + i, "s"));
            }
        }
    }

    private void race(ExecutorService threads, Place place) throws Exception {
        awaits.register(place, "{\"type\": \"webhook\", \"timeout\": \"1h\"}");
        var answers = new ArrayList<Ending>();
        for (var done : threads.invokeAll(List.<Callable<List<Ending>>>of(
                () -> List.of(endings.resolve(place, NullNode.getInstance(), "alice")),
                () -> List.of(endings.resolve(place, NullNode.getInstance(), "bob")),
                () -> List.of(endings.cancel(place, "carol")),
                () -> ended(endings.runEnded(place.runId())),
                () -> expire(place),
                () -> ignored(endings.extend(place, Duration.ofHours(2)))))) {
            answers.addAll(done.get());
        }
        awaits.settle();

        var message = awaits.only(place.runId());
        var winners = answers.stream().filter(Ending.Ended.class::isInstance).toList();
        assertThat(winners).hasSizeLessThanOrEqualTo(1);
        var told = answers.stream().map(AwaitRaceTest::outcome).distinct().toList();
        assertThat(told).isSubsetOf(List.of(message.get("outcome"), ""));
        assertThat(message.get("outcome")).isEqualTo(winners.isEmpty() ? "timeout" : outcome(winners.getFirst()));
    }

    private List<Ending> expire(Place place) {
        awaits.makeDue(place.runId(), place.stepId());
        awaits.settle();
        return List.of();
    }

    private static List<Ending> ended(List<EndedAwait> ended) {
        return ended.stream().<Ending>map(Ending.Ended::new).toList();
    }

    private static List<Ending> ignored(Ending extension) {
        return List.of();
    }

    private static String outcome(Ending ending) {
        return switch (ending) {
            case Ending.Ended(var await) -> await.outcome();
            case Ending.Lost(var await) -> await.outcome();
            case Ending.Gone(var await) -> await.outcome();
            case Ending.Unknown unknown -> "unknown";
            case Ending.Invalid invalid -> "invalid";
            case Ending.Extended extended -> "";
            case Ending.Timed timed -> "timed";
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
