package io.triggergateway.redis;

import java.util.List;

/** Finds the key of a command, which says where in a cluster it belongs; all keys of a command lie on one node. */
final class RoutingKey {
    private static final String NONE = "";

    private RoutingKey() {}

    /** Empty for commands that any node may answer. */
    static String of(String command, List<?> arguments) {
        return switch (command) {
            case "PING", "INFO", "TIME", "CONFIG", "SCRIPT", "CLUSTER", "WAIT", "DBSIZE", "FLUSHALL", "KEYS" -> NONE;
            case "XGROUP", "XINFO" -> text(arguments, 1);
            case "EVAL" -> text(arguments, 2);
            case "XREAD", "XREADGROUP" -> text(arguments, arguments.indexOf("STREAMS") + 1);
            default -> text(arguments, 0);
        };
    }

    private static String text(List<?> arguments, int index) {
        return index < arguments.size() ? arguments.get(index).toString() : NONE;
    }
}
