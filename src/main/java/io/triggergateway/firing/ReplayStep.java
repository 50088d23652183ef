package io.triggergateway.firing;

import io.triggergateway.accept.AcceptOutcome;
import io.triggergateway.job.JobStep;
import io.triggergateway.job.Progress;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registrar;
import io.triggergateway.trigger.ReplaySelection;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One step forward through the log. A few replays are under way at a time; the first that cannot be stored ends the
 * step before it, and what was stored behind it is recognised when it comes again.
 */
final class ReplayStep {
    private static final int MOST_UNDER_WAY = 16;
    private static final long MOST_BYTES_UNDER_WAY = 1 << 20;

    private final LogLines log;
    private final Replayer replayer;
    private final Registrar registrar;
    private final String jobId;
    private final CompiledTrigger trigger;
    private final ReplaySelection selection;
    private final ReplayJudge judge;
    private final List<UnderWay> underWay = new ArrayList<>();
    private long bytes;
    private Progress progress = Progress.NONE;
    private int fired;

    /** Written where Redis's answer comes in. */
    private volatile boolean stale;

    private LogLines.@Nullable Line last;

    ReplayStep(
            LogLines log,
            Replayer replayer,
            Registrar registrar,
            String jobId,
            CompiledTrigger trigger,
            ReplaySelection selection,
            ReplayJudge judge) {
        this.log = log;
        this.replayer = replayer;
        this.registrar = registrar;
        this.jobId = jobId;
        this.trigger = trigger;
        this.selection = selection;
        this.judge = judge;
    }

    /** A line and what becomes of it; empty when Redis did not take it. */
    private record UnderWay(LogLines.Line line, Future<Optional<Result>> result) {}

    /** How a line counts, or what hinders it. */
    private sealed interface Result {
        record Counts(ReplayCount count) implements Result {}

        record Hindered(String reason) implements Result {}
    }

    /** Replays up to {@code most} lines. */
    JobStep go(ReplayCursor.Forward cursor, int most) {
        var page = log.forward(trigger, cursor.next(), cursor.end(), most);
        for (var entry : page.entries()) {
            begin(entry);
            if (underWay.size() == MOST_UNDER_WAY || bytes >= MOST_BYTES_UNDER_WAY) {
                var hindrance = settle();
                if (hindrance.isPresent()) {
                    return new JobStep.Waits(after(cursor), progress, fired, hindrance.get());
                }
            }
        }
        var hindrance = settle();
        if (hindrance.isPresent()) {
            return new JobStep.Waits(after(cursor), progress, fired, hindrance.get());
        }
        return page.last()
                ? new JobStep.Finished(progress, fired)
                : new JobStep.Went(after(cursor), progress, fired, null);
    }

    private String after(ReplayCursor.Forward cursor) {
        return last == null
                ? cursor.toString()
                : new ReplayCursor.Forward(cursor.end(), LogLines.after(last)).toString();
    }

    private void begin(LogLines.Entry entry) {
        bytes += entry.line().size();
        var result = switch (judge.judge(entry)) {
            case ReplayJudge.Verdict.Selected(var firing) -> replay(firing);
            case ReplayJudge.Verdict.NotSelected no -> counts(ReplayCount.NOT_SELECTED);
            case ReplayJudge.Verdict.NotKept none -> counts(ReplayCount.NOT_KEPT);
            case ReplayJudge.Verdict.Gone gone -> counts(ReplayCount.GONE);
        };
        underWay.add(new UnderWay(entry.line(), result));
    }

    private Future<Optional<Result>> replay(Firing firing) {
        return replayer.replayInBackground(trigger, firing, selection.flows(), jobId)
                .map(outcome -> Optional.of(result(outcome)))
                .recover(failure -> failure instanceof RedisFault
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(failure));
    }

    /** Waits for what is under way and counts it, in order; the sentence says why it cannot go on. */
    private Optional<String> settle() {
        for (var each : underWay) {
            RedisLink.await(each.result());
        }
        if (stale) {
            registrar.restate(trigger.name());
        }
        for (var each : underWay) {
            var result = each.result().result().orElse(new Result.Hindered("Redis does not take it now"));
            if (result instanceof Result.Hindered(var reason)) {
                return Optional.of(reason);
            }
            count(((Result.Counts) result).count());
            last = each.line();
        }
        underWay.clear();
        bytes = 0;
        return Optional.empty();
    }

    private void count(ReplayCount count) {
        progress = count.addTo(progress);
        fired += count.fired();
    }

    private static Future<Optional<Result>> counts(ReplayCount count) {
        return Future.succeededFuture(Optional.of(new Result.Counts(count)));
    }

    private Result result(ReplayOutcome outcome) {
        return switch (outcome) {
            case ReplayOutcome.NotKept none -> new Result.Counts(ReplayCount.NOT_KEPT);
            case ReplayOutcome.Invalid invalid -> new Result.Counts(ReplayCount.INVALID);
            case ReplayOutcome.Answered(var answer, var pending) -> result(answer);
        };
    }

    private Result stale() {
        stale = true;
        return new Result.Hindered("The trigger has changed a moment ago");
    }

    private Result result(AcceptOutcome answer) {
        return switch (answer) {
            case AcceptOutcome.Stored(var firings) -> new Result.Counts(ReplayCount.of(firings.getFirst()));
            case AcceptOutcome.Backlog(var stream) ->
                new Result.Hindered(
                        "The engines lag: stream '%s' is half full, and the rest is for new firings".formatted(stream));
            case AcceptOutcome.LowMemory low ->
                new Result.Hindered("Redis's memory fills up, and the rest is for new firings");
            case AcceptOutcome.Limited limited -> new Result.Hindered("The trigger's rate limit is used up");
            case AcceptOutcome.Stale other -> stale();
        };
    }
}
