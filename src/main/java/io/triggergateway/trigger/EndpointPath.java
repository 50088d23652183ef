package io.triggergateway.trigger;

import java.util.HashSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The path of a webhook: literal segments and {@code {parameters}}. */
final class EndpointPath {
    /** What answers and documents put in front; may be left out. */
    static final String PREFIX = "/webhooks";

    private static final int LONGEST = 512;
    private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9._~-]+");
    private static final Pattern PARAMETER = Pattern.compile("\\{[a-z][A-Za-z0-9_]*}");

    private EndpointPath() {}

    /** Without the prefix, with a leading slash; notes what is wrong with it. */
    static String read(String written, String pointer, Findings findings) {
        var path = withoutPrefix(written.startsWith("/") ? written : "/" + written);
        var defect = defect(path);
        if (defect != null) {
            findings.add(pointer, defect);
        }
        return path;
    }

    private static String withoutPrefix(String path) {
        return path.equals(PREFIX) || path.startsWith(PREFIX + "/") ? path.substring(PREFIX.length()) : path;
    }

    private static @Nullable String defect(String path) {
        if (path.length() > LONGEST) {
            return "Expected a path of at most %d characters, but this one has %d".formatted(LONGEST, path.length());
        }
        var parameters = new HashSet<String>();
        for (var segment : path.substring(Math.min(1, path.length())).split("/", -1)) {
            if (segment.startsWith("{") && PARAMETER.matcher(segment).matches() && !parameters.add(segment)) {
                return "Expected every path parameter once, but %s comes again".formatted(segment);
            }
            var defect = defectOf(segment);
            if (defect != null) {
                return defect;
            }
        }
        return null;
    }

    private static @Nullable String defectOf(String segment) {
        if (segment.isEmpty()) {
            return "Expected a path such as /webhooks/stripe without empty segments, but one is empty";
        }
        if (segment.equals(".") || segment.equals("..")) {
            return "Expected a path without dot segments, but found '%s'".formatted(segment);
        }
        if (segment.contains("{") || segment.contains("}")) {
            return PARAMETER.matcher(segment).matches()
                    ? null
                    : "Expected a parameter to be a whole segment such as {tenant}, starting with a lower-case letter, but found '%s'"
                            .formatted(Found.cut(segment));
        }
        return LITERAL.matcher(segment).matches()
                ? null
                : "Expected letters, digits and . _ ~ - between the slashes, but found '%s'"
                        .formatted(Found.cut(segment));
    }
}
