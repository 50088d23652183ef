package io.triggergateway.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.redis.client.RedisHostsProvider;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.triggergateway.accept.AcceptOutcome;
import io.triggergateway.accept.SecondDoor;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.registry.Registrar;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.RegistryFeed;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same events at two replicas at once. */
@QuarkusTest
class TwoReplicasTest {
    private static final int EVENTS = 1000;

    private final GivenGateway gateway;
    private final Events here;
    private final Events there;

    TwoReplicasTest(
            GivenGateway gateway,
            Events here,
            SecondDoor doors,
            @Identifier("embedded") RedisHostsProvider hosts,
            Registry registry,
            RegistryFeed feed,
            Registrar registrar,
            EntryNotes notes,
            EntryConfig config,
            Clock clock,
            Vertx vertx) {
        var address = hosts.getHosts().iterator().next().toString();
        var door = doors.on(RedisLink.to(vertx, address, Duration.ofSeconds(30)));
        this.gateway = gateway;
        this.here = here;
        this.there =
                new Events(new Entry(door, registry, registrar, notes, config, vertx), registry, feed, config, clock);
    }

    private static IncomingEvent event(int id) {
        var headers = Map.of(
                "ce-specversion", List.of("1.0"),
                "ce-id", List.of("id-" + id),
                "ce-source", List.of("/s"),
                "ce-type", List.of("storm.event"),
                "content-type", List.of("application/json"));
        var body = EventBody.read(headers, Integer.toString(id).getBytes(StandardCharsets.UTF_8), 1);
        return ((EventReading.Read) ((EventBody.One) body).reading()).event();
    }

    @Test
    void anEventThatBothGetStartsOnce() {
        gateway.register("name: storm.event\ntype: event\n");
        var first = new ArrayList<Future<List<Entered>>>();
        var second = new ArrayList<Future<List<Entered>>>();
        for (int id = 0; id < EVENTS; id++) {
            first.add(here.submit(event(id), null, null));
            second.add(there.submit(event(id), null, null));
        }

        for (int id = 0; id < EVENTS; id++) {
            var one = stored(first.get(id));
            var other = stored(second.get(id));
            assertThat(one.duplicate()).as("event %d", id).isNotEqualTo(other.duplicate());
            assertThat(one.firingId()).isEqualTo(other.firingId());
            assertThat(one.runs()).isEqualTo(other.runs());
        }
        assertThat(gateway.messages("storm.event"))
                .hasSize(EVENTS)
                .extracting(message -> message.get("id"))
                .doesNotHaveDuplicates();
    }

    private static AcceptOutcome.StoredFiring stored(Future<List<Entered>> answer) {
        var entered = RedisLink.await(answer);
        assertThat(entered).hasSize(1);
        return ((EntryOutcome.Stored) entered.getFirst().outcome()).firing();
    }
}
