package io.triggergateway.accept;

import io.triggergateway.handoff.HandoffConfig;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.Reply;
import io.triggergateway.trigger.FiringStatus;
import io.triggergateway.trigger.Words;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the scripts that open the door have in common: firings as arguments, and words as outcomes. */
@Singleton
final class DoorWords {
    private static final String LIMITED_BY_NOTHING = "";
    private static final String NO_OVERLAP = "";

    /** Names of fields and keys, and what Redis itself needs for a record and a line of the log. */
    private static final long OVERHEAD = 400;

    private final Keys keys;
    private final HandoffConfig handoff;
    private final KnownShapes shapes;

    DoorWords(Keys keys, HandoffConfig handoff, KnownShapes shapes) {
        this.keys = keys;
        this.handoff = handoff;
        this.shapes = shapes;
    }

    List<Object> arguments(int partition, List<NewFiring> firings, Room room) {
        var arguments = new ArrayList<>();
        arguments.add(room.entries());
        arguments.add(room.bytes());
        arguments.add(flag(room.memoryIsLow()));
        arguments.add(firings.size());
        firings.forEach(firing -> addFiring(arguments, partition, firing));
        return arguments;
    }

    private void addFiring(List<Object> arguments, int partition, NewFiring firing) {
        arguments.add(firing.trigger());
        arguments.add(firing.generation());
        arguments.add(firing.id());
        arguments.add(Words.of(firing.status()));
        arguments.add(firing.deliveryHash());
        arguments.add(firing.bodyHash());
        arguments.add(firing.window().toMillis());
        arguments.add(flag(firing.bodyCounts()));
        addRate(arguments, firing.rate());
        addOverlap(arguments, firing.overlap());
        arguments.add(firing.retention().toMillis());
        arguments.add(size(firing));
        arguments.add(firing.record().size() * 2);
        firing.record().forEach((name, value) -> {
            arguments.add(name);
            arguments.add(value);
        });
        arguments.add(firing.pending().size());
        firing.pending().forEach(start -> {
            arguments.add(start.flow());
            arguments.add(start.data());
        });
        arguments.add(firing.messages().size());
        firing.messages()
                .forEach(message -> arguments.addAll(message.arguments(partition, keys, handoff.inlineBytes())));
        addEvent(arguments, partition, firing);
    }

    /** Most triggers have no awaits, and then nothing is sent that the messages have not. */
    private void addEvent(List<Object> arguments, int partition, NewFiring firing) {
        var event = firing.event();
        arguments.add(flag(event != null));
        if (event == null) {
            return;
        }
        var buckets = shapes.buckets(partition, firing.trigger(), event.payload());
        arguments.add(buckets.size());
        buckets.forEach((shape, bucket) -> {
            arguments.add(shape);
            arguments.add(bucket);
        });
        boolean follows = !buckets.isEmpty() || !event.recorded();
        arguments.add(flag(follows));
        if (follows) {
            arguments.add(event.data());
            arguments.add(event.content() == null ? "" : event.content().get());
            arguments.add(event.meta());
            arguments.add(Objects.requireNonNullElse(event.traceparent(), ""));
            arguments.add(handoff.inlineBytes());
            arguments.add(flag(!event.recorded()));
        }
    }

    private static void addRate(List<Object> arguments, NewFiring.@Nullable Rate rate) {
        if (rate == null) {
            arguments.addAll(List.of(LIMITED_BY_NOTHING, 0, 0));
            return;
        }
        double window = (double) rate.window().toMillis() * 1000;
        arguments.add(rate.key());
        arguments.add(window / rate.max());
        arguments.add(window);
    }

    private static void addOverlap(List<Object> arguments, NewFiring.@Nullable Overlap overlap) {
        if (overlap == null) {
            arguments.add(NO_OVERLAP);
            return;
        }
        arguments.add(Words.of(overlap.policy()));
        arguments.add(overlap.runTimeout().toMillis());
        arguments.add(overlap.mostQueued());
    }

    private static String flag(boolean on) {
        return on ? "1" : "0";
    }

    /** Roughly what the firing takes in the log. */
    private static long size(NewFiring firing) {
        return OVERHEAD
                + firing.record().values().stream()
                        .mapToLong(value -> value instanceof byte[] bytes
                                ? bytes.length
                                : value.toString().length())
                        .sum();
    }

    /** True when a firing has left something that replicas have to evaluate. */
    static boolean leavesMatches(Reply reply) {
        return reply.at(0).text().equals("accepted")
                && reply.at(reply.size() - 1).text().equals("matches");
    }

    AcceptOutcome outcome(int partition, List<NewFiring> firings, Reply reply) {
        var word = reply.at(0).text();
        return switch (word) {
            case "accepted" -> stored(partition, firings, reply);
            case "stale" ->
                new AcceptOutcome.Stale(
                        reply.at(1).text(),
                        Words.parse(AcceptOutcome.Stale.Why.class, reply.at(2).text())
                                .orElseThrow());
            case "backlog" -> new AcceptOutcome.Backlog(reply.at(1).text());
            case "memory" -> new AcceptOutcome.LowMemory();
            case "limited" ->
                new AcceptOutcome.Limited(
                        reply.at(1).text(), Duration.ofNanos(reply.at(2).number() * 1000));
            default -> throw new IllegalStateException("Expected a word of the door, but got " + word);
        };
    }

    private static AcceptOutcome stored(int partition, List<NewFiring> firings, Reply reply) {
        var time = Instant.ofEpochMilli(reply.at(1).number());
        var stored = new ArrayList<AcceptOutcome.StoredFiring>();
        for (int i = 0; i < firings.size(); i++) {
            var firing = firings.get(i);
            var verdict = reply.at(2 + 2 * i).text();
            stored.add(
                    verdict.equals("new")
                            ? fresh(firing, time, reply.at(3 + 2 * i).text())
                            : repeated(partition, firing, reply.at(3 + 2 * i).text(), verdict.equals("same-body")));
        }
        return new AcceptOutcome.Stored(stored);
    }

    private static AcceptOutcome.StoredFiring fresh(NewFiring firing, Instant time, String status) {
        var runs = firing.messages().stream()
                .map(message -> new AcceptOutcome.StartedRun(message.flow(), message.runId()))
                .toList();
        return new AcceptOutcome.StoredFiring(
                firing.trigger(),
                firing.id(),
                time,
                Words.parse(FiringStatus.class, status).orElseThrow(),
                runs,
                false,
                false,
                false);
    }

    /** Reads what the script kept of the first: firing id, time, body hash, flows. */
    private static AcceptOutcome.StoredFiring repeated(
            int partition, NewFiring firing, String first, boolean sameBody) {
        var parts = first.split(" ");
        var runs = new ArrayList<AcceptOutcome.StartedRun>();
        for (int i = 3; i < parts.length; i++) {
            runs.add(new AcceptOutcome.StartedRun(parts[i], Ids.run(partition, parts[0], parts[i])));
        }
        var time = Instant.ofEpochMilli(Long.parseLong(parts[1]));
        boolean conflict = !parts[2].equals(firing.bodyHash());
        return new AcceptOutcome.StoredFiring(
                firing.trigger(), parts[0], time, firing.status(), runs, true, sameBody, conflict);
    }
}
