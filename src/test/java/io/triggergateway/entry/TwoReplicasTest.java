package io.triggergateway.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.triggergateway.accept.AcceptOutcome;
import io.triggergateway.redis.RedisLink;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same events at two replicas at once. */
@QuarkusTest
class TwoReplicasTest {
    private static final int EVENTS = 1000;
    /** No more at once than Redis answers in time on a busy machine. */
    private static final int AT_ONCE = 50;

    private final GivenGateway gateway;
    private final Events here;
    private final SecondReplica second;

    TwoReplicasTest(GivenGateway gateway, Events here, SecondReplica second) {
        this.gateway = gateway;
        this.here = here;
        this.second = second;
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
        var there = second.events();
        for (int from = 0; from < EVENTS; from += AT_ONCE) {
            bothGet(from, there);
        }

        assertThat(gateway.messages("storm.event"))
                .hasSize(EVENTS)
                .extracting(message -> message.get("id"))
                .doesNotHaveDuplicates();
    }

    private void bothGet(int from, Events there) {
        var first = new ArrayList<Future<List<Entered>>>();
        var other = new ArrayList<Future<List<Entered>>>();
        for (int id = from; id < from + AT_ONCE; id++) {
            first.add(here.submit(event(id), null, null));
            other.add(there.submit(event(id), null, null));
        }
        for (int i = 0; i < AT_ONCE; i++) {
            var one = stored(first.get(i));
            var repeated = stored(other.get(i));
            assertThat(one.duplicate()).as("event %d", from + i).isNotEqualTo(repeated.duplicate());
            assertThat(one.firingId()).isEqualTo(repeated.firingId());
            assertThat(one.runs()).isEqualTo(repeated.runs());
        }
    }

    private static AcceptOutcome.StoredFiring stored(Future<List<Entered>> answer) {
        var entered = RedisLink.await(answer);
        assertThat(entered).hasSize(1);
        return ((EntryOutcome.Stored) entered.getFirst().outcome()).firing();
    }
}
