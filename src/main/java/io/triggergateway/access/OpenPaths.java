package io.triggergateway.access;

import java.util.HashSet;
import java.util.Set;

/**
 * The paths that answer without credentials. A path is judged as it was sent: whatever a router, a proxy or a file
 * system might read in another way is not open, and so cannot lead from here to the admin side.
 */
final class OpenPaths {
    private static final String WEBHOOKS = "/api/_triggers/webhooks/";
    private static final Set<String> HEALTH =
            Set.of("/q/health", "/q/health/live", "/q/health/ready", "/q/health/started", "/q/health/well");
    // Unreserved characters, and those delimiters that have no meaning of their own within a segment.
    private static final String PLAIN = "-._~!$&'()*+,=:@";
    private static final Set<Integer> REFUSED_ESCAPES = Set.of((int) '.', (int) '/', (int) '\\', (int) ';', (int) '%');
    private static final int ESCAPE_LENGTH = 3;

    private final Set<String> exact;

    OpenPaths(boolean openMetrics) {
        var paths = new HashSet<>(HEALTH);
        if (openMetrics) {
            paths.add("/q/metrics");
        }
        this.exact = Set.copyOf(paths);
    }

    /** True when the request target, as in the request line, needs no credentials; the query does not matter. */
    boolean isOpen(String target) {
        int query = target.indexOf('?');
        var path = query < 0 ? target : target.substring(0, query);
        return exact.contains(path) || isWebhook(path);
    }

    private static boolean isWebhook(String path) {
        return path.startsWith(WEBHOOKS) && path.length() > WEBHOOKS.length() && isUnambiguous(path, WEBHOOKS.length());
    }

    private static boolean isUnambiguous(String path, int from) {
        int i = from;
        while (i < path.length()) {
            char character = path.charAt(i);
            if (character == '%') {
                if (!isHarmlessEscape(path, i)) {
                    return false;
                }
                i += ESCAPE_LENGTH;
            } else {
                if (!isHarmless(path, i, character)) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static boolean isHarmless(String path, int at, char character) {
        return switch (character) {
            case '/' -> path.charAt(at - 1) != '/';
            case '.' -> path.charAt(at - 1) != '.' && !isWholeSegment(path, at);
            default -> isLetterOrDigit(character) || PLAIN.indexOf(character) >= 0;
        };
    }

    private static boolean isWholeSegment(String path, int at) {
        return path.charAt(at - 1) == '/' && (at + 1 == path.length() || path.charAt(at + 1) == '/');
    }

    private static boolean isLetterOrDigit(char character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9';
    }

    private static boolean isHarmlessEscape(String path, int at) {
        if (at + 2 >= path.length()) {
            return false;
        }
        int high = Character.digit(path.charAt(at + 1), 16);
        int low = Character.digit(path.charAt(at + 2), 16);
        int value = high * 16 + low;
        return high >= 0 && low >= 0 && value >= ' ' && value != 0x7f && !REFUSED_ESCAPES.contains(value);
    }
}
