package io.triggergateway.evidence;

import io.triggergateway.outbound.Outbound;
import io.triggergateway.outbound.OutboundReply;
import io.triggergateway.verify.Evidence.Finding;
import io.triggergateway.verify.Inquiry;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Published keys, asked for once and kept. Strangers can make the gateway ask, so what is asked for is bounded: the same
 * question once at a time, failures remembered too, and only so many new questions a minute.
 */
@Singleton
final class KeyCache {
    private static final int MOST_ENTRIES = 500;
    private static final int MOST_NEW_A_MINUTE = 60;
    private static final Duration KEEP = Duration.ofHours(1);
    private static final Duration KEEP_WHILE_UNREACHABLE = Duration.ofDays(1);
    private static final Duration KEEP_ABSENCE = Duration.ofMinutes(1);
    private static final Duration KEEP_FAILURE = Duration.ofSeconds(5);

    /** A key of a set that is new: asked for again, but not for every guess. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private sealed interface Fetched {
        record Body(byte[] bytes, Instant at) implements Fetched {}

        record Absent() implements Fetched {}

        record Failed(String reason) implements Fetched {}
    }

    private record Entry(Future<Fetched> fetched, Instant since) {
        private boolean isFresh(Instant now) {
            return !fetched.isComplete() || since.plus(lifetime()).isAfter(now);
        }

        private Duration lifetime() {
            return switch (fetched.result()) {
                case Fetched.Body(var bytes, var at) -> at.isBefore(since) ? KEEP_FAILURE : KEEP;
                case Fetched.Absent absent -> KEEP_ABSENCE;
                case Fetched.Failed failed -> KEEP_FAILURE;
            };
        }

        private boolean isOlderThan(Duration age, Instant now) {
            return fetched.isComplete() && since.plus(age).isBefore(now);
        }
    }

    private final Outbound outbound;
    private final Clock clock;
    private final Map<Inquiry.Call, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private Instant minute = Instant.EPOCH;
    private int asked;

    KeyCache(Outbound outbound, Clock clock) {
        this.outbound = outbound;
        this.clock = clock;
    }

    Future<Finding> find(Inquiry.Keys inquiry) {
        var entry = entry(inquiry.call(), null);
        return entry.fetched().compose(fetched -> {
            var finding = finding(inquiry, fetched);
            var unknown = inquiry.form() == Inquiry.KeyForm.JWKS
                    && finding instanceof Finding.Keys(var pems)
                    && pems.isEmpty();
            return unknown && entry.isOlderThan(LOOK_AGAIN, clock.instant())
                    ? entry(inquiry.call(), entry).fetched().map(again -> finding(inquiry, again))
                    : Future.succeededFuture(finding);
        });
    }

    private Finding finding(Inquiry.Keys inquiry, Fetched fetched) {
        return switch (fetched) {
            case Fetched.Body(var bytes, var at) -> new Finding.Keys(Published.keys(inquiry, bytes, clock.instant()));
            case Fetched.Absent absent -> new Finding.Keys(List.of());
            case Fetched.Failed(var reason) -> new Finding.Unknown("The sender's key: " + reason);
        };
    }

    /** @param outdated an entry that is not wanted any more, however fresh; null for none */
    private synchronized Entry entry(Inquiry.Call call, @Nullable Entry outdated) {
        var now = clock.instant();
        var known = entries.get(call);
        if (known != null && known != outdated && known.isFresh(now)) {
            return known;
        }
        if (!mayAsk(now)) {
            return new Entry(
                    Future.succeededFuture(
                            new Fetched.Failed("Expected at most %d new ones a minute, but more are asked for"
                                    .formatted(MOST_NEW_A_MINUTE))),
                    now);
        }
        var made = new Entry(fetch(call, now, usable(known, now)), now);
        entries.put(call, made);
        if (entries.size() > MOST_ENTRIES) {
            entries.remove(entries.keySet().iterator().next());
        }
        return made;
    }

    private boolean mayAsk(Instant now) {
        if (minute.plusSeconds(60).isBefore(now)) {
            minute = now;
            asked = 0;
        }
        asked++;
        return asked <= MOST_NEW_A_MINUTE;
    }

    /** What may stand in while the sender cannot be reached. */
    private static @Nullable Fetched usable(@Nullable Entry known, Instant now) {
        return known != null
                        && known.fetched().result() instanceof Fetched.Body body
                        && body.at().plus(KEEP_WHILE_UNREACHABLE).isAfter(now)
                ? body
                : null;
    }

    private Future<Fetched> fetch(Inquiry.Call call, Instant now, @Nullable Fetched standIn) {
        return Calls.send(call, outbound)
                .map(reply -> fetched(reply, now))
                .otherwise(failure -> new Fetched.Failed(String.valueOf(failure.getMessage())))
                .map(fetched -> fetched instanceof Fetched.Failed && standIn != null ? standIn : fetched);
    }

    private static Fetched fetched(OutboundReply reply, Instant now) {
        return switch (reply.status()) {
            case 200 -> new Fetched.Body(reply.body(), now);
            case 404, 410 -> new Fetched.Absent();
            default -> new Fetched.Failed("Expected status 200, but the answer was %d".formatted(reply.status()));
        };
    }
}
