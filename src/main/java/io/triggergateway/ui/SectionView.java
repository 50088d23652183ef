package io.triggergateway.ui;

import java.util.List;

/**
 * A section as a page draws it.
 *
 * @param fields always shown
 * @param rare shown on demand
 * @param rows those of a list, by their number
 */
record SectionView(EditorSection section, List<FieldView> fields, List<FieldView> rare, List<List<FieldView>> rows) {
    /** Whether something on demand is in use. */
    public boolean isOpen() {
        return rare.stream().anyMatch(FieldView::isUsed);
    }
}
