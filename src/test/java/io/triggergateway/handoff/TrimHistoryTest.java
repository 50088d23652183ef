package io.triggergateway.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever engines and operators do to a stream, trimming removes what every living group has acknowledged and nothing
 * else. Each history goes to Redis in one go; the model says beforehand what the answers will be.
 */
class TrimHistoryTest {
    private static final Keys KEYS = new Keys("tg", 1);
    private static final String STREAM = KEYS.handoff(0, "");
    private static final int ALL = 500;
    private static final int HISTORIES = 10_000;

    private static GivenRedis redis;
    private static RedisLink link;
    private static Script trim;
    private static long steps;
    private static long removed;
    private static long heldBack;

    @BeforeContainer
    static void startsRedis() throws IOException {
        var parent = Files.createDirectories(Path.of("target", "test-redis"));
        redis = GivenRedis.in(Files.createTempDirectory(parent, "trim-"));
        link = redis.link();
        trim = new Scripts(link).load("trim");
        // Redis has to know it, as what is sent again with its text comes after the commands that follow.
        trim.call(List.of(STREAM, KEYS.handoffBytes(0, ""), KEYS.partition(0)), List.of(ALL));
    }

    @AfterContainer
    static void stopsRedisAndHasSeenAll() {
        redis.close();
        assertThat(steps).as("steps").isGreaterThan(10L * HISTORIES);
        assertThat(removed).as("entries that were removed").isGreaterThan(HISTORIES);
        assertThat(heldBack).as("entries that had to stay").isGreaterThan(HISTORIES);
    }

    /** What somebody does; the numbers choose a group and an entry among those that there are. */
    private enum Deed {
        ADD,
        READ,
        CLAIM,
        CLAIM_ALL,
        ACKNOWLEDGE,
        DELETE,
        CREATE,
        DESTROY,
        TRIM
    }

    record Step(Deed deed, int group, int number) {}

    @Provide
    Arbitrary<List<Step>> histories() {
        var deeds = Arbitraries.frequency(
                Tuple.of(5, Deed.ADD),
                Tuple.of(5, Deed.READ),
                Tuple.of(6, Deed.ACKNOWLEDGE),
                Tuple.of(1, Deed.CLAIM),
                Tuple.of(1, Deed.CLAIM_ALL),
                Tuple.of(1, Deed.DELETE),
                Tuple.of(1, Deed.CREATE),
                Tuple.of(1, Deed.DESTROY),
                Tuple.of(3, Deed.TRIM));
        var step = Combinators.combine(
                        deeds,
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(0, 7))
                .as(Step::new);
        return step.list().ofMinSize(15).ofMaxSize(40);
    }

    @Property(tries = HISTORIES, edgeCases = EdgeCasesMode.NONE)
    void removesWhatEveryLivingGroupHasAcknowledgedAndNothingElse(@ForAll("histories") List<Step> history) {
        var model = new TrimModel();
        var answers = new ArrayList<Future<Void>>();
        link.send("FLUSHALL");
        answers.add(link.send("XGROUP", "CREATE", STREAM, model.create("a", false), "0", "MKSTREAM")
                .mapEmpty());
        history.forEach(step -> answers.addAll(take(step, model)));
        answers.addAll(trim(model, ALL));
        RedisLink.await(Future.all(answers));
        steps += history.size() + 1;
        heldBack += model.ids().size();
    }

    private static List<Future<Void>> take(Step step, TrimModel model) {
        var group = step.group() < 2 ? "a" : "b";
        return switch (step.deed()) {
            case ADD -> add(model, step.number() < 3);
            case READ -> model.has(group) ? read(model, group, 1 + step.number()) : List.of();
            case CLAIM -> claim(model, group, step.number());
            case CLAIM_ALL -> model.has(group) ? claimAll(model, group) : List.of();
            case ACKNOWLEDGE -> acknowledge(model, group, step.number());
            case DELETE -> delete(model, step.number());
            case CREATE -> model.has(group) ? List.of() : create(model, group, step.number() < 3);
            case DESTROY -> model.has(group) ? destroy(model, group) : List.of();
            case TRIM -> trim(model, step.number() == 0 ? 1 : ALL);
        };
    }

    private static List<Future<Void>> add(TrimModel model, boolean large) {
        var id = model.add(large);
        if (!large) {
            return sent("XADD", STREAM, id, "data", "{}");
        }
        var payload = KEYS.payload(0, id);
        return List.of(
                link.send("SET", payload, "{}").mapEmpty(),
                link.send("XADD", STREAM, id, "dataRef", payload).mapEmpty());
    }

    private static List<Future<Void>> read(TrimModel model, String group, int count) {
        var expected = model.read(group, count);
        return List.of(link.send("XREADGROUP", "GROUP", group, "one", "COUNT", count, "STREAMS", STREAM, ">")
                .map(reply -> same(
                        reply.isNil() ? List.of() : GivenRedis.idsOf(reply.at(0).at(1)), expected)));
    }

    private static List<Future<Void>> claim(TrimModel model, String group, int number) {
        var id = model.anyPending(group, number);
        if (id == null) {
            return List.of();
        }
        model.claim(group, id);
        return sent("XCLAIM", STREAM, group, "two", 0, id);
    }

    private static List<Future<Void>> claimAll(TrimModel model, String group) {
        model.claimAll(group);
        return sent("XAUTOCLAIM", STREAM, group, "two", 0, "0", "COUNT", ALL);
    }

    /** One from anywhere, or some of the oldest. */
    private static List<Future<Void>> acknowledge(TrimModel model, String group, int number) {
        var answers = new ArrayList<Future<Void>>();
        var id = model.anyPending(group, number % 2 == 0 ? number : 0);
        for (int i = 0; i <= number && id != null; i++) {
            model.acknowledge(group, id);
            answers.add(link.send("XACK", STREAM, group, id).map(reply -> same(reply.number(), 1L)));
            id = number % 2 == 0 ? null : model.anyPending(group, 0);
        }
        return answers;
    }

    private static List<Future<Void>> delete(TrimModel model, int number) {
        var id = model.any(number);
        if (id == null) {
            return List.of();
        }
        model.delete(id);
        return List.of(link.send("XDEL", STREAM, id).map(reply -> same(reply.number(), 1L)));
    }

    private static List<Future<Void>> create(TrimModel model, String group, boolean atTheEnd) {
        model.create(group, atTheEnd);
        return sent("XGROUP", "CREATE", STREAM, group, atTheEnd ? "$" : "0");
    }

    private static List<Future<Void>> destroy(TrimModel model, String group) {
        model.destroy(group);
        return sent("XGROUP", "DESTROY", STREAM, group);
    }

    /** What is left, and which payloads, is looked at after each trim. */
    private static List<Future<Void>> trim(TrimModel model, int most) {
        var gone = model.trim(most);
        removed += gone.size();
        var left = model.ids();
        var payloads = model.payloads();
        return List.of(
                trim.run(List.of(STREAM, KEYS.handoffBytes(0, ""), KEYS.partition(0)), List.of(most))
                        .map(reply -> same(reply.number(), (long) gone.size())),
                link.send("XRANGE", STREAM, "-", "+").map(reply -> same(GivenRedis.idsOf(reply), left)),
                link.send("KEYS", KEYS.payload(0, "*")).map(reply -> same(reply.size(), payloads)));
    }

    private static List<Future<Void>> sent(String command, Object... arguments) {
        return List.of(link.send(command, arguments).mapEmpty());
    }

    private static Void same(Object found, Object expected) {
        assertThat(found).isEqualTo(expected);
        return null;
    }
}
