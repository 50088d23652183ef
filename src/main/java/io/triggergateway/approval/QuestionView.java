package io.triggergateway.approval;

import io.triggergateway.page.JsonTree;
import java.util.List;

/**
 * A page that asks.
 *
 * @param description empty for none
 * @param notice what went wrong before; empty for nothing
 * @param rows who asks, and until when
 * @param nonce empty where the page cannot take an answer
 * @param forAnyone whether the address is all that it takes to answer
 */
public record QuestionView(
        String title,
        String description,
        String notice,
        JsonTree context,
        List<RowView> rows,
        String nonce,
        boolean forAnyone) {
    public boolean hasContext() {
        return !context.isNothing();
    }

    public String nonceKey() {
        return Nonces.KEY;
    }
}
