package io.triggergateway.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/** The one place where keys are made. All keys of a partition share its hash tag, so that one script may touch them. */
public final class Keys {
    /** Few enough characters that a million runs share their keys, some fifteen each. */
    private static final int RUN_HASH = 4;

    private final String prefix;
    private final int partitions;

    /**
     * @param prefix what every key starts with
     * @param partitions how many partitions new things are spread over, at least 1
     */
    public Keys(String prefix, int partitions) {
        this.prefix = prefix;
        this.partitions = partitions;
    }

    /** The number of partitions that new triggers are spread over. */
    public int partitions() {
        return partitions;
    }

    /** The partition that a new trigger or path gets; it is stored with it and never computed again. */
    public int partitionFor(String nameOrPath) {
        var crc = new CRC32();
        crc.update(nameOrPath.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % partitions);
    }

    /** All partitions that new things are spread over. */
    public List<Integer> all() {
        return IntStream.range(0, partitions).boxed().toList();
    }

    /** What all keys of a partition start with; scripts make keys from it. */
    public String partition(int partition) {
        return prefix + ":{" + partition + "}:";
    }

    /** What tells the data of a partition from those of an empty Redis. */
    public String epoch(int partition) {
        return partition(partition) + "epoch";
    }

    /** What runs of a trigger: generation, enabled. */
    public String trigger(int partition, String name) {
        return partition(partition) + "trigger:" + name;
    }

    /** One recorded firing. */
    public String firing(int partition, String firingId) {
        return partition(partition) + "firing:" + firingId;
    }

    /** The log of a trigger's firings, oldest first. */
    public String firings(int partition, String trigger) {
        return partition(partition) + "firings:" + trigger;
    }

    /** What a trigger has fired by hour and status; an empty name is the whole partition. */
    public String stats(int partition, String trigger) {
        return partition(partition) + "stats" + (trigger.isEmpty() ? "" : ":" + trigger);
    }

    /** The triggers of a partition by when they fired last. */
    public String fired(int partition) {
        return partition(partition) + "fired";
    }

    /** The firings of a partition of which something waits for a person, by the time at which they came. */
    public String pending(int partition) {
        return partition(partition) + "pending";
    }

    /** What the flows of a firing are going to get once a person starts them. */
    public String pending(int partition, String firingId) {
        return partition(partition) + "pending:" + firingId;
    }

    /** The schedules of a partition by when their next slot is due. */
    public String due(int partition) {
        return partition(partition) + "due";
    }

    /** How it stands with a trigger's schedule. */
    public String schedule(int partition, String trigger) {
        return partition(partition) + "schedule:" + trigger;
    }

    /** The queues of starts that wait for an active run, by when to look at them. */
    public String queues(int partition) {
        return partition(partition) + "queues";
    }

    /** The active runs of a flow that a schedule has started, by when they count as ended. */
    public String active(int partition, String trigger, String flow) {
        return partition(partition) + "active:" + trigger + ":" + flow;
    }

    /** The starts of a flow that wait for its active run. */
    public String queued(int partition, String trigger, String flow) {
        return partition(partition) + "queued:" + trigger + ":" + flow;
    }

    /** An await that lies in a partition. */
    public String await(int partition, long generation) {
        return partition(partition) + "await:" + generation;
    }

    /** The awaits of a partition whose secrets a key of the ring has encrypted. */
    public String awaitsSealed(int partition, String keyId) {
        return partition(partition) + "await-sealed:" + keyId;
    }

    /** What became of an await that has ended; a place is run and step with a slash between. */
    public String awaited(int partition, String place) {
        return partition(partition) + "awaited:" + place;
    }

    /** The awaits of a partition by when something is to be done. */
    public String awaitsDue(int partition) {
        return partition(partition) + "awaits-due";
    }

    /** How many awaits have been registered and have ended, by kind. */
    public String awaitCounts(int partition) {
        return partition(partition) + "await-counts";
    }

    /** What may be left of awaits in other partitions, by when to look. */
    public String awaitsCheck(int partition) {
        return partition(partition) + "awaits-check";
    }

    /** Which await a token opens, by the token's hash. */
    public String awaitToken(int partition, String hash) {
        return partition(partition) + "await-token:" + hash;
    }

    /** The steps that wait of this run and of those whose names have the same hash, and where. */
    public String runAwaits(int partition, String run) {
        return partition(partition) + "run-awaits:" + sha1(run).substring(0, RUN_HASH);
    }

    /** The logs of deleted triggers, which are to be removed. */
    public String purge(int partition) {
        return partition(partition) + "purge";
    }

    /** The last refusals of a trigger, newest first. */
    public String refusals(int partition, String trigger) {
        return partition(partition) + "refusals:" + trigger;
    }

    /** The hand-off stream; an empty name is the standard one. */
    public String handoff(int partition, String stream) {
        return partition(partition) + "handoff" + (stream.isEmpty() ? "" : ":" + stream);
    }

    /** How many bytes of messages a hand-off stream holds. */
    public String handoffBytes(int partition, String stream) {
        return partition(partition) + "handoff-bytes" + (stream.isEmpty() ? "" : ":" + stream);
    }

    /** The dead letters of a hand-off stream. */
    public String dead(int partition, String stream) {
        return handoff(partition, stream) + ":dead";
    }

    /** How many bytes the dead letters of a stream take. */
    public String deadBytes(int partition, String stream) {
        return partition(partition) + "handoff-dead-bytes" + (stream.isEmpty() ? "" : ":" + stream);
    }

    /** What engines report, all in partition 0. */
    public String signals() {
        return partition(0) + "signals";
    }

    /** Signals that nobody could make use of. */
    public String poisonSignals() {
        return signals() + ":poison";
    }

    /** A payload that is too large for its message. */
    public String payload(int partition, String messageId) {
        return partition(partition) + "payload:" + messageId;
    }

    /** The awaits of a trigger that demand the same of an event. */
    public String awaitIndex(int partition, String trigger, String bucket) {
        return partition(partition) + "await-index:" + trigger + ":" + bucket;
    }

    /** By which fields the awaits of a trigger are found. */
    public String awaitShapes(int partition, String trigger) {
        return partition(partition) + "await-shapes:" + trigger;
    }

    /** What firings have left to be matched with awaits. */
    public String awaitMatches(int partition) {
        return partition(partition) + "await-matches";
    }

    /** What a trigger has fired lately whose firings are recorded without their payload. */
    public String awaitRecent(int partition, String trigger) {
        return partition(partition) + "await-recent:" + trigger;
    }

    /** The only hash that scripts can make too. */
    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A part of the registry, which lives in partition 0. */
    public String registry(String part) {
        return partition(0) + "registry:" + part;
    }

    /** One job, in partition 0. */
    public String job(String id) {
        return partition(0) + "job:" + id;
    }

    /** The ids of all jobs, which sort by their age. */
    public String jobs() {
        return partition(0) + "jobs";
    }

    /** The hashes of access tokens that the gateway made. */
    public String tokens() {
        return partition(0) + "tokens";
    }

    /** When each access token was used last. */
    public String tokenUses() {
        return partition(0) + "token-uses";
    }

    /** What people have done. */
    public String audit() {
        return partition(0) + "audit";
    }

    /** What people are about to do, by a mark of its own. */
    public String auditBegun() {
        return partition(0) + "audit-begun";
    }

    /** A browser's login, by the hash of its cookie. */
    public String session(String hash) {
        return partition(0) + "session:" + hash;
    }
}
