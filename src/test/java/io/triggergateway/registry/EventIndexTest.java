package io.triggergateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.redis.EmbeddedRedis;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which event triggers a CloudEvent reaches, as triggers come, change and go. */
class EventIndexTest {
    @TempDir
    Path directory;

    private Vertx vertx;
    private EmbeddedRedis redis;
    private GivenReplica replica;

    @BeforeEach
    void starts() throws Exception {
        vertx = Vertx.vertx();
        redis = EmbeddedRedis.start(directory, 0, "--appendfsync", "no");
        replica = GivenReplica.at(vertx, redis.address());
    }

    @AfterEach
    void stops() {
        replica.close();
        vertx.close();
        redis.stop();
    }

    private void event(String name, String match) {
        replica.register("{ name: %s, type: event%s }".formatted(name, match.isEmpty() ? "" : ", match: " + match));
    }

    private List<String> wanting(String type, String source, String subject) {
        return replica.registry().wanting(type, source, subject).stream()
                .map(CompiledTrigger::name)
                .toList();
    }

    @Test
    void withoutAMatchTheTypeIsTheName() {
        event("user.created", "");
        assertThat(wanting("user.created", "/s", null)).containsExactly("user.created");
        assertThat(wanting("user.createdx", "/s", null)).isEmpty();
    }

    @Test
    void allThatIsSaidHasToMatch() {
        event("exact", "{ types: [a.b, c] }");
        event("wild", "{ types: ['a.*', x] }");
        event("from", "{ types: [a.b], sources: ['/crm/*', '/shop'] }");
        event("about", "{ types: [a.b], subjects: ['vip-*'] }");
        event("anything", "{ sources: ['/crm/*'] }");

        assertThat(wanting("a.b", "/s", null)).containsExactly("exact", "wild");
        assertThat(wanting("c", "/s", null)).containsExactly("exact");
        assertThat(wanting("x", "/s", null)).containsExactly("wild");
        assertThat(wanting("a.b", "/crm/eu", null)).containsExactly("anything", "exact", "from", "wild");
        assertThat(wanting("a.b", "/shop", "vip-1")).containsExactly("about", "exact", "from", "wild");
        assertThat(wanting("other", "/crm/eu", null)).containsExactly("anything");
    }

    @Test
    void otherTypesOfTriggersAreNone() {
        replica.register("{ name: by.hand, type: manual }");
        assertThat(wanting("by.hand", "/s", null)).isEmpty();
    }

    @Test
    void followsWhatChanges() {
        event("moving", "");
        event("moving", "{ types: [a, b] }");
        assertThat(wanting("moving", "/s", null)).isEmpty();
        event("moving", "{ types: [b, 'c*'] }");
        assertThat(wanting("a", "/s", null)).isEmpty();
        assertThat(wanting("b", "/s", null)).containsExactly("moving");
        assertThat(wanting("cc", "/s", null)).containsExactly("moving");
        event("moving", "{ types: [b] }");
        assertThat(wanting("cc", "/s", null)).isEmpty();
        assertThat(wanting("b", "/s", null)).containsExactly("moving");
        replica.register("{ name: moving, type: manual }");
        assertThat(wanting("b", "/s", null)).isEmpty();
        event("moving", "{ types: ['*'] }");
        replica.registrar().delete("moving", null);
        assertThat(wanting("b", "/s", null)).isEmpty();
    }

    @Test
    void knowsTheSubscribersOfNow() {
        event("followed", "");
        replica.subscribe("followed", "ship", "{}");
        assertThat(replica.registry().wanting("followed", "/s", null).getFirst().subscriptions())
                .extracting(CompiledSubscription::flow)
                .containsExactly("ship");
    }

    @Test
    void findsOneAmongMany() {
        for (int i = 0; i < 2000; i++) {
            event("many." + i, "");
        }
        assertThat(wanting("many.1999", "/s", null)).containsExactly("many.1999");
        assertThat(wanting("many", "/s", null)).isEmpty();
    }
}
