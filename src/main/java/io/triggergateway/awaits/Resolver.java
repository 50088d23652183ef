package io.triggergateway.awaits;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.accept.DurableWrite;
import io.triggergateway.handoff.HandoffConfig;
import io.triggergateway.payload.Json;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** The owner of {@code resolve-await.lua}: ends one await, or says who was faster. Waits. */
@Singleton
final class Resolver {
    /** So that the record of an ended await stays small. */
    private static final int LONGEST_BY = 100;

    private final Leftovers leftovers;
    private final DurableWrite durable;
    private final HandoffConfig handoff;
    private final Keys keys;
    private final Script script;

    Resolver(Leftovers leftovers, DurableWrite durable, HandoffConfig handoff, Keys keys, Scripts scripts) {
        this.leftovers = leftovers;
        this.durable = durable;
        this.handoff = handoff;
        this.keys = keys;
        this.script = scripts.load("resolve-await");
    }

    /**
     * How an await is to end.
     *
     * @param data JSON as bytes
     * @param meta facts of the source, without credentials
     * @param firingId empty for none
     * @param traceparent empty for none
     * @param by who or what ends it
     */
    record Answer(String outcome, byte[] data, ObjectNode meta, String firingId, String traceparent, String by) {}

    Ending end(WaitingAwait await, Answer answer) {
        var arguments = List.of(
                await.place().text(),
                await.generation(),
                answer.outcome(),
                answer.data(),
                new String(Json.write(answer.meta()), StandardCharsets.UTF_8),
                answer.firingId(),
                answer.traceparent(),
                by(answer),
                handoff.inlineBytes());
        var reply = RedisLink.await(durable.run(script, List.of(keys.partition(await.partition())), arguments));
        return switch (reply.at(0).text()) {
            case "ended" -> ended(await, answer, reply);
            case "late" ->
                new Ending.Lost(EndedAwait.of(await.place(), reply.at(1).text()));
            default -> new Ending.Unknown();
        };
    }

    private Ending ended(WaitingAwait await, Answer answer, Reply reply) {
        if (reply.at(4).text().equals("0")) {
            leftovers.clear(
                    await.partition(),
                    await.place(),
                    await.partition(),
                    await.generation(),
                    reply.at(3).text());
        }
        var at = Instant.ofEpochMilli(Long.parseLong(reply.at(1).text()));
        return new Ending.Ended(
                new EndedAwait(await.place(), await.generation(), await.body(), answer.outcome(), at, by(answer)));
    }

    private static String by(Answer answer) {
        return answer.by().length() > LONGEST_BY ? answer.by().substring(0, LONGEST_BY) : answer.by();
    }
}
