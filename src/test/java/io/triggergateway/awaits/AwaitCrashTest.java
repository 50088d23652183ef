package io.triggergateway.awaits;

import static io.triggergateway.awaits.GivenAwaits.as;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.triggergateway.FourPartitions;
import io.triggergateway.accept.Door;
import io.triggergateway.redis.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replica is killed between any two commands to Redis; the others find what was before, or what comes after. */
@QuarkusTest
@TestProfile(FourPartitions.class)
class AwaitCrashTest {
    private static final String WEBHOOK = "{\"type\": \"webhook\"}";
    private static final String PATH = "{\"type\": \"webhook\", \"path\": \"/crash\", \"remindAfter\": \"1m\"}";
    private static final String EVENT =
            "{\"type\": \"event\", \"event\": \"crash\", \"filter\": \"event.id == 1\", \"lookback\": \"5m\"}";
    private static final String PART =
            "{\"type\": \"event\", \"event\": \"crash\", \"filter\": \"event.id == 2 && event.n > 1\"}";
    private static final int MOST_COMMANDS = 40;

    private final GivenAwaits awaits;
    private final AwaitList list;
    private final Endings endings;
    private final MatchRounds rounds;
    private final MatchList matches;
    private final GivenEvents events;
    private final Door door;
    private final MortalReplica replica;

    private Set<String> before = Set.of();

    AwaitCrashTest(
            GivenAwaits awaits,
            AwaitList list,
            Endings endings,
            MatchRounds rounds,
            MatchList matches,
            GivenEvents events,
            Door door,
            MortalReplica replica) {
        this.awaits = awaits;
        this.list = list;
        this.endings = endings;
        this.rounds = rounds;
        this.matches = matches;
        this.events = events;
        this.door = door;
        this.replica = replica;
    }

    @BeforeEach
    void remembersWhatThereIs() {
        as("admin").body("{\"name\": \"crash\", \"type\": \"event\"}").post("/api/_triggers");
        // Counters stay once they are there.
        awaits.register(new Place("crash-first", "s"), PATH);
        endings.cancel(new Place("crash-first", "s"), "test");
        before = state();
    }

    @ParameterizedTest
    @ValueSource(strings = {WEBHOOK, PATH, EVENT})
    void registersWholeOrNotAtAll(String body) throws IOException {
        var document = GivenEvents.json(body);
        boolean survived = false;
        for (int commands = 0; !survived && commands < MOST_COMMANDS; commands++) {
            var place = new Place("crash-register-%d-%d".formatted(body.length(), commands), "s");
            survived = replica.survives(commands, life -> life.registrations().register(place, document));
            sweep();

            if (list.find(place) instanceof AwaitState.Unknown) {
                awaits.eventually(() -> state().equals(before));
            } else {
                assertThat(awaits.register(place, body))
                        .isInstanceOfSatisfying(
                                Registered.Waiting.class,
                                again -> assertThat(again.created()).isFalse());
                assertThat(endings.cancel(place, "test")).isInstanceOf(Ending.Ended.class);
                assertEndedWhole(place, commands);
            }
        }
        assertThat(survived).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {WEBHOOK, PATH, EVENT})
    void resolvesWholeOrNotAtAll(String body) throws IOException {
        boolean survived = false;
        for (int commands = 0; !survived && commands < MOST_COMMANDS; commands++) {
            var place = new Place("crash-resolve-%d-%d".formatted(body.length(), commands), "s");
            awaits.register(place, body);
            survived = replica.survives(
                    commands, life -> life.endings().resolve(place, NullNode.getInstance(), "somebody"));
            sweep();

            if (list.find(place) instanceof AwaitState.Waiting) {
                assertThat(awaits.everywhere(place.runId())).isEmpty();
                assertThat(endings.cancel(place, "test")).isInstanceOf(Ending.Ended.class);
            }
            assertEndedWhole(place, commands);
        }
        assertThat(survived).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {WEBHOOK, PATH, EVENT})
    void expiresWholeOrNotAtAll(String body) throws IOException {
        boolean survived = false;
        for (int commands = 0; !survived && commands < MOST_COMMANDS; commands++) {
            var place = new Place("crash-expire-%d-%d".formatted(body.length(), commands), "s");
            awaits.register(place, body);
            int partition = ((AwaitState.Waiting) list.find(place)).await().partition();
            awaits.makeDue(partition, place);
            survived = replica.survives(commands, life -> life.due().settle(partition));
            sweep();

            awaits.settleAll();
            assertEndedWhole(place, commands);
        }
        assertThat(survived).isTrue();
    }

    @Test
    void matchesWholeOrNotAtAll() throws IOException {
        rounds.stop();
        try {
            boolean survived = false;
            for (int commands = 0; !survived && commands < MOST_COMMANDS; commands++) {
                var place = new Place("crash-match-%d".formatted(commands), "s");
                awaits.register(place, PART);
                int partition = ((AwaitState.Waiting) list.find(place)).await().partition();
                events.fire(door, "crash", "{\"id\": 2, \"n\": 2}");
                survived = replica.survives(commands, life -> life.matches().takeNew(partition));

                matches.takeNew(partition);
                matches.takeOver(partition, Duration.ZERO);
                assertEndedWhole(place, commands);
            }
            assertThat(survived).isTrue();
        } finally {
            rounds.start();
        }
    }

    private void assertEndedWhole(Place place, int commands) {
        sweep();
        assertThat(awaits.everywhere(place.runId()))
                .as("%s after %d commands", place.text(), commands)
                .hasSize(1);
        awaits.eventually(() -> state().equals(before));
    }

    private void sweep() {
        awaits.makeSweepDue();
        awaits.sweep();
    }

    /** What there is of awaits and their paths, but for what became of them and how many there have been. */
    private Set<String> state() {
        var found = new TreeSet<>(awaits.awaitKeys());
        // What the sweep of this very moment holds is looked at after it.
        found.removeIf(key ->
                key.endsWith(":awaits-check") || key.endsWith(":await-generations") || key.endsWith(":await-counts"));
        awaits.redis().call("HKEYS", awaits.keys().registry("paths")).items().stream()
                .map(Reply::text)
                .forEach(found::add);
        return found;
    }
}
