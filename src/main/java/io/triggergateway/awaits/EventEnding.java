package io.triggergateway.awaits;

import jakarta.inject.Singleton;

/** Ends an await with a firing, unless something else has ended it before. Waits. */
@Singleton
final class EventEnding {
    private final Resolver resolver;

    EventEnding(Resolver resolver) {
        this.resolver = resolver;
    }

    Ending end(WaitingAwait await, Happened event) {
        return resolver.end(
                await,
                new Resolver.Answer(
                        "resolved",
                        event.data(),
                        event.metaJson(),
                        event.firingId(),
                        event.traceparent(),
                        "event:" + event.firingId()));
    }
}
