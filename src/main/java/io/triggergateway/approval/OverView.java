package io.triggergateway.approval;

import io.triggergateway.awaits.EndedAwait;
import java.util.ArrayList;
import java.util.List;

/** Says of an await that is over what was decided, when, and by whom. */
final class OverView {
    private OverView() {}

    static MessageView of(EndedAwait ended) {
        return switch (ended.outcome()) {
            case "resolved" ->
                view(ended, "Answered", "success", "This has been answered", "Nothing is left to do here.");
            case "timeout" ->
                view(
                        ended,
                        "Too late",
                        "warning",
                        "The time to answer is over",
                        "Nobody answered in time, and the flow goes on without.");
            default ->
                view(ended, "Cancelled", "plain", "No answer is needed any more", "The flow does not wait for it now.");
        };
    }

    private static MessageView view(EndedAwait ended, String state, String tone, String title, String text) {
        return new MessageView(state, tone, title, text, rows(ended));
    }

    private static List<RowView> rows(EndedAwait ended) {
        var rows = new ArrayList<RowView>();
        ended.decision().ifPresent(decision -> rows.add(new RowView("Answer", decision)));
        rows.add(new RowView("When", Moments.text(ended.at())));
        var who = who(ended.decider());
        if (!who.isEmpty()) {
            rows.add(new RowView("By", who));
        }
        rows.add(new RowView("Run", ended.place().runId()));
        rows.add(new RowView("Step", ended.place().stepId()));
        return rows;
    }

    private static String who(String decider) {
        int colon = decider.indexOf(':');
        if (colon >= 0) {
            return decider.substring(colon + 1);
        }
        return switch (decider) {
            case "page" -> "somebody on this page";
            case "webhook" -> "a program";
            case "run-ended" -> "the end of the run";
            default -> "";
        };
    }
}
