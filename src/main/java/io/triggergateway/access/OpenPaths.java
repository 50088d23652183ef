package io.triggergateway.access;

import io.vertx.core.http.HttpMethod;
import java.util.HashSet;
import java.util.Set;

/**
 * The paths that answer without credentials. A path is judged as it was sent: whatever a router, a proxy or a file
 * system might read in another way is not open, and so cannot lead from here to the admin side.
 */
final class OpenPaths {
    private static final String WEBHOOKS = "/api/_triggers/webhooks/";
    private static final String LOGIN = "/api/_triggers/login";
    private static final String ASSETS = PagePaths.ROOT + "/assets/";
    private static final Set<String> HEALTH =
            Set.of("/q/health", "/q/health/live", "/q/health/ready", "/q/health/started", "/q/health/well");
    // Unreserved characters, and those delimiters that have no meaning of their own within a segment.
    private static final String PLAIN = "-._~!$&'()*+,=:@";
    private static final Set<Integer> REFUSED_ESCAPES = Set.of((int) '.', (int) '/', (int) '\\', (int) ';', (int) '%');
    private static final int ESCAPE_LENGTH = 3;

    private final Set<String> exact;

    OpenPaths(boolean openMetrics) {
        var paths = new HashSet<>(HEALTH);
        paths.add(PagePaths.LOGIN);
        if (openMetrics) {
            paths.add("/q/metrics");
        }
        this.exact = Set.copyOf(paths);
    }

    /** True when the request target, as in the request line, needs no credentials; the query does not matter. */
    boolean isOpen(String target) {
        var path = withoutQuery(target);
        return exact.contains(path) || isBelow(WEBHOOKS, path) || isBelow(ASSETS, path);
    }

    /** True for the call that turns a token into a session. */
    static boolean isLogin(HttpMethod method, String target) {
        return method == HttpMethod.POST && withoutQuery(target).equals(LOGIN);
    }

    private static String withoutQuery(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** True for the public side, when nobody can read the target in another way. */
    static boolean isWebhook(String target) {
        return isBelow(WEBHOOKS, withoutQuery(target));
    }

    private static boolean isBelow(String root, String path) {
        return path.startsWith(root) && path.length() > root.length() && isUnambiguous(path, root.length());
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
