package io.triggergateway.awaits;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.payload.Json;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.triggergateway.trigger.Findings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Ends awaits by hand, and lets them wait longer. Each ends once, and every caller hears the truth. Waits. */
@Singleton
public final class Endings {
    private static final String CANCELLED = "cancelled";

    private final AwaitStore store;
    private final AwaitCompiler compiler;
    private final Resolver resolver;
    private final AwaitTimer timer;
    private final Keys keys;
    private final Script extend;

    Endings(AwaitStore store, AwaitCompiler compiler, Resolver resolver, AwaitTimer timer, Keys keys, Scripts scripts) {
        this.store = store;
        this.compiler = compiler;
        this.resolver = resolver;
        this.timer = timer;
        this.keys = keys;
        this.extend = scripts.load("extend-await");
    }

    /** Resolves an await with what a person or a program says in place of the one that is waited for. */
    public Ending resolve(Place place, JsonNode data, String user) {
        return switch (store.find(place)) {
            case AwaitState.Waiting(var await) -> resolve(await, data, user);
            case AwaitState.Ended(var ended) -> new Ending.Gone(ended);
            case AwaitState.Unknown unknown -> new Ending.Unknown();
        };
    }

    private Ending resolve(WaitingAwait await, JsonNode data, String user) {
        var errors =
                compiler.compile(await.spec(), await.place(), new Findings()).validate(data);
        return errors.isEmpty()
                ? resolver.end(await, new Resolver.Answer("resolved", Json.write(data), meta(user), "", "", by(user)))
                : new Ending.Invalid(errors);
    }

    /** Ends an await without an answer. */
    public Ending cancel(Place place, String user) {
        return switch (store.find(place)) {
            case AwaitState.Waiting(var await) -> cancel(await, meta(user), by(user));
            case AwaitState.Ended(var ended) -> new Ending.Gone(ended);
            case AwaitState.Unknown unknown -> new Ending.Unknown();
        };
    }

    /** Cancels all that a run waits for; those that this call has ended. */
    public List<EndedAwait> cancelRun(String runId, String user) {
        return cancelRun(runId, meta(user), by(user));
    }

    /** The same for a run that is over. */
    List<EndedAwait> runEnded(String runId) {
        return cancelRun(runId, JsonNodeFactory.instance.objectNode(), "run-ended");
    }

    private List<EndedAwait> cancelRun(String runId, ObjectNode meta, String by) {
        return store.ofRun(runId).stream()
                .map(await -> cancel(await, meta, by))
                .flatMap(ending -> ending instanceof Ending.Ended(var ended)
                        ? List.of(ended).stream()
                        : List.<EndedAwait>of().stream())
                .toList();
    }

    private Ending cancel(WaitingAwait await, ObjectNode meta, String by) {
        return resolver.end(
                await, new Resolver.Answer(CANCELLED, Json.write(NullNode.getInstance()), meta, "", "", by));
    }

    /** Lets an await wait until so long from now: for a time that is when it resolves, for others when it times out. */
    public Ending extend(Place place, Duration timeout) {
        return switch (store.find(place)) {
            case AwaitState.Waiting(var await) -> extend(await, timeout);
            case AwaitState.Ended(var ended) -> new Ending.Gone(ended);
            case AwaitState.Unknown unknown -> new Ending.Unknown();
        };
    }

    private Ending extend(WaitingAwait await, Duration timeout) {
        var reply = extend.call(
                List.of(keys.partition(await.partition())),
                List.of(await.place().text(), await.generation(), timeout.toMillis()));
        timer.wake();
        return switch (reply.at(0).text()) {
            case "extended" ->
                new Ending.Extended(
                        Instant.ofEpochMilli(Long.parseLong(reply.at(1).text())));
            case "late" ->
                new Ending.Lost(EndedAwait.of(
                        await.place(), Objects.requireNonNull(reply.at(1).text())));
            default -> new Ending.Unknown();
        };
    }

    private static ObjectNode meta(String user) {
        return JsonNodeFactory.instance.objectNode().put("user", user);
    }

    private static String by(String user) {
        return "user:" + user;
    }
}
