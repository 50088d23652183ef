package io.triggergateway.boot;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides whether a Redis may be used, and says what it gives. */
final class RedisJudge {
    private static final int OLDEST_MAJOR = 7;

    private final RedisFacts facts;
    private final RedisWish wish;

    private RedisJudge(RedisFacts facts, RedisWish wish) {
        this.facts = facts;
        this.wish = wish;
    }

    static RedisVerdict judge(RedisFacts facts, RedisWish wish) {
        return new RedisJudge(facts, wish).judge();
    }

    private RedisVerdict judge() {
        return obstacle().<RedisVerdict>map(RedisVerdict.Unfit::new).orElseGet(this::fit);
    }

    private Optional<String> obstacle() {
        return Stream.of(tooOld(), evicts(), readOnly(), otherTopology(), notOnDisk())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> tooOld() {
        var found = facts.version().isEmpty() ? "of an unknown version" : facts.version();
        return when(
                major(facts.version()) < OLDEST_MAJOR,
                "Expected Redis 7.0 or newer at quarkus.redis.hosts, but it is %s. Use a newer Redis."
                        .formatted(found));
    }

    private Optional<String> evicts() {
        var policy = facts.evictionPolicy();
        return when(
                !policy.isEmpty() && !policy.equals("noeviction"),
                ("Expected Redis to have maxmemory-policy noeviction, but it has %s and would drop what was"
                                + " accepted. Set maxmemory-policy noeviction in Redis.")
                        .formatted(policy));
    }

    private Optional<String> readOnly() {
        return when(
                facts.role().equals("slave"),
                "Expected a master at quarkus.redis.hosts, but it is a replica, which is read-only. Name the master, or"
                        + " let Sentinel find it: quarkus.redis.client-type=sentinel.");
    }

    private Optional<String> otherTopology() {
        return facts.clustered()
                ? when(
                        !wish.clustered(),
                        "Expected a single Redis at quarkus.redis.hosts, but it is a node of a Redis Cluster."
                                + " Set quarkus.redis.client-type=cluster.")
                : when(
                        wish.clustered(),
                        "Expected a Redis Cluster, because quarkus.redis.client-type is cluster, but Redis has"
                                + " cluster-enabled no. Set quarkus.redis.client-type=standalone.");
    }

    private Optional<String> notOnDisk() {
        return switch (wish.durability()) {
            case AUTO, REPLICA -> Optional.empty();
            case FSYNC -> isOnDisk() ? Optional.empty() : Optional.of(whyNotOnDisk());
        };
    }

    private boolean isOnDisk() {
        return facts.appendOnly()
                && facts.appendfsync().filter("always"::equals).isPresent();
    }

    private String whyNotOnDisk() {
        if (!facts.appendOnly()) {
            return "Expected Redis to have appendonly yes, because gateway.durability is fsync, but it has no."
                    + " Set appendonly yes and appendfsync always in Redis, or gateway.durability=auto.";
        }
        return facts.appendfsync()
                .map(found -> ("Expected Redis to have appendfsync always, because gateway.durability is fsync,"
                                + " but it has %s. Set appendfsync always in Redis, or gateway.durability=auto.")
                        .formatted(found))
                .orElse("Expected to learn appendfsync of Redis, because gateway.durability is fsync, but Redis forbids"
                        + " CONFIG. State it: gateway.redis.appendfsync=always.");
    }

    private RedisVerdict fit() {
        return switch (wish.durability()) {
            case AUTO, FSYNC -> onDisk();
            case REPLICA ->
                facts.replicas() < wish.replicas()
                        ? weak(
                                ("every write waits for %d replicas (gateway.redis.replicas), but %d are connected: until"
                                                + " there are enough, starts are answered 503")
                                        .formatted(wish.replicas(), facts.replicas()))
                        : strong("every write waits for gateway.redis.replicas replicas before it is answered");
        };
    }

    private RedisVerdict onDisk() {
        if (!facts.appendOnly()) {
            return weak("what was answered is lost when Redis restarts (appendonly no);"
                    + " set appendonly yes and appendfsync always in Redis to keep it");
        }
        var suffix = facts.stated() ? ", stated and not checked" : "";
        return switch (facts.appendfsync().orElse("")) {
            case "always" -> strong("every write is on disk before it is answered (appendfsync always" + suffix + ")");
            case "everysec" ->
                weak("the last second may be lost when Redis crashes (appendfsync everysec" + suffix
                        + "); set appendfsync always in Redis to keep it");
            case "no" ->
                weak("the last half minute or so may be lost when Redis crashes (appendfsync no" + suffix
                        + "); set appendfsync always in Redis to keep it");
            default ->
                weak("unknown, because Redis forbids CONFIG;"
                        + " state what it has in gateway.redis.appendfsync (always, everysec or no)");
        };
    }

    private List<String> warnings() {
        return Stream.of(unlimited(), pausesSyncs()).flatMap(Optional::stream).toList();
    }

    private Optional<String> unlimited() {
        return when(
                facts.maxmemory() == 0,
                "Redis has no maxmemory: instead of refusing writes it is ended by the system when memory runs out."
                        + " Set maxmemory in Redis, to some 60 % of what the machine has");
    }

    private Optional<String> pausesSyncs() {
        return when(
                !facts.syncsDuringRewrite() && isOnDisk(),
                "Redis has no-appendfsync-on-rewrite yes: while the append-only file is rewritten, writes are answered"
                        + " before they are on disk. Set no-appendfsync-on-rewrite no in Redis");
    }

    private static int major(String version) {
        var first = version.split("\\.", 2)[0];
        return first.matches("[0-9]{1,4}") ? Integer.parseInt(first) : 0;
    }

    private static Optional<String> when(boolean holds, String sentence) {
        return holds ? Optional.of(sentence) : Optional.empty();
    }

    private RedisVerdict strong(String words) {
        return new RedisVerdict.Fit(words, false, warnings());
    }

    private RedisVerdict weak(String words) {
        return new RedisVerdict.Fit(words, true, warnings());
    }
}
