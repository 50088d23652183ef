package io.triggergateway.redis;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a node of a cluster answers for a key that it does not have.
 *
 * @param forGood false while the slot is still on its way: only this key is there already
 * @param node as host:port
 */
record Redirection(boolean forGood, int slot, String node) {
    private static final Pattern LINE = Pattern.compile("(MOVED|ASK) (\\d+) (\\S*):(\\d+)");

    /**
     * Null when the fault is another one.
     *
     * @param asked the host that answered, which may leave its own name out
     */
    static @Nullable Redirection of(RedisFault fault, String asked) {
        var line = LINE.matcher(String.valueOf(fault.getMessage()));
        if (!line.find()) {
            return null;
        }
        var host = line.group(3).isEmpty() ? asked : line.group(3);
        return new Redirection(
                line.group(1).equals("MOVED"), Integer.parseInt(line.group(2)), Slots.node(host, line.group(4)));
    }
}
