package io.triggergateway.trigger;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Guesses which known word a mistyped one was meant to be. */
final class Nearest {
    private static final int LONGEST = 40;

    private Nearest() {}

    /** A sentence to append, with a leading space; empty when nothing is close. */
    static String hint(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return "";
        }
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 4))
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .map(" Did you mean '%s'?"::formatted)
                .orElse("");
    }

    /** Insertions, deletions and replacements between two words (Levenshtein); case does not count. */
    private static int distance(String left, String right) {
        var from = plain(left);
        var to = plain(right);
        var above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            above = nextRow(above, from.charAt(row - 1), row, to);
        }
        return above[to.length()];
    }

    private static int[] nextRow(int[] above, char letter, int row, String to) {
        var current = new int[above.length];
        current[0] = row;
        for (int column = 1; column < above.length; column++) {
            int replaced = above[column - 1] + (to.charAt(column - 1) == letter ? 0 : 1);
            current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
        }
        return current;
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
    }
}
