package io.triggergateway.entry;

import io.quarkus.redis.client.RedisHostsProvider;
import io.smallrye.common.annotation.Identifier;
import io.triggergateway.accept.SecondDoor;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.registry.Registrar;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.RegistryFeed;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** What another replica on the same Redis does with events, over a connection of its own. */
@Singleton
final class SecondReplica {
    private final Events events;

    SecondReplica(
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
        this.events =
                new Events(new Entry(door, registry, registrar, notes, config, vertx), registry, feed, config, clock);
    }

    Events events() {
        return events;
    }
}
