package io.triggergateway.approval;

/**
 * A fact of a page.
 *
 * @param aside said with less weight; empty for nothing
 */
public record RowView(String label, String text, String aside) {
    RowView(String label, String text) {
        this(label, text, "");
    }
}
