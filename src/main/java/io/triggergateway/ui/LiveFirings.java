package io.triggergateway.ui;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.qute.Engine;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.triggergateway.access.Staying;
import io.triggergateway.firing.Firing;
import io.triggergateway.firing.Newest;
import io.triggergateway.redis.Housekeeping;
import io.triggergateway.registry.CompiledTrigger;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tells all who follow firings of new ones: one reader of this replica looks twice a second into the logs that somebody
 * follows, and into none while nobody does. Rows hold nothing that a sender has sent.
 */
@Singleton
final class LiveFirings {
    /** Each holds a connection. Pages that find no room look for themselves, seldom. */
    static final int MOST_STREAMS = 200;

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final List<String> NOT_SHOWN = List.of("meta", "payload", "data", "pendingData");

    private final Newest newest;
    private final Engine engine;
    private final Staying staying;
    private final Map<String, Channel> channels = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean stopping;

    LiveFirings(Newest newest, Engine engine, Staying staying) {
        this.newest = newest;
        this.engine = engine;
        this.staying = staying;
    }

    /** A feed and those who follow it. */
    private record Channel(FiringFeed feed, List<LiveStream> streams) {}

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(LOOK, "Following firings", this::look);
        housekeeping.every(BEAT, "Keeping up who follows firings", this::beat);
    }

    /**
     * Lets one in; false when there is no room. Waits.
     *
     * @param trigger null for all
     * @param since what has fired from then on is shown at once; null for nothing
     */
    boolean join(LiveStream stream, @Nullable CompiledTrigger trigger, @Nullable Instant since) {
        lock.lock();
        try {
            if (stopping || count() >= MOST_STREAMS) {
                return false;
            }
            var key = trigger == null ? "" : trigger.partition() + " " + trigger.name();
            var channel = channels.computeIfAbsent(key, any -> new Channel(feed(trigger), new ArrayList<>()));
            if (channel.streams.isEmpty()) {
                tell(channel);
            }
            stream.greet();
            channel.streams.add(stream);
            if (since != null) {
                tell(List.of(stream), channel.feed.since(newest, since));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private static FiringFeed feed(@Nullable CompiledTrigger trigger) {
        return trigger == null ? new FiringFeed.OfAll() : new FiringFeed.OfOne(trigger);
    }

    /** How many follow. */
    int count() {
        lock.lock();
        try {
            return channels.values().stream()
                    .mapToInt(channel -> channel.streams.size())
                    .sum();
        } finally {
            lock.unlock();
        }
    }

    void look() {
        lock.lock();
        try {
            channels.values().forEach(channel -> channel.streams.removeIf(LiveStream::isOver));
            channels.values().removeIf(channel -> channel.streams.isEmpty());
            channels.values().forEach(this::tell);
        } finally {
            lock.unlock();
        }
    }

    void beat() {
        streams().forEach(stream -> stream.beat(staying));
    }

    /** Streams are requests that never end by themselves: the shutdown would wait for them. */
    void stopEarly(@Observes ShutdownDelayInitiatedEvent event) {
        stop();
    }

    void stopAtLast(@Observes ShutdownEvent event) {
        stop();
    }

    private void stop() {
        lock.lock();
        try {
            stopping = true;
            streams().forEach(LiveStream::close);
            channels.clear();
        } finally {
            lock.unlock();
        }
    }

    private List<LiveStream> streams() {
        lock.lock();
        try {
            return channels.values().stream()
                    .flatMap(channel -> channel.streams.stream())
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private void tell(Channel channel) {
        tell(channel.streams, channel.feed.look(newest));
    }

    private void tell(List<LiveStream> streams, List<Firing> firings) {
        if (firings.isEmpty() || streams.isEmpty()) {
            return;
        }
        var documents = firings.reversed().stream().map(Firing::document).toList();
        var id = Long.toString(firings.getLast().time().toEpochMilli());
        var rendered = new HashMap<LiveWish, String>();
        for (var stream : streams) {
            var rows = rendered.computeIfAbsent(stream.wish(), wish -> rows(wish, documents));
            if (!rows.isEmpty()) {
                stream.show(rows, id);
            }
        }
    }

    /** Empty when nothing is wanted. */
    private String rows(LiveWish wish, List<ObjectNode> documents) {
        var wanted = documents.stream()
                .filter(wish::wants)
                .map(document -> document.deepCopy().remove(NOT_SHOWN))
                .toList();
        return wanted.isEmpty()
                ? ""
                : engine.getTemplate("ui/fresh")
                        .data("items", wanted)
                        .data("overall", wish.trigger() == null)
                        .render();
    }
}
