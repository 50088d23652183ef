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

    /** All entries together have to fit into memory. */
    private static final int MOST_BYTES = 65_536;

    private static final Duration KEEP = Duration.ofHours(1);
    private static final Duration KEEP_WHILE_UNREACHABLE = Duration.ofDays(1);
    private static final Duration KEEP_ABSENCE = Duration.ofMinutes(1);
    private static final Duration KEEP_FAILURE = Duration.ofSeconds(5);

    /** A key that is new: asked for again, but not for every guess. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private sealed interface Fetched {
        record Body(byte[] bytes, Instant at) implements Fetched {}

        record Absent() implements Fetched {}

        record Failed(String reason) implements Fetched {}
    }

    private static final Fetched UNREADABLE = new Fetched.Failed(
            "Expected keys in at most %d bytes, but the answer is something else".formatted(MOST_BYTES));

    private static final Finding NOT_AMONG_OLD =
            new Finding.Unknown("The sender's key: it is none of those known, and the sender cannot be asked now");

    private static final Fetched TOO_MANY = new Fetched.Failed(
            "Expected at most %d new ones a minute, but more are asked for".formatted(MOST_NEW_A_MINUTE));

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

    /** Where nobody may be asked, a stranger's guesses use up nothing. */
    Future<Finding> find(Inquiry.Keys inquiry) {
        var refusal = outbound.refusal(inquiry.call().url());
        return refusal == null ? ask(inquiry) : Future.succeededFuture(unknown(refusal));
    }

    private Future<Finding> ask(Inquiry.Keys inquiry) {
        var entry = entry(inquiry, null);
        return entry.fetched().compose(fetched -> {
            var finding = finding(inquiry, entry, fetched);
            var unknown =
                    fetched instanceof Fetched.Body && finding instanceof Finding.Keys(var pems) && pems.isEmpty();
            return unknown && entry.isOlderThan(LOOK_AGAIN, clock.instant())
                    ? again(inquiry, entry(inquiry, entry))
                    : Future.succeededFuture(finding);
        });
    }

    private Future<Finding> again(Inquiry.Keys inquiry, Entry entry) {
        return entry.fetched().map(fetched -> finding(inquiry, entry, fetched));
    }

    /** A key that old ones lack may be a new one. */
    private Finding finding(Inquiry.Keys inquiry, Entry entry, Fetched fetched) {
        return switch (fetched) {
            case Fetched.Body(var bytes, var at) -> {
                var pems = Published.keys(inquiry, bytes, clock.instant());
                yield pems.isEmpty() && at.isBefore(entry.since()) ? NOT_AMONG_OLD : new Finding.Keys(pems);
            }
            case Fetched.Absent absent -> new Finding.Keys(List.of());
            case Fetched.Failed(var reason) -> unknown(reason);
        };
    }

    private static Finding unknown(String reason) {
        return new Finding.Unknown("The sender's key: " + reason);
    }

    /** @param outdated an entry that is not wanted any more, however fresh; null for none */
    private synchronized Entry entry(Inquiry.Keys inquiry, @Nullable Entry outdated) {
        var now = clock.instant();
        var call = inquiry.call();
        var known = entries.get(call);
        if (known != null && known != outdated && known.isFresh(now)) {
            return known;
        }
        var standIn = usable(known, now);
        if (!mayAsk(now)) {
            return new Entry(Future.succeededFuture(standIn == null ? TOO_MANY : standIn), now);
        }
        var made = new Entry(fetch(inquiry, now, standIn), now);
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

    private Future<Fetched> fetch(Inquiry.Keys inquiry, Instant now, @Nullable Fetched standIn) {
        return Calls.send(inquiry.call(), outbound)
                .map(reply -> fetched(inquiry, reply, now))
                .otherwise(failure -> new Fetched.Failed(String.valueOf(failure.getMessage())))
                .map(fetched -> fetched instanceof Fetched.Failed && standIn != null ? standIn : fetched);
    }

    private static Fetched fetched(Inquiry.Keys inquiry, OutboundReply reply, Instant now) {
        return switch (reply.status()) {
            case 200 ->
                reply.body().length <= MOST_BYTES && Published.isReadable(inquiry, reply.body())
                        ? new Fetched.Body(reply.body(), now)
                        : UNREADABLE;
            case 404, 410 -> new Fetched.Absent();
            default -> new Fetched.Failed("Expected status 200, but the answer was %d".formatted(reply.status()));
        };
    }
}
