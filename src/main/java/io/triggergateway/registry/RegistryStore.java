package io.triggergateway.registry;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.triggergateway.trigger.Auth;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The registry in Redis. Every method waits; for virtual threads. Throws RedisFault when Redis is away. */
@Singleton
final class RegistryStore {
    private static final int PAGE = 500;
    private static final String BEGINNING = "0-0";

    private final RedisLink redis;
    private final Keys keys;
    private final RegistryKeys names;
    private final Script putTrigger;
    private final Script deleteTrigger;
    private final Script putFlow;
    private final Script setState;

    RegistryStore(RedisLink redis, Keys keys, Scripts scripts) {
        this.redis = redis;
        this.keys = keys;
        this.names = RegistryKeys.of(keys);
        this.putTrigger = scripts.load("put-trigger");
        this.deleteTrigger = scripts.load("delete-trigger");
        this.putFlow = scripts.load("put-flow");
        this.setState = scripts.load("set-state");
    }

    /** A number that no other incarnation of any trigger has. */
    long newGeneration() {
        return redis.call("INCR", names.generations()).number();
    }

    /** Makes sure that no generation comes again that triggers had before the registry was lost. */
    void skipGenerations(Instant now) {
        redis.call("INCRBY", names.generations(), now.getEpochSecond());
    }

    Optional<TriggerRecord> find(String name) {
        var record = redis.call("HGET", names.records(), name).textOrNull();
        var version = redis.call("HGET", names.versions(), name).textOrNull();
        return record == null || version == null
                ? Optional.empty()
                : Optional.of(TriggerRecord.of(record, Long.parseLong(version)));
    }

    Optional<FlowRecord> findFlow(String flow) {
        var record = redis.call("HGET", names.flows(), flow).textOrNull();
        var version = redis.call("HGET", names.flowVersions(), flow).textOrNull();
        return record == null || version == null
                ? Optional.empty()
                : Optional.of(FlowRecord.of(flow, record, Long.parseLong(version)));
    }

    /** The name of the trigger that owns a path. */
    Optional<String> pathOwner(PathShape shape) {
        return Optional.ofNullable(
                redis.call("HGET", names.paths(), shape.claim()).textOrNull());
    }

    /** Writes a trigger that replaces version {@code expected}; 0 means that there is none yet. */
    WriteResult put(TriggerRecord record, long expected) {
        var endpoint = record.trigger().endpoint();
        var role = endpoint == null ? "" : endpoint.auth() instanceof Auth.Shared ? "shares" : "owns";
        var shape = endpoint == null ? "" : PathShape.of(endpoint.path()).claim();
        return result(putTrigger.call(
                names.ofTriggers(), List.of(record.trigger().name(), expected, record.json(), role, shape)));
    }

    WriteResult delete(String name, long expected) {
        return result(deleteTrigger.call(names.ofTriggers(), List.of(name, expected)));
    }

    /** Writes a flow; without subscriptions it is gone. */
    WriteResult putFlow(FlowRecord flow, long expected) {
        var text = flow.subscriptions().isEmpty() ? "" : flow.json();
        return result(putFlow.call(names.ofFlows(), List.of(flow.flow(), expected, text)));
    }

    /** Says in the trigger's partition whether it runs, unless something later has been said. */
    void setState(TriggerRecord record) {
        setState(record, record.enabled() ? "1" : "0");
    }

    /** Stops a trigger for good, before it leaves the registry. */
    void setDeleted(TriggerRecord record) {
        setState(record, "deleted");
        redis.call("ZREM", keys.fired(record.partition()), record.trigger().name());
    }

    private void setState(TriggerRecord record, String state) {
        int partition = record.partition();
        var name = record.trigger().name();
        var names = List.of(
                keys.trigger(partition, name),
                keys.firings(partition, name),
                keys.stats(partition, name),
                keys.refusals(partition, name),
                keys.purge(partition));
        setState.call(names, List.of(record.generation(), record.version(), state));
    }

    /** The id of the last change; what is read after this call is at least as new. */
    String lastChange() {
        var last = redis.call("XREVRANGE", names.changes(), "+", "-", "COUNT", 1);
        return last.size() == 0 ? BEGINNING : last.at(0).at(0).text();
    }

    /** What changed after {@code id}, in order; at most a page, and then there may be more. */
    List<Change> changesAfter(String id) {
        var changes = new ArrayList<Change>();
        for (var entry : redis.call("XRANGE", names.changes(), "(" + id, "+", "COUNT", PAGE)
                .items()) {
            var fields = entry.at(1);
            changes.add(new Change(
                    entry.at(0).text(), fields.at(0).text(), fields.at(1).text()));
        }
        return changes;
    }

    /** One written thing: {@code kind} is trigger or flow. */
    record Change(String id, String kind, String name) {}

    void eachTrigger(Consumer<TriggerRecord> consumer) {
        var versions = all(names.versions());
        all(names.records()).forEach((name, text) -> {
            var version = versions.get(name);
            if (version != null) {
                consumer.accept(TriggerRecord.of(text, Long.parseLong(version)));
            }
        });
    }

    void eachFlow(Consumer<FlowRecord> consumer) {
        var versions = all(names.flowVersions());
        all(names.flows()).forEach((flow, text) -> {
            var version = versions.get(flow);
            if (version != null) {
                consumer.accept(FlowRecord.of(flow, text, Long.parseLong(version)));
            }
        });
    }

    /** The claims of webhook awaits by their paths. */
    Map<String, String> awaitPaths() {
        return all(names.awaitPaths());
    }

    /** The claim of the webhook await at a path; null for none. */
    @Nullable
    String awaitAt(String path) {
        return redis.call("HGET", names.awaitPaths(), path).textOrNull();
    }

    private Map<String, String> all(String key) {
        var all = new HashMap<String, String>();
        scan(key, all::put);
        return all;
    }

    /** Pages through a hash, so that a large registry does not hold Redis up. */
    private void scan(String key, BiConsumer<String, String> consumer) {
        var cursor = "0";
        do {
            var page = redis.call("HSCAN", key, cursor, "COUNT", PAGE);
            cursor = page.at(0).text();
            var pairs = page.at(1).items();
            for (int i = 0; i < pairs.size(); i += 2) {
                consumer.accept(pairs.get(i).text(), pairs.get(i + 1).text());
            }
        } while (!cursor.equals("0"));
    }

    private static WriteResult result(Reply reply) {
        return switch (reply.at(0).text()) {
            case "done" -> new WriteResult.Done(reply.size() > 1 ? reply.at(1).number() : 0);
            case "version" ->
                new WriteResult.OtherVersion(Long.parseLong(reply.at(1).text()));
            case "path-taken" -> new WriteResult.PathTaken(reply.at(1).text());
            case "path-free" -> new WriteResult.PathFree();
            case "path-shared" ->
                new WriteResult.PathShared(List.of(reply.at(1).text().split(" ")));
            default ->
                throw new IllegalStateException("Expected a word of the registry's scripts, but got "
                        + reply.at(0).text());
        };
    }
}
