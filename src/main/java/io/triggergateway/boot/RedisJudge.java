package io.triggergateway.boot;

import io.triggergateway.redis.Durability;

/** Decides whether a Redis may be used, and says what it gives. */
final class RedisJudge {
    private static final int OLDEST_MAJOR = 7;

    private RedisJudge() {}

    static RedisVerdict judge(RedisFacts facts, Durability durability) {
        if (major(facts.version()) < OLDEST_MAJOR) {
            return unfit("Expected Redis 7.0 or newer at quarkus.redis.hosts, but it is %s. Use a newer Redis."
                    .formatted(facts.version().isEmpty() ? "of an unknown version" : facts.version()));
        }
        if (!facts.evictionPolicy().isEmpty() && !facts.evictionPolicy().equals("noeviction")) {
            return unfit(("Expected Redis to have maxmemory-policy noeviction, but it has %s and would drop what was"
                            + " accepted. Set maxmemory-policy noeviction in Redis.")
                    .formatted(facts.evictionPolicy()));
        }
        return switch (durability) {
            case AUTO -> words(facts);
            case FSYNC -> isOnDisk(facts) ? words(facts) : notOnDisk(facts);
            case REPLICA ->
                new RedisVerdict.Fit(
                        "every write waits for gateway.redis.replicas replicas before it is answered", false);
        };
    }

    private static boolean isOnDisk(RedisFacts facts) {
        return facts.appendOnly()
                && facts.appendfsync().filter("always"::equals).isPresent();
    }

    private static RedisVerdict notOnDisk(RedisFacts facts) {
        if (!facts.appendOnly()) {
            return unfit("Expected Redis to have appendonly yes, because gateway.durability is fsync, but it has no."
                    + " Set appendonly yes and appendfsync always in Redis, or gateway.durability=auto.");
        }
        return unfit(facts.appendfsync()
                .map(found -> ("Expected Redis to have appendfsync always, because gateway.durability is fsync,"
                                + " but it has %s. Set appendfsync always in Redis, or gateway.durability=auto.")
                        .formatted(found))
                .orElse("Expected to learn appendfsync of Redis, because gateway.durability is fsync, but Redis forbids"
                        + " CONFIG. State it: gateway.redis.appendfsync=always."));
    }

    private static RedisVerdict words(RedisFacts facts) {
        if (!facts.appendOnly()) {
            return weak("what was answered is lost when Redis restarts (appendonly no);"
                    + " set appendonly yes and appendfsync always in Redis to keep it");
        }
        var suffix = facts.stated() ? ", stated and not checked" : "";
        return switch (facts.appendfsync().orElse("")) {
            case "always" ->
                new RedisVerdict.Fit(
                        "every write is on disk before it is answered (appendfsync always" + suffix + ")", false);
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

    private static int major(String version) {
        var first = version.split("\\.", 2)[0];
        return first.matches("[0-9]{1,4}") ? Integer.parseInt(first) : 0;
    }

    private static RedisVerdict unfit(String sentence) {
        return new RedisVerdict.Unfit(sentence);
    }

    private static RedisVerdict weak(String words) {
        return new RedisVerdict.Fit(words, true);
    }
}
