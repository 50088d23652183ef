package io.triggergateway.handoff;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.triggergateway.redis.Turns;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which hand-off streams there are. A stream and its groups are made before its first message, the groups at id 0,
 * so that nothing is lost before the first engine connects. Every method waits; for virtual threads.
 */
@Singleton
public final class Streams {
    /** What the standard stream is called where a name is needed; no stream's name starts like this. */
    private static final String STANDARD = "_default";

    private final RedisLink redis;
    private final Keys keys;
    private final HandoffConfig config;
    private final Script ensure;
    private volatile Set<String> last = Set.of();

    Streams(RedisLink redis, Keys keys, HandoffConfig config, Scripts scripts) {
        this.redis = redis;
        this.keys = keys;
        this.config = config;
        this.ensure = scripts.load("ensure-stream");
    }

    /** Makes streams and their groups in every partition, where they are missing; an empty name is the standard one. */
    public void ensure(Collection<String> streams) {
        for (var stream : new HashSet<>(streams)) {
            if (!stream.isEmpty()) {
                redis.call("SADD", keys.registry("streams"), stream);
            }
            Turns.each(keys.all(), partition -> ensure.call(List.of(keys.handoff(partition, stream)), config.groups()));
        }
    }

    /** How a stream is called in answers, metrics and paths: the standard one {@code _default}. */
    public static String shown(String stream) {
        return stream.isEmpty() ? STANDARD : stream;
    }

    /** The stream that somebody calls so; empty for the standard one. */
    public static String named(String shown) {
        return shown.equals(STANDARD) ? "" : shown;
    }

    /** Like {@link #all}; as they were last, while the partition that knows them is out of reach. */
    Set<String> known() {
        try {
            return all();
        } catch (RedisFault away) {
            if (last.isEmpty()) {
                throw away;
            }
            return last;
        }
    }

    /** The names of all streams in order, the standard one as the empty name. */
    public Set<String> all() {
        var names = new TreeSet<String>();
        names.add("");
        redis.call("SMEMBERS", keys.registry("streams")).items().forEach(name -> names.add(name.text()));
        last = Collections.unmodifiableSet(names);
        return last;
    }
}
