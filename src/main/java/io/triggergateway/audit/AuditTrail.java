package io.triggergateway.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.logging.Log;
import io.triggergateway.payload.Json;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.Script;
import io.triggergateway.redis.Scripts;
import io.triggergateway.trigger.Instants;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what people do: first that somebody is about to, and when that is stored, what came of it. So nothing
 * happens without an entry, even when a replica or Redis dies in between: what was begun and never ended is entered as
 * {@code unknown}. Every method waits; for virtual threads.
 */
@Singleton
public final class AuditTrail {
    private final Script beginning;
    private final Script ending;
    private final List<String> keys;

    public AuditTrail(Scripts scripts, Keys keys) {
        this.beginning = scripts.load("begin-audit");
        this.ending = scripts.load("end-audit");
        this.keys = List.of(keys.auditBegun(), keys.audit());
    }

    /** A deed that has been announced. */
    public record Begun(String mark, Deed deed) {}

    /** Announces a deed. Throws RedisFault when that cannot be stored: then it must not be done. */
    public Begun begin(Deed deed) {
        var begun = new Begun(UUID.randomUUID().toString(), deed);
        beginning.call(keys, List.of(begun.mark(), Json.write(entry(deed).put("outcome", "unknown"))));
        return begun;
    }

    /**
     * Enters what came of it.
     *
     * @param name of the thing, when it was not known before
     * @param after the thing as it is now, without secrets; null when it is none or no longer there
     * @param status what the caller was answered
     */
    public void end(Begun begun, String name, @Nullable JsonNode after, int status) {
        write(begun.mark(), entered(begun.deed(), name, after, status));
    }

    /** Nothing was done: there is nothing to enter. */
    public void drop(Begun begun) {
        try {
            ending.call(keys, List.of(begun.mark(), ""));
        } catch (RedisFault away) {
            Log.warn("A refused act could not be struck off the audit and will appear as unknown");
        }
    }

    /** Enters a deed that could not be announced, as nobody knew who it was before it was done. */
    public void enter(Deed deed, int status) {
        write("", entered(deed, deed.name(), null, status));
    }

    private void write(String mark, ObjectNode entry) {
        try {
            ending.call(keys, List.of(mark, Json.write(entry)));
        } catch (RedisFault away) {
            Log.errorf(
                    "What came of '%s' by %s could not be entered into the audit%s",
                    entry.path("what").asText(),
                    entry.path("who").asText(),
                    mark.isEmpty() ? "" : "; it will appear there as unknown");
        }
    }

    private static ObjectNode entered(Deed deed, String name, @Nullable JsonNode after, int status) {
        var entry = entry(deed)
                .put("name", name)
                .put("outcome", status < 500 ? "done" : "unknown")
                .put("status", status);
        var before = deed.before();
        if (before != null || after != null) {
            entry.put("after", hash(after));
            entry.set("changes", Differences.between(orMissing(before), orMissing(after)));
        }
        return entry;
    }

    private static JsonNode orMissing(@Nullable JsonNode node) {
        return Objects.requireNonNullElse(node, MissingNode.getInstance());
    }

    private static ObjectNode entry(Deed deed) {
        var entry = JsonNodeFactory.instance
                .objectNode()
                .put("time", Instants.format(deed.time()))
                .put("who", deed.who())
                .put("role", deed.role())
                .put("address", deed.address())
                .put("what", deed.what())
                .put("name", deed.name());
        if (deed.before() != null) {
            entry.put("before", hash(deed.before()));
        }
        return entry;
    }

    private static @Nullable String hash(@Nullable JsonNode document) {
        return document == null ? null : "sha256:" + HexFormat.of().formatHex(sha256().digest(Json.write(document)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
