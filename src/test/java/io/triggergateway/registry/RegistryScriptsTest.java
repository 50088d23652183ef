package io.triggergateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.redis.EmbeddedRedis;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Scripts;
import io.triggergateway.trigger.Origin;
import io.triggergateway.trigger.Subscription;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryScriptsTest {
    private static final Keys KEYS = new Keys("tg", 1);
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    static Path directory;

    private static EmbeddedRedis redis;
    private static RedisLink link;

    private RegistryStore store;

    @BeforeAll
    static void startsRedis() {
        redis = EmbeddedRedis.start(directory, 0, "--enable-debug-command", "local", "--appendfsync", "no");
        link = RedisLink.to(VERTX, redis.address(), Duration.ofSeconds(20));
    }

    @AfterAll
    static void stopsRedis() {
        VERTX.close();
        redis.stop();
    }

    @BeforeEach
    void forgets() {
        link.call("FLUSHALL");
        store = new RegistryStore(link, KEYS, new Scripts(link));
    }

    @Test
    void countsTheVersionsOfATriggerFromOne() {
        var record = GivenTrigger.owns("orders", "/orders");

        assertThat(store.put(record, 0)).isEqualTo(done(1));
        assertThat(store.put(record, 1)).isEqualTo(done(2));
        assertThat(store.find("orders").orElseThrow()).isEqualTo(record.withVersion(2));
        assertThat(store.pathOwner(PathShape.of("/orders"))).contains("orders");
    }

    @Test
    void refusesToWriteOverWhatTheCallerHasNotSeen() {
        store.put(GivenTrigger.manual("orders"), 0);
        var before = digest();

        assertThat(store.put(GivenTrigger.manual("orders"), 0)).isEqualTo(new WriteResult.OtherVersion(1));
        assertThat(store.put(GivenTrigger.manual("orders"), 7)).isEqualTo(new WriteResult.OtherVersion(1));
        assertThat(store.put(GivenTrigger.manual("nobody"), 7)).isEqualTo(new WriteResult.OtherVersion(0));
        assertThat(store.delete("orders", 7)).isEqualTo(new WriteResult.OtherVersion(1));
        assertThat(store.delete("nobody", 1)).isEqualTo(new WriteResult.OtherVersion(0));
        assertThat(digest()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"/orders, /orders", "/{tenant}/orders, /{customer}/orders", "/{a}/{b}, /{b}/{a}"})
    void refusesAPathOfTheSameShape(String taken, String wanted) {
        store.put(GivenTrigger.owns("first", taken), 0);
        var before = digest();

        assertThat(store.put(GivenTrigger.owns("second", wanted), 0)).isEqualTo(new WriteResult.PathTaken("first"));
        assertThat(digest()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"/orders, /ORDERS", "/{tenant}/orders, /acme/orders", "/a/{b}, /{a}/b"})
    void keepsPathsOfOtherShapesApart(String first, String second) {
        assertThat(store.put(GivenTrigger.owns("first", first), 0)).isEqualTo(done(1));
        assertThat(store.put(GivenTrigger.owns("second", second), 0)).isEqualTo(done(1));
    }

    @Test
    void freesItsFormerPathWhenATriggerMoves() {
        store.put(GivenTrigger.owns("orders", "/old"), 0);

        assertThat(store.put(GivenTrigger.owns("orders", "/new"), 1)).isEqualTo(done(2));
        assertThat(store.pathOwner(PathShape.of("/old"))).isEmpty();
        assertThat(store.put(GivenTrigger.owns("other", "/old"), 0)).isEqualTo(done(1));
        assertThat(store.put(GivenTrigger.manual("orders"), 2)).isEqualTo(done(3));
        assertThat(store.pathOwner(PathShape.of("/new"))).isEmpty();
    }

    @Test
    void keepsItsPathWhenATriggerMayNotMove() {
        store.put(GivenTrigger.owns("orders", "/orders"), 0);
        store.put(GivenTrigger.owns("other", "/other"), 0);
        var before = digest();

        assertThat(store.put(GivenTrigger.owns("orders", "/other"), 1)).isEqualTo(new WriteResult.PathTaken("other"));
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void sharesOnlyAPathThatSomebodyElseOwns() {
        assertThat(store.put(GivenTrigger.shares("sharer", "/orders"), 0)).isEqualTo(new WriteResult.PathFree());
        store.put(GivenTrigger.owns("orders", "/orders"), 0);
        assertThat(store.put(GivenTrigger.shares("orders", "/orders"), 1)).isEqualTo(new WriteResult.PathFree());
        assertThat(store.put(GivenTrigger.shares("sharer", "/orders"), 0)).isEqualTo(done(1));
    }

    @Test
    void keepsAnOwnerWhileOthersShareItsPath() {
        store.put(GivenTrigger.owns("orders", "/{a}/orders"), 0);
        store.put(GivenTrigger.shares("one", "/{b}/orders"), 0);
        store.put(GivenTrigger.shares("two", "/{c}/orders"), 0);
        store.put(GivenTrigger.shares("two", "/{c}/orders"), 1);
        var before = digest();
        var shared = new WriteResult.PathShared(List.of("one", "two"));

        assertThat(store.delete("orders", 1)).isEqualTo(shared);
        assertThat(store.put(GivenTrigger.owns("orders", "/elsewhere"), 1)).isEqualTo(shared);
        assertThat(store.put(GivenTrigger.manual("orders"), 1)).isEqualTo(shared);
        assertThat(digest()).isEqualTo(before);

        store.delete("one", 1);
        assertThat(store.delete("orders", 1)).isEqualTo(new WriteResult.PathShared(List.of("two")));
        store.put(GivenTrigger.manual("two"), 2);
        assertThat(store.put(GivenTrigger.owns("orders", "/{a}/orders"), 1)).isEqualTo(done(2));
        assertThat(store.delete("orders", 2)).isEqualTo(done(0));
    }

    @Test
    void keepsAnOwnerThatOnlyRenamesAParameter() {
        store.put(GivenTrigger.owns("orders", "/{a}/orders"), 0);
        store.put(GivenTrigger.shares("one", "/{a}/orders"), 0);

        assertThat(store.put(GivenTrigger.owns("orders", "/{b}/orders"), 1)).isEqualTo(done(2));
    }

    @Test
    void leavesNothingOfADeletedTriggerButItsChange() {
        store.put(GivenTrigger.owns("orders", "/orders"), 0);
        store.put(GivenTrigger.shares("one", "/orders"), 0);

        assertThat(store.delete("one", 1)).isEqualTo(done(0));
        assertThat(store.delete("orders", 1)).isEqualTo(done(0));

        assertThat(store.find("orders")).isEmpty();
        assertThat(link.call("KEYS", "*").items())
                .extracting(key -> key.text())
                .containsExactly(KEYS.registry("changes"));
        assertThat(store.put(GivenTrigger.owns("orders", "/orders"), 0)).isEqualTo(done(1));
    }

    @Test
    void tellsOfEveryWriteInOrder() {
        var start = store.lastChange();
        store.put(GivenTrigger.manual("orders"), 0);
        store.putFlow(flow("orders"), 0);
        store.delete("orders", 1);
        store.delete("orders", 1);

        var changes = store.changesAfter(start);

        assertThat(changes)
                .extracting(change -> change.kind() + " " + change.name())
                .containsExactly("trigger orders", "flow ship", "trigger orders");
        assertThat(store.changesAfter(changes.getLast().id())).isEmpty();
        assertThat(store.lastChange()).isEqualTo(changes.getLast().id());
    }

    @Test
    void writesAFlowInOnePieceAndRemovesItWithItsLastSubscription() {
        assertThat(store.putFlow(flow("orders", "refunds"), 0)).isEqualTo(done(1));
        assertThat(store.putFlow(flow("orders"), 0)).isEqualTo(new WriteResult.OtherVersion(1));
        assertThat(store.putFlow(flow("orders"), 1)).isEqualTo(done(2));
        assertThat(store.findFlow("ship").orElseThrow().subscriptions()).hasSize(1);

        assertThat(store.putFlow(flow(), 2)).isEqualTo(done(0));
        assertThat(store.findFlow("ship")).isEmpty();
        assertThat(store.putFlow(flow("orders"), 2)).isEqualTo(new WriteResult.OtherVersion(0));
        assertThat(store.putFlow(flow("orders"), 0))
                .as("goes on counting, so that replicas tell the new one from the old")
                .isEqualTo(done(3));
    }

    @Test
    void walksThroughMoreThanOnePage() {
        for (int i = 0; i < 1100; i++) {
            store.put(GivenTrigger.manual("trigger-" + i), 0);
        }

        var names = new ArrayList<String>();
        store.eachTrigger(record -> names.add(record.trigger().name()));

        assertThat(names).hasSize(1100).doesNotHaveDuplicates();
    }

    @Test
    void keepsTheLaterStateInWhateverOrderStatesArrive() {
        var record = GivenTrigger.manual("orders");
        store.setState(GivenTrigger.at(record, 2, 9));
        store.setState(GivenTrigger.at(record, 2, 3));
        assertThat(state()).containsExactly("2", "9", "1");

        store.setState(GivenTrigger.at(record, 1, 99));
        assertThat(state()).containsExactly("2", "9", "1");

        store.setState(GivenTrigger.at(record, 10, 1));
        assertThat(state()).containsExactly("10", "1", "1");
    }

    @Test
    void switchesOffAtALaterVersion() {
        var record = GivenTrigger.manual("orders");
        store.setState(GivenTrigger.at(record, 1, 1));
        store.setState(GivenTrigger.at(record.withEnabled(false, record.createdAt()), 1, 2));
        assertThat(state()).containsExactly("1", "2", "0");

        store.setState(GivenTrigger.at(record, 1, 1));
        assertThat(state()).containsExactly("1", "2", "0");
    }

    @Test
    void tellsSinceWhenAVersionIsInForceHoweverOftenItIsSaid() {
        var record = GivenTrigger.manual("orders");
        store.setState(GivenTrigger.at(record, 1, 1));
        link.call("HSET", KEYS.trigger(0, "orders"), "since", 7);

        store.setState(GivenTrigger.at(record, 1, 1));
        assertThat(since()).isEqualTo("7");

        store.setState(GivenTrigger.at(record, 1, 2));
        assertThat(since()).matches("\\d{13}");
    }

    private String since() {
        return link.call("HGET", KEYS.trigger(0, "orders"), "since").text();
    }

    @Test
    void keepsADeletedTriggerDeletedUntilItsNextGeneration() {
        var record = GivenTrigger.manual("orders");
        store.setState(GivenTrigger.at(record, 1, 1));
        store.setDeleted(GivenTrigger.at(record, 1, 1));
        assertThat(state()).containsExactly("1", "1", "deleted");
        assertThat(link.call("TTL", KEYS.trigger(0, "orders")).number()).isPositive();

        store.setState(GivenTrigger.at(record, 1, 50));
        assertThat(state()).containsExactly("1", "1", "deleted");

        store.setState(GivenTrigger.at(record, 2, 1));
        assertThat(state()).containsExactly("2", "1", "1");
        assertThat(link.call("TTL", KEYS.trigger(0, "orders")).number()).isEqualTo(-1);
    }

    @Test
    void givesEveryGenerationANumberOfItsOwn() {
        assertThat(store.newGeneration()).isLessThan(store.newGeneration());
    }

    private static FlowRecord flow(String... triggers) {
        var subscriptions = new ArrayList<Subscription>();
        for (var trigger : triggers) {
            subscriptions.add(new Subscription("ship", trigger, Subscription.Mode.AUTO, null, null, null, null));
        }
        return new FlowRecord("ship", subscriptions, Origin.DYNAMIC, null, 0);
    }

    private static WriteResult done(long version) {
        return new WriteResult.Done(version);
    }

    private static List<String> state() {
        return link.call("HMGET", KEYS.trigger(0, "orders"), "generation", "version", "enabled").items().stream()
                .map(value -> value.text())
                .toList();
    }

    private static String digest() {
        return link.call("DEBUG", "DIGEST").text();
    }
}
