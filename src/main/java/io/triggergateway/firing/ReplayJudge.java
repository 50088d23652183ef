package io.triggergateway.firing;

import io.triggergateway.expression.Expressions;
import io.triggergateway.expression.Filter;
import io.triggergateway.expression.Outcome;
import io.triggergateway.expression.Scope;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.ReplaySelection;
import io.triggergateway.trigger.Words;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which of a trigger's recorded firings a selection means. */
final class ReplayJudge {
    private final Replayer replayer;
    private final CompiledTrigger trigger;
    private final ReplaySelection selection;
    private final @Nullable Filter filter;

    private ReplayJudge(
            Replayer replayer, CompiledTrigger trigger, ReplaySelection selection, @Nullable Filter filter) {
        this.replayer = replayer;
        this.trigger = trigger;
        this.selection = selection;
        this.filter = filter;
    }

    /** Empty when the filter does not compile, which is noted in {@code findings}. */
    static Optional<ReplayJudge> of(
            Replayer replayer, CompiledTrigger trigger, ReplaySelection selection, Findings findings) {
        var source = selection.filter();
        var filter = source == null ? null : Expressions.filter(source, Scope.TRIGGER, "/filter", findings);
        return source != null && filter == null
                ? Optional.empty()
                : Optional.of(new ReplayJudge(replayer, trigger, selection, filter));
    }

    /** What is to be done with an entry of the log. */
    sealed interface Verdict {
        record Selected(Firing firing) implements Verdict {}

        record NotSelected() implements Verdict {}

        /** It is meant, as far as one can tell without its payload. */
        record NotKept() implements Verdict {}

        /** The record has expired. */
        record Gone() implements Verdict {}
    }

    Verdict judge(LogLines.Entry entry) {
        if (!entry.record().containsKey("time")) {
            return new Verdict.Gone();
        }
        var firing = FiringRecords.read(entry.line().firingId(), trigger.partition(), entry.record())
                .with(FiringRecords.content(entry.record(), Map.of()));
        if (!hasStatus(firing) || !selection.replays() && firing.meta().has(Replayed.REPLAY_OF)) {
            return new Verdict.NotSelected();
        }
        if (firing.payload() == null) {
            return new Verdict.NotKept();
        }
        return matches(firing) ? new Verdict.Selected(firing) : new Verdict.NotSelected();
    }

    private boolean hasStatus(Firing firing) {
        return selection.statuses().isEmpty()
                || selection.statuses().stream()
                        .anyMatch(status -> Words.of(status).equals(firing.status()));
    }

    private boolean matches(Firing firing) {
        return filter == null
                || filter.test(Replayed.variables(firing, replayer.parameters(trigger, firing)))
                        instanceof Outcome.Matches;
    }
}
