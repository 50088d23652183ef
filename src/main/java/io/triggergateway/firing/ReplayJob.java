package io.triggergateway.firing;

import io.triggergateway.job.Job;
import io.triggergateway.job.JobKind;
import io.triggergateway.job.JobStep;
import io.triggergateway.job.Progress;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.registry.Registrar;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.RegistryFeed;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.ReplayReader;
import io.triggergateway.trigger.ReplaySelection;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A replay of many firings, step by step: back through the log to where it begins, and then forward, oldest first. */
@Singleton
final class ReplayJob implements JobKind {
    private static final int PAGE = 1000;
    private static final String DISABLED = "The trigger is disabled: enable it, or cancel the job";
    private static final String REMOVED = "Expected the trigger to exist, but it was removed";

    private final LogLines log;
    private final Replayer replayer;
    private final Registry registry;
    private final RegistryFeed feed;
    private final Registrar registrar;

    ReplayJob(LogLines log, Replayer replayer, Registry registry, RegistryFeed feed, Registrar registrar) {
        this.log = log;
        this.replayer = replayer;
        this.registry = registry;
        this.feed = feed;
        this.registrar = registrar;
    }

    @Override
    public String kind() {
        return BulkReplay.KIND;
    }

    @Override
    public JobStep step(Job job, @Nullable String cursor, int most) {
        RedisLink.await(feed.current());
        var trigger = registry.find(job.trigger());
        if (trigger.isEmpty()) {
            return new JobStep.Failed(Progress.NONE, 0, REMOVED);
        }
        return hindrance(trigger.get())
                .<JobStep>map(reason -> new JobStep.Waits(cursor, Progress.NONE, 0, reason))
                .orElseGet(() -> step(job, trigger.get(), ReplayCursor.read(Objects.requireNonNull(cursor)), most));
    }

    /** The oldest position that a selection takes, as Redis writes it. */
    static String oldest(ReplaySelection selection) {
        var from = selection.from();
        return from == null ? "-" : Long.toString(from.toEpochMilli());
    }

    private static Optional<String> hindrance(CompiledTrigger trigger) {
        if (!trigger.enabled()) {
            return Optional.of(DISABLED);
        }
        return Optional.ofNullable(trigger.broken()).map(why -> "The trigger cannot fire: " + why);
    }

    private JobStep step(Job job, CompiledTrigger trigger, ReplayCursor cursor, int most) {
        var findings = new Findings();
        var selection = ReplayReader.selection(job.params(), findings);
        var judge = Optional.ofNullable(selection)
                .flatMap(wanted -> ReplayJudge.of(replayer, trigger, wanted, findings))
                .orElseThrow(() -> new IllegalStateException(
                        "Expected a selection that was checked, but found " + findings.all()));
        return switch (cursor) {
            case ReplayCursor.Back back -> back(trigger, Objects.requireNonNull(selection), judge, back);
            case ReplayCursor.Forward forward ->
                new ReplayStep(log, replayer, registrar, job.id(), trigger, Objects.requireNonNull(selection), judge)
                        .go(forward, most);
        };
    }

    private JobStep back(
            CompiledTrigger trigger, ReplaySelection selection, ReplayJudge judge, ReplayCursor.Back cursor) {
        return selection.last() == null
                ? count(trigger, selection, cursor)
                : seek(trigger, selection, selection.last(), judge, cursor);
    }

    /** Everything from the oldest line on: only how many there are has to be found out. */
    private JobStep count(CompiledTrigger trigger, ReplaySelection selection, ReplayCursor.Back cursor) {
        var lines = log.lines(trigger, cursor.next(), oldest(selection), PAGE);
        long looked = cursor.looked() + lines.size();
        return lines.size() < PAGE
                ? forward(cursor, oldest(selection), looked)
                : went(new ReplayCursor.Back(cursor.end(), LogLines.after(lines.getLast()), 0, looked));
    }

    private JobStep seek(
            CompiledTrigger trigger,
            ReplaySelection selection,
            long last,
            ReplayJudge judge,
            ReplayCursor.Back cursor) {
        var page = log.back(trigger, cursor.next(), oldest(selection), PAGE);
        long found = cursor.found();
        long looked = cursor.looked();
        for (var entry : page.entries()) {
            looked++;
            if (judge.judge(entry) instanceof ReplayJudge.Verdict.Selected && ++found == last) {
                return forward(cursor, entry.line().position(), looked);
            }
        }
        return page.last()
                ? forward(cursor, oldest(selection), looked)
                : went(new ReplayCursor.Back(cursor.end(), page.next(), found, looked));
    }

    private static JobStep forward(ReplayCursor.Back cursor, String start, long total) {
        var next = new ReplayCursor.Forward(cursor.end(), start);
        return new JobStep.Went(next.toString(), Progress.NONE, 0, total);
    }

    private static JobStep went(ReplayCursor cursor) {
        return new JobStep.Went(cursor.toString(), Progress.NONE, 0, null);
    }
}
