package io.triggergateway.handoff;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Signals that nobody could make use of, with the reason; about the newest thousand are kept. */
@Singleton
public final class PoisonSignals {
    private static final Pattern CURSOR = Pattern.compile("\\d{1,15}-\\d{1,15}");
    private static final String OWN = "poison.";

    private final SignalStream stream;

    PoisonSignals(SignalStream stream) {
        this.stream = stream;
    }

    /** True for what may be given as {@code cursor}: an {@code entryId}. */
    public static boolean isCursor(String text) {
        return CURSOR.matcher(text).matches();
    }

    /**
     * The newest, newest first. Waits.
     *
     * @param limit at least 1
     * @param cursor the {@code entryId} after which to go on; null for the first page
     */
    public List<ObjectNode> newest(int limit, @Nullable String cursor) {
        return stream.setAside(cursor, limit).stream()
                .map(PoisonSignals::document)
                .toList();
    }

    private static ObjectNode document(Entry entry) {
        var document = JsonNodeFactory.instance.objectNode().put("entryId", entry.id());
        var signal = JsonNodeFactory.instance.objectNode();
        entry.fields().forEach((field, bytes) -> {
            var value = new String(bytes, StandardCharsets.UTF_8);
            if (field.startsWith(OWN)) {
                document.put(field.equals("poison.id") ? "signalId" : field.substring(OWN.length()), value);
            } else {
                signal.put(field, value);
            }
        });
        document.set("signal", signal);
        return document;
    }
}
