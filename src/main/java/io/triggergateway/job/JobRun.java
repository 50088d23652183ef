package io.triggergateway.job;

import io.quarkus.logging.Log;
import io.triggergateway.redis.RedisFault;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One replica's work on one job: step by step, until it ends, has to wait, or the replica stops. */
final class JobRun implements Runnable {
    private static final int STEPS_PER_SECOND = 10;
    private static final int LARGEST_STEP = 100;
    private static final String BUG = "Expected a step of the job to work, but it failed; the log says more";

    private final Job job;
    private final JobKind kind;
    private final Claims claims;
    private final String owner;
    private final Pace pace;
    private final int most;
    private final Rest rest;
    private @Nullable String cursor;

    JobRun(Job job, JobKind kind, Claims claims, String owner, Pace pace, int perSecond, Rest rest) {
        this.job = job;
        this.kind = kind;
        this.claims = claims;
        this.owner = owner;
        this.pace = pace;
        this.most = Math.clamp(perSecond / STEPS_PER_SECOND, 1, LARGEST_STEP);
        this.rest = rest;
        this.cursor = job.cursor();
    }

    /** Waits for a while. */
    interface Rest {
        /** False when the replica stops. */
        boolean rest(Duration time);
    }

    @Override
    public void run() {
        try {
            boolean more = true;
            while (more) {
                more = goesOn();
            }
        } catch (RedisFault away) {
            Log.warnf("Job %s is carried on when Redis is back: %s", job.id(), away.getMessage());
        }
    }

    private boolean goesOn() {
        var step = step();
        var word = claims.advance(job.id(), owner, cursor, step);
        if (word == Claims.Word.STOPS || !(step instanceof JobStep.Went went)) {
            return false;
        }
        cursor = went.cursor();
        if (rest.rest(pace.after(step.fired()))) {
            return true;
        }
        claims.release(job.id(), owner, cursor);
        return false;
    }

    private JobStep step() {
        try {
            return kind.step(job, cursor, most);
        } catch (RedisFault away) {
            throw away;
        } catch (RuntimeException bug) {
            Log.errorf(bug, "Job %s (%s of %s) has failed", job.id(), job.kind(), job.trigger());
            return new JobStep.Failed(Progress.NONE, 0, BUG);
        }
    }
}
