package io.triggergateway.firing;

import io.triggergateway.accept.DurableWrite;
import io.triggergateway.accept.MemoryGauge;
import io.triggergateway.accept.NewMessage;
import io.triggergateway.handoff.HandoffConfig;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.triggergateway.trigger.Words;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The owner of {@code execute-pending.lua} and {@code drop-pending.lua}, which race: whoever finds a flow waiting takes
 * it. Every method waits; for virtual threads.
 */
@Singleton
final class PendingScripts {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final Script execute;
    private final Script drop;
    private final Script confirm;
    private final Keys keys;
    private final HandoffConfig handoff;
    private final DurableWrite durable;
    private final MemoryGauge memory;

    PendingScripts(Scripts scripts, Keys keys, HandoffConfig handoff, DurableWrite durable, MemoryGauge memory) {
        this.execute = scripts.load("execute-pending");
        this.drop = scripts.load("drop-pending");
        this.confirm = scripts.load("confirm");
        this.keys = keys;
        this.handoff = handoff;
        this.durable = durable;
        this.memory = memory;
    }

    /**
     * Hands off those of the messages whose flows still wait.
     *
     * @param changed true when the messages have other data than what waits
     */
    PendingOutcome execute(Firing firing, List<NewMessage> messages, boolean changed, String by) {
        var arguments = new ArrayList<Object>();
        arguments.add(handoff.backlog().entries());
        arguments.add(handoff.backlog().bytes());
        arguments.add(flag(memory.isLow(firing.partition())));
        arguments.add(firing.id());
        arguments.add(onOneLine(by));
        arguments.add(flag(changed));
        arguments.add(messages.size());
        messages.forEach(
                message -> arguments.addAll(message.arguments(firing.partition(), keys, handoff.inlineBytes())));
        return run(
                execute,
                firing.partition(),
                arguments,
                messages.stream().map(NewMessage::flow).toList());
    }

    /**
     * Drops those of the flows that still wait.
     *
     * @param by empty when nobody decided
     * @param reason of a firing of which nothing was started in the end
     */
    PendingOutcome drop(Firing firing, List<String> flows, Decision.Action action, String by, String reason) {
        boolean started = firing.starts().stream().anyMatch(start -> !start.pending());
        var arguments = new ArrayList<Object>(
                List.of(firing.id(), Words.of(action), onOneLine(by), flag(started), reason, flows.size()));
        arguments.addAll(flows);
        return run(drop, firing.partition(), arguments, flows);
    }

    /** Forgets what waits of a firing that is no more. */
    void forget(int partition, String firingId) {
        drop.call(
                List.of(keys.partition(partition)),
                List.of(firingId, Words.of(Decision.Action.EXPIRED), "", flag(false), "", 0));
    }

    /** Waits until what was written so far is as durable as configured; throws RedisFault when it is not. */
    void confirm(int partition) {
        RedisLink.await(durable.run(confirm, List.of(keys.partition(partition)), List.of()));
    }

    private PendingOutcome run(Script script, int partition, List<Object> arguments, List<String> flows) {
        var names = List.of(keys.partition(partition));
        return outcome(RedisLink.await(durable.run(script, names, arguments)), flows);
    }

    private static PendingOutcome outcome(Reply reply, List<String> flows) {
        var word = reply.at(0).text();
        return switch (word) {
            case "decided" ->
                new PendingOutcome.Decided(
                        reply.items().stream().skip(1).map(Reply::text).toList());
            case "late" ->
                new PendingOutcome.Late(Decision.read(reply.at(1).text()).stream()
                        .filter(decision -> flows.contains(decision.flow()))
                        .toList());
            case "gone" -> new PendingOutcome.Gone();
            case "backlog" -> new PendingOutcome.Backlog(reply.at(1).text());
            case "memory" -> new PendingOutcome.LowMemory();
            default ->
                throw new IllegalStateException("Expected a word of the scripts for starts that wait, but got " + word);
        };
    }

    private static String flag(boolean on) {
        return on ? "1" : "0";
    }

    /** A decision is one line. */
    private static String onOneLine(String name) {
        return CONTROL.matcher(name).replaceAll("?");
    }
}
