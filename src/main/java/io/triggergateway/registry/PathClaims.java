package io.triggergateway.registry;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Takes paths for webhook awaits where triggers have theirs, so that no two things answer at one path. */
@Singleton
public final class PathClaims {
    /** What the name of an owner starts with that is an await. */
    static final String AWAIT = "await:";

    private final RegistryKeys names;
    private final Registry registry;
    private final Script claim;
    private final Script free;

    PathClaims(Keys keys, Scripts scripts, Registry registry) {
        this.names = RegistryKeys.of(keys);
        this.registry = registry;
        this.claim = scripts.load("claim-path");
        this.free = scripts.load("free-path");
    }

    /**
     * Takes a path; once more by the same changes nothing. Waits.
     *
     * @param path literal, with a leading slash
     * @param place of the await, for people
     * @param text what finds the await; without line breaks
     * @return who else has it, as a sentence names him; empty when it was taken
     */
    public Optional<String> claim(String path, String place, String text) {
        var reply = RedisLink.await(claim.run(names.ofAwaits(), List.of(path, AWAIT + place, text)));
        if (!reply.at(0).text().equals("done")) {
            return Optional.of(owner(reply.at(1).text()));
        }
        registry.putAwait(path, text);
        return Optional.empty();
    }

    /** Gives a path back that was taken with {@code text}; it does no harm when somebody else has it by now. */
    public Future<Reply> free(String path, String text) {
        return free.run(names.ofAwaits(), List.of(path, text));
    }

    private static String owner(String name) {
        return name.startsWith(AWAIT)
                ? "the await " + name.substring(AWAIT.length())
                : "the trigger '%s'".formatted(name);
    }
}
