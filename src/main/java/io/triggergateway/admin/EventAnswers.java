package io.triggergateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.entry.Entered;
import io.triggergateway.entry.EntryOutcome;
import io.triggergateway.entry.EventReading;
import io.triggergateway.entry.Events;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers to those who send CloudEvents. */
@Singleton
final class EventAnswers {
    private final Events events;
    private final Emissions emissions;

    EventAnswers(Events events, Emissions emissions) {
        this.events = events;
        this.emissions = emissions;
    }

    /** What is said of one event. */
    private sealed interface Verdict {
        record Taken(int status, List<EntryOutcome.Stored> firings) implements Verdict {}

        record Refused(EntryProblems why) implements Verdict {}
    }

    /** The answer to one event. */
    Response one(EventReading reading, @Nullable String traceparent) {
        return switch (RedisLink.await(submit(reading, emissions.user(), traceparent))) {
            case Verdict.Taken(int status, var firings) ->
                Response.status(status).entity(document(firings)).build();
            case Verdict.Refused(var why) -> EntryAnswers.of(why);
        };
    }

    /** The answer to several: all of them are taken in, each with its own verdict. */
    Response batch(List<EventReading> readings, @Nullable String traceparent) {
        var user = emissions.user();
        var verdicts = readings.stream()
                .map(reading -> submit(reading, user, traceparent).recover(EventAnswers::unavailable))
                .toList();
        RedisLink.await(Future.join(verdicts));
        var document = JsonNodeFactory.instance.objectNode();
        var items = document.putArray("items");
        for (int i = 0; i < readings.size(); i++) {
            items.add(item(readings.get(i), verdicts.get(i).result()));
        }
        return Response.accepted(document).build();
    }

    private Future<Verdict> submit(EventReading reading, String user, @Nullable String traceparent) {
        return switch (reading) {
            case EventReading.Invalid(var id, var source, var errors) ->
                Future.succeededFuture(new Verdict.Refused(new EntryProblems(
                        ProblemType.INVALID_EVENT.of("Expected a CloudEvent of version 1.0; see errors", errors),
                        null)));
            case EventReading.Read(var event) ->
                events.submit(event, user, traceparent).map(entered -> verdict(event.type(), entered));
        };
    }

    /** One that cannot be stored is said to all; else one that is stored is enough, as the others never will be. */
    private static Verdict verdict(String type, List<Entered> entered) {
        var passing = problems(entered)
                .filter(refused -> refused.retryAfter() != null)
                .max(Comparator.comparingInt(refused -> refused.problem().status()));
        if (passing.isPresent()) {
            return new Verdict.Refused(passing.get());
        }
        var stored = entered.stream()
                .filter(each -> each.outcome() instanceof EntryOutcome.Stored)
                .map(each -> (EntryOutcome.Stored) each.outcome())
                .toList();
        return stored.isEmpty() ? new Verdict.Refused(lasting(type, entered)) : taken(stored);
    }

    private static EntryProblems lasting(String type, List<Entered> entered) {
        return problems(entered)
                .filter(refused -> refused.problem().status() >= 413)
                .max(Comparator.comparingInt(refused -> refused.problem().status()))
                .orElseGet(() -> new EntryProblems(
                        ProblemType.NO_TRIGGER.of(
                                "Expected an enabled trigger of type event that matches, but none does; type '%s'"
                                        .formatted(type.length() > 100 ? type.substring(0, 100) : type)),
                        null));
    }

    private static Stream<EntryProblems> problems(List<Entered> entered) {
        return entered.stream().flatMap(each -> EntryProblems.of(each.trigger(), each.outcome()).stream());
    }

    private static Verdict taken(List<EntryOutcome.Stored> stored) {
        int status = stored.stream().mapToInt(EntryAnswers::status).max().orElseThrow();
        return new Verdict.Taken(status, stored);
    }

    /** Like a webhook's: the first firing, and a list where there are several. */
    private static ObjectNode document(List<EntryOutcome.Stored> stored) {
        var document = EntryAnswers.document(stored.getFirst());
        if (stored.size() > 1) {
            list(document, stored);
        }
        return document;
    }

    private static ObjectNode list(ObjectNode document, List<EntryOutcome.Stored> stored) {
        var firings = document.putArray("firings");
        stored.forEach(each -> firings.add(EntryAnswers.document(each)));
        return document;
    }

    private static Future<Verdict> unavailable(Throwable failure) {
        return failure instanceof RedisFault fault
                ? Future.succeededFuture(new Verdict.Refused(new EntryProblems(
                        ProblemType.UNAVAILABLE.of(
                                "Expected Redis to answer, but it did not or refused; send it again"),
                        Duration.ofSeconds(fault.retryAfter().toSeconds()))))
                : Future.failedFuture(failure);
    }

    private static ObjectNode item(EventReading reading, Verdict verdict) {
        var item = JsonNodeFactory.instance.objectNode();
        switch (reading) {
            case EventReading.Read(var event) -> item.put("id", event.id()).put("source", event.source());
            case EventReading.Invalid(var id, var source, var errors) ->
                item.put("id", id).put("source", source);
        }
        return switch (verdict) {
            case Verdict.Taken(int status, var firings) -> list(item.put("status", status), firings);
            case Verdict.Refused(var why) -> refused(item, why);
        };
    }

    private static ObjectNode refused(ObjectNode item, EntryProblems why) {
        item.put("status", why.problem().status());
        Optional.ofNullable(why.retryAfter()).ifPresent(wait -> item.put("retryAfter", wait.toSeconds()));
        item.set("problem", Problems.document(why.problem()));
        return item;
    }
}
