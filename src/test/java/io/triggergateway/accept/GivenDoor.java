package io.triggergateway.accept;

import io.triggergateway.handoff.HandoffConfig;
import io.triggergateway.redis.Durability;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisConfig;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Scripts;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The script of the door before a real Redis, and what it left there. */
final class GivenDoor {
    private final RedisLink link;
    private final long mostEntries;
    private final long mostBytes;
    private final Keys keys;
    private final AcceptScript script;
    private final SlotScript slots;

    GivenDoor(RedisLink link, int partitions, long mostEntries, long mostBytes) {
        this(link, partitions, mostEntries, mostBytes, Durability.FSYNC);
    }

    private GivenDoor(RedisLink link, int partitions, long mostEntries, long mostBytes, Durability durability) {
        this.link = link;
        this.mostEntries = mostEntries;
        this.mostBytes = mostBytes;
        this.keys = new Keys("tg", partitions);
        var shapes = new KnownShapes();
        var words = new DoorWords(
                keys,
                new Handoff(List.of("engines"), 1024, new Bounds(mostEntries, mostBytes), Duration.ofSeconds(1)),
                shapes);
        var settings = new Settings(partitions, durability, new Connection("tg", Duration.ofSeconds(2), 1));
        var durable = new DurableWrite(settings);
        this.script = new AcceptScript(
                new AcceptBatches(new Scripts(link), keys, durable, settings), words, shapes, new MatchBell());
        this.slots = new SlotScript(new Scripts(link), keys, words, durable, shapes, new MatchBell());
    }

    static GivenDoor before(RedisLink link) {
        return new GivenDoor(link, 1, 1_000_000, 1L << 40);
    }

    /** One whose writes wait for a replica. */
    static GivenDoor waitingForAReplica(RedisLink link) {
        return new GivenDoor(link, 1, 1_000_000, 1L << 40, Durability.REPLICA);
    }

    private record Handoff(List<String> groups, int inlineBytes, Backlog backlog, Duration trimEvery)
            implements HandoffConfig {}

    private record Bounds(long entries, long bytes) implements HandoffConfig.Backlog {}

    private record Settings(int partitions, Durability durability, Redis redis) implements RedisConfig {}

    private record Connection(String prefix, Duration timeout, int replicas) implements RedisConfig.Redis {
        @Override
        public Optional<String> appendfsync() {
            return Optional.empty();
        }
    }

    AcceptScript script() {
        return script;
    }

    Keys keys() {
        return keys;
    }

    /** Makes a trigger run, as the registry does. */
    GivenDoor with(String trigger, int partition) {
        link.call("HSET", keys.trigger(partition, trigger), "generation", 1, "version", 1, "enabled", 1);
        return this;
    }

    GivenDoor with(String trigger) {
        return with(trigger, 0);
    }

    AcceptOutcome run(GivenFiring... firings) {
        return run(0, false, firings);
    }

    AcceptOutcome run(int partition, boolean memoryIsLow, GivenFiring... firings) {
        var wanted = Arrays.stream(firings).map(GivenFiring::make).toList();
        return RedisLink.await(script.run(partition, wanted, room(memoryIsLow)));
    }

    AcceptOutcome runInBackground(GivenFiring firing) {
        return RedisLink.await(script.run(0, List.of(firing.make()), room(false).inBackground(false)));
    }

    SlotOutcome decide(SlotClaim claim, GivenFiring firing) {
        return RedisLink.await(slots.run(0, claim, firing.make(), room(false)));
    }

    Room room(boolean memoryIsLow) {
        return new Room(mostEntries, mostBytes, memoryIsLow);
    }

    /** The entries of a stream, each as its fields in order. */
    List<Map<String, String>> entries(String key) {
        return link.call("XRANGE", key, "-", "+").items().stream()
                .map(entry -> fields(entry.at(1)))
                .toList();
    }

    List<Map<String, String>> messages() {
        return entries(keys.handoff(0, ""));
    }

    Map<String, String> hash(String key) {
        return fields(link.call("HGETALL", key));
    }

    Set<String> allKeys() {
        var names = new TreeSet<String>();
        link.call("KEYS", "*").items().forEach(name -> names.add(name.text()));
        return names;
    }

    /** One value for all that Redis holds. */
    String digest() {
        return link.call("DEBUG", "DIGEST").text();
    }

    private static Map<String, String> fields(Reply pairs) {
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.size(); i += 2) {
            fields.put(pairs.at(i).text(), pairs.at(i + 1).text());
        }
        return fields;
    }
}
