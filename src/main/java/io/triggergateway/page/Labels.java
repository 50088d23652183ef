package io.triggergateway.page;

import java.util.Locale;
import java.util.regex.Pattern;

/** Makes words for people of the names that programs use. */
public final class Labels {
    private static final Pattern SEAMS = Pattern.compile("[_\\-.\\s]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private Labels() {}

    /** {@code orderId} and {@code order_id} become "Order id"; abbreviations such as URL stay. */
    public static String of(String name) {
        var label = new StringBuilder();
        for (var word : SEAMS.split(name.strip())) {
            if (!word.isEmpty()) {
                label.append(label.isEmpty() ? capital(word) : " " + plain(word));
            }
        }
        return label.isEmpty() ? name : label.toString();
    }

    private static String capital(String word) {
        int first = word.offsetByCodePoints(0, 1);
        return word.substring(0, first).toUpperCase(Locale.ROOT) + word.substring(first);
    }

    private static String plain(String word) {
        boolean abbreviation = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
        return abbreviation ? word : word.toLowerCase(Locale.ROOT);
    }
}
