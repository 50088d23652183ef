package io.triggergateway.awaits;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.triggergateway.accept.Cause;
import io.triggergateway.accept.Door;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events and those who wait for them, in both orders. */
@QuarkusTest
class EventAwaitsTest {
    private static final String LOOKBACK = ", \"lookback\": \"5m\"";

    private final GivenEvents given;
    private final Door door;
    private final Endings endings;
    private final MatchRounds rounds;
    private final MatchList list;
    private final RedisLink redis;
    private final Keys keys;

    EventAwaitsTest(
            GivenEvents given,
            Door door,
            Endings endings,
            MatchRounds rounds,
            MatchList list,
            RedisLink redis,
            Keys keys) {
        this.given = given;
        this.door = door;
        this.endings = endings;
        this.rounds = rounds;
        this.list = list;
        this.redis = redis;
        this.keys = keys;
    }

    private static String filter(String cel) {
        return ", \"filter\": \"%s\"".formatted(cel);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "whole | event.id == '42'",
                "part | event.id == '42' && event.amount > 10",
                "none | event.amount > 10 && event.amount < 30",
                "header | event.id == '42' && headers['x-kind'] == 'a'",
            })
    void anEventEndsWhoWaitsForItWhicheverComesFirst(String name, String cel) {
        var trigger = "first-" + name;
        given.trigger("name: %s\ntype: event\n".formatted(trigger));

        given.await(trigger + ".before", trigger, filter(cel));
        given.fire(door, trigger, "{\"id\": \"41\", \"amount\": 5}");
        var firing = given.fire(door, trigger, "{\"id\": \"42\", \"amount\": 20}");
        GivenEvents.eventually(() -> !given.resumed(trigger + ".before").isEmpty());
        var after = given.await(trigger + ".after", trigger, filter(cel) + LOOKBACK);
        var without = given.await(trigger + ".without", trigger, filter(cel));

        assertThat(given.resumed(trigger)).containsExactly(trigger + ".before", trigger + ".after");
        assertThat(given.resumes(trigger))
                .allSatisfy(message -> assertThat(message)
                        .containsEntry("firingId", firing.firingId())
                        .containsEntry("data", "{\"id\":\"42\",\"amount\":20}")
                        .containsEntry("meta", "{\"headers\":{\"x-kind\":\"a\"}}"));
        assertThat(after).isInstanceOf(Registered.Ended.class);
        assertThat(without).isInstanceOf(Registered.Waiting.class);
        assertThat(given.await(trigger + ".after", trigger, filter(cel) + LOOKBACK))
                .isInstanceOf(Registered.Ended.class);
        assertThat(given.resumed(trigger + ".after")).hasSize(1);
    }

    @Test
    void lookbackTakesTheOldestThatFits() {
        given.trigger("name: oldest\ntype: event\n");
        given.fire(door, "oldest", "{\"id\": 1, \"n\": 1}");
        given.fire(door, "oldest", "{\"id\": 1, \"n\": 2}");
        given.fire(door, "oldest", "{\"id\": 1, \"n\": 3}");

        given.await("oldest-1", "oldest", filter("event.id == 1 && event.n > 1") + LOOKBACK);

        assertThat(given.resumes("oldest-1"))
                .singleElement()
                .satisfies(message -> assertThat(message).containsEntry("data", "{\"id\":1,\"n\":2}"));
    }

    @Test
    void hearsOfWhatIsTransformedAndOfWhatIsNotRecorded() {
        given.trigger("""
                name: private
                type: event
                config: { persistData: false }
                transform: { number: payload.id }
                """);
        given.await("private-before", "private", filter("event.id == 1 && event.id < 5"));
        given.fire(door, "private", "{\"id\": 1}");
        given.await("private-after", "private", filter("event.id == 1") + LOOKBACK);
        GivenEvents.eventually(() -> given.resumes("private").size() == 2);

        assertThat(given.resumes("private"))
                .hasSize(2)
                .allSatisfy(message -> assertThat(message).containsEntry("data", "{\"number\":1}"));
    }

    @Test
    void whatItsTriggerIgnoresAndWhatIsFiredAgainIsNotWaitedFor() {
        given.trigger("name: picky\ntype: event\nfilter: payload.good\n");
        given.await("picky-before", "picky", filter("event.id == 1"));

        given.fire(door, "picky", "{\"id\": 1, \"good\": false}");
        given.fire(door, "picky", "{\"id\": 1, \"good\": true}", new Cause.Replayed("f0-some"));
        given.await("picky-after", "picky", filter("event.id == 1") + LOOKBACK);

        assertThat(given.resumed("picky")).isEmpty();
        given.fire(door, "picky", "{\"id\": 1, \"good\": true}");
        assertThat(given.resumed("picky")).containsExactlyInAnyOrder("picky-before", "picky-after");
    }

    @Test
    void whatViolatesTheSchemaIsAnotherEvent() {
        given.trigger("name: strict\ntype: event\n");
        var rest = filter("event.id == 1") + ", \"schema\": {\"required\": [\"total\"]}" + LOOKBACK;
        given.fire(door, "strict", "{\"id\": 1}");

        assertThat(given.await("strict-1", "strict", rest)).isInstanceOf(Registered.Waiting.class);
        given.fire(door, "strict", "{\"id\": 1}");
        given.fire(door, "strict", "{\"id\": 1, \"total\": 2}");
        GivenEvents.eventually(() -> !given.resumed("strict").isEmpty());

        assertThat(given.resumes("strict"))
                .singleElement()
                .satisfies(message -> assertThat(message).containsEntry("data", "{\"id\":1,\"total\":2}"));
    }

    @Test
    void awaitsBeyondTheShapesOfATriggerAreFoundByFewerFields() {
        given.trigger("name: shapes\ntype: event\n");
        for (int i = 0; i < 20; i++) {
            given.await("shapes-a%d".formatted(i), "shapes", filter("event.a == 1 && event.f%d == 1".formatted(i)));
        }
        given.await("shapes-b", "shapes", filter("event.b == 1"));

        for (int i = 0; i < 20; i++) {
            given.fire(door, "shapes", "{\"a\": 1, \"f%d\": 1, \"b\": 1}".formatted(i));
        }
        GivenEvents.eventually(() -> given.resumed("shapes").size() == 21);

        assertThat(given.resumed("shapes")).hasSize(21).doesNotHaveDuplicates();
    }

    @Test
    void aHundredThatCannotBeLookedUpAreEnough() {
        given.trigger("name: crowd\ntype: event\n");
        for (int i = 0; i < 100; i++) {
            assertThat(given.await("crowd-" + i, "crowd", "")).isInstanceOf(Registered.Waiting.class);
        }

        assertThat(given.await("crowd-one-more", "crowd", ""))
                .isInstanceOfSatisfying(
                        Registered.Invalid.class,
                        invalid -> assertThat(invalid.errors())
                                .singleElement()
                                .satisfies(error -> assertThat(error.pointer()).isEqualTo("/filter")));
        assertThat(given.await("crowd-one-more", "crowd", filter("event.id == 1")))
                .isInstanceOf(Registered.Waiting.class);
        given.fire(door, "crowd", "{\"id\": 1}");
        GivenEvents.eventually(() -> given.resumed("crowd").size() == 101);
        assertThat(given.resumed("crowd")).hasSize(101).doesNotHaveDuplicates();
    }

    @Test
    void refusesToWaitForWhatIsNotRecorded() {
        given.trigger("name: unrecorded\ntype: event\n");

        assertThat(given.await("unrecorded-1", "unrecorded", filter("query.a == 'x'")))
                .isInstanceOf(Registered.Invalid.class);
        assertThat(given.await("unrecorded-1", "nobody-knows-it", "")).isInstanceOf(Registered.Invalid.class);
    }

    @Test
    void nothingIsLeftOfAwaitsThatHaveEnded() {
        given.trigger("name: tidy\ntype: event\n");
        given.await("tidy-1", "tidy", filter("event.id == 1"));
        given.await("tidy-2", "tidy", filter("event.id == 1 && event.n > 1"));
        given.await("tidy-3", "tidy", filter("event.id == 2"));
        given.await("tidy-4", "tidy", filter("event.id == 3") + ", \"timeout\": 1");
        given.await("tidy-5", "tidy", "");

        given.fire(door, "tidy", "{\"id\": 1, \"n\": 2}");
        endings.cancel(new Place("tidy-3", "s"), "somebody");
        GivenEvents.eventually(() -> given.resumed("tidy").size() == 5);

        assertThat(given.resumed("tidy")).hasSize(5).doesNotHaveDuplicates();
        assertThat(redis.call("KEYS", "tg:{0}:await-*:tidy*").items()).isEmpty();
        assertThat(redis.call("HGET", keys.trigger(0, "tidy"), "shapes").isNil())
                .isTrue();
    }

    @Test
    void whatAReplicaLeavesUnfinishedAnotherTakesOver() {
        given.trigger("name: orphans\ntype: event\n");
        given.await("orphans-1", "orphans", filter("event.id == 1 && event.n > 1"));
        rounds.stop();
        try {
            given.fire(door, "orphans", "{\"id\": 1, \"n\": 2}");
            // A replica takes it, and is no more.
            redis.call("XREADGROUP", "GROUP", "replicas", "any", "COUNT", 10, "STREAMS", keys.awaitMatches(0), ">");

            list.takeNew(0);
            assertThat(given.resumed("orphans")).isEmpty();
            list.takeOver(0, MatchList.PATIENCE);
            assertThat(given.resumed("orphans")).isEmpty();
            list.takeOver(0, Duration.ZERO);

            assertThat(given.resumed("orphans")).containsExactly("orphans-1");
            assertThat(redis.call("XLEN", keys.awaitMatches(0)).number()).isZero();
            assertThat(redis.call("XPENDING", keys.awaitMatches(0), "replicas")
                            .at(0)
                            .number())
                    .isZero();
        } finally {
            rounds.start();
        }
    }

    @Test
    void whatIsMatchedTwiceEndsOnce() {
        given.trigger("name: twice\ntype: event\n");
        var copies = new ArrayList<Object>();
        given.await("twice-1", "twice", filter("event.id == 1 && event.n > 1"));
        rounds.stop();
        try {
            given.fire(door, "twice", "{\"id\": 1, \"n\": 2}");
            var entry = redis.call("XREVRANGE", keys.awaitMatches(0), "+", "-", "COUNT", 1)
                    .at(0);
            copies.add(keys.awaitMatches(0));
            copies.add("*");
            entry.at(1).items().forEach(part -> copies.add(part.bytes()));
            redis.call("XADD", copies.toArray());

            while (list.takeNew(0)) {
                Thread.yield();
            }

            assertThat(given.resumed("twice")).containsExactly("twice-1");
        } finally {
            rounds.start();
        }
    }

    @Test
    void anEventThatCameBeforeIsNoneOfTheMatchersBusiness() {
        given.trigger("name: early\ntype: event\n");
        given.await("early-1", "early", filter("event.id == 1 && event.n > 1"));
        rounds.stop();
        try {
            given.fire(door, "early", "{\"id\": 1, \"n\": 2}");
            given.await("early-2", "early", filter("event.id == 1 && event.n > 1"));

            list.takeNew(0);

            assertThat(given.resumed("early")).containsExactly("early-1");
        } finally {
            rounds.start();
        }
    }
}
