package io.triggergateway.awaits;

import org.jspecify.annotations.Nullable;

/**
 * Who has answered at the URL of a webhook await.
 *
 * @param way {@code page} for a person in a browser, {@code webhook} for a program
 * @param user null when nobody has said who it is
 * @param decision in the words of the page's button; null when there was no such choice
 */
public record AnsweredBy(
        String way, @Nullable String user, @Nullable String decision) {
    /** So that the record of an ended await stays small. */
    private static final int LONGEST_USER = 50;

    private static final int LONGEST_DECISION = 35;

    /** As it is recorded: no more than 100 characters, the decision after the only space outside of it. */
    String text() {
        var who = user == null ? "" : ":" + cut(user.replaceAll("\\s", "_"), LONGEST_USER);
        return way + who + (decision == null ? "" : " " + cut(decision, LONGEST_DECISION));
    }

    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }
}
