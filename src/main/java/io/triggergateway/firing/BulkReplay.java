package io.triggergateway.firing;

import io.triggergateway.accept.Ids;
import io.triggergateway.job.JobCreation;
import io.triggergateway.job.Jobs;
import io.triggergateway.job.NewJob;
import io.triggergateway.registry.CompiledTrigger;
import io.triggergateway.trigger.Findings;
import io.triggergateway.trigger.ReplaySelection;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Replays of many firings: what they would take, and the job that does it. Every method waits. */
@Singleton
public final class BulkReplay {
    static final String KIND = "replay";

    /** A preview answers while somebody waits for it. */
    private static final int MOST_LOOKED_AT = 10_000;

    private static final long MOST_READ = 64L << 20;
    private static final int PAGE = 500;

    private final LogLines log;
    private final Replayer replayer;
    private final Jobs jobs;

    BulkReplay(LogLines log, Replayer replayer, Jobs jobs) {
        this.log = log;
        this.replayer = replayer;
        this.jobs = jobs;
    }

    /** Notes what is wrong with a selection for this trigger: its filter, or flows that do not subscribe. */
    public void check(CompiledTrigger trigger, ReplaySelection selection, Findings findings) {
        ReplayJudge.of(replayer, trigger, selection, findings);
        var strangers = Replayer.strangers(trigger, selection.flows());
        if (!strangers.isEmpty()) {
            findings.add("/flows", "Expected flows that subscribe to the trigger, but these do not: " + strangers);
        }
    }

    /** The job that fires what is selected, oldest first, of what the log has now. */
    public JobCreation start(
            CompiledTrigger trigger, ReplaySelection selection, String createdBy, @Nullable String key) {
        var cursor = ReplayCursor.first(log.end(trigger), selection);
        var hash = key == null ? null : Ids.hash(key);
        return jobs.create(new NewJob(KIND, trigger.name(), selection.document(), cursor.toString(), createdBy, hash));
    }

    /** Counts what is selected and fires nothing; of a long log only the newest part. */
    public ReplayPreview preview(CompiledTrigger trigger, ReplaySelection selection) {
        var judge = ReplayJudge.of(replayer, trigger, selection, new Findings())
                .orElseThrow(() -> new IllegalArgumentException("Expected a selection that was checked"));
        var count = new Count(selection.last());
        var oldest = ReplayJob.oldest(selection);
        var next = ReplayCursor.first(log.end(trigger), selection).end();
        while (true) {
            var page = log.back(trigger, next, oldest, PAGE);
            for (var entry : page.entries()) {
                count.add(entry, judge.judge(entry));
                if (count.isFull()) {
                    return count.result(true);
                }
            }
            if (page.last() || count.isTired()) {
                return count.result(page.last());
            }
            next = page.next();
        }
    }

    /** What a preview has seen so far. */
    private static final class Count {
        private final @Nullable Long last;
        private long matched;
        private long notKept;
        private long scanned;
        private long bytes;
        private @Nullable Instant oldest;
        private @Nullable Instant newest;

        Count(@Nullable Long last) {
            this.last = last;
        }

        void add(LogLines.Entry entry, ReplayJudge.Verdict verdict) {
            scanned++;
            bytes += entry.line().size();
            switch (verdict) {
                case ReplayJudge.Verdict.Selected(var firing) -> add(firing.time());
                case ReplayJudge.Verdict.NotKept none -> notKept++;
                case ReplayJudge.Verdict.NotSelected no -> {}
                case ReplayJudge.Verdict.Gone gone -> {}
            }
        }

        boolean isFull() {
            return last != null && matched == last;
        }

        boolean isTired() {
            return scanned >= MOST_LOOKED_AT || bytes >= MOST_READ;
        }

        ReplayPreview result(boolean complete) {
            return new ReplayPreview(matched, notKept, scanned, complete, oldest, newest);
        }

        private void add(Instant time) {
            matched++;
            oldest = time;
            newest = newest == null ? time : newest;
        }
    }
}
