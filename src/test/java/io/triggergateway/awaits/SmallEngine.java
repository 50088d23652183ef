package io.triggergateway.awaits;

import io.triggergateway.redis.RedisLink;
import io.triggergateway.redis.Reply;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An engine of the least size: a consumer group, runs that it has put aside, and the messages that let them go on. */
final class SmallEngine implements AutoCloseable {
    private static final String STREAM = "tg:{0}:handoff";

    private final RedisLink redis;
    private final String group;
    private final Set<String> seen = new HashSet<>();
    private final Set<String> paused = new HashSet<>();
    private final Map<String, Map<String, String>> resumes = new HashMap<>();

    SmallEngine(RedisLink redis, String group) {
        this.redis = redis;
        this.group = group;
        redis.call("XGROUP", "CREATE", STREAM, group, "$");
    }

    /** Puts a run aside; it goes on at once when its message has come before. */
    void pause(String run, String step) {
        paused.add(run + "/" + step);
    }

    /** Reads what is new, each message once, and says with which of them a step that was put aside goes on. */
    Optional<Map<String, String>> goesOn(String run, String step) {
        read();
        var place = run + "/" + step;
        var resume = paused.contains(place) ? resumes.remove(place) : null;
        if (resume != null) {
            paused.remove(place);
        }
        return Optional.ofNullable(resume);
    }

    private void read() {
        var reply = redis.call("XREADGROUP", "GROUP", group, "one", "COUNT", 500, "STREAMS", STREAM, ">");
        for (int stream = 0; stream < reply.size(); stream++) {
            for (var entry : reply.at(stream).at(1).items()) {
                take(fields(entry.at(1)));
                redis.call("XACK", STREAM, group, entry.at(0).text());
            }
        }
    }

    private void take(Map<String, String> message) {
        if ("resume-run".equals(message.get("type")) && seen.add(message.get("id"))) {
            resumes.put(message.get("runId") + "/" + message.get("stepId"), message);
        }
    }

    private static Map<String, String> fields(Reply flat) {
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < flat.size(); i += 2) {
            fields.put(flat.at(i).text(), flat.at(i + 1).text());
        }
        return fields;
    }

    @Override
    public void close() {
        redis.call("XGROUP", "DESTROY", STREAM, group);
    }
}
