package io.triggergateway.registry;

import java.util.List;

/** Names with {@code *} as a wildcard for any characters; matched without a regular expression. */
public record EventTypes(List<String> patterns) {
    public EventTypes {
        patterns = List.copyOf(patterns);
    }

    /** True when any of the types is wanted; a sender that names none is wanted only where everything is. */
    public boolean wants(List<String> types) {
        return patterns.isEmpty()
                || types.stream().anyMatch(type -> patterns.stream().anyMatch(pattern -> matches(pattern, type)));
    }

    /** Greedy with one point to go back to: linear in practice, and never worse than the product of the lengths. */
    static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
