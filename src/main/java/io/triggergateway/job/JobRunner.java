package io.triggergateway.job;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.triggergateway.redis.Housekeeping;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Takes up jobs that nobody works on: new ones, those that have waited, and those of a replica that died. */
@Singleton
final class JobRunner {
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(5);
    private static final int NAME_BYTES = 8;

    private final Claims claims;
    private final Map<String, JobKind> kinds;
    private final JobConfig config;
    private final String name;
    private final Set<Thread> working = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private int claimed;

    JobRunner(Claims claims, @All List<JobKind> kinds, JobConfig config, RandomGenerator random) {
        this.claims = claims;
        this.kinds = kinds.stream().collect(Collectors.toUnmodifiableMap(JobKind::kind, Function.identity()));
        this.config = config;
        this.name = name(random);
    }

    void begin(@Observes StartupEvent event, Housekeeping housekeeping) {
        housekeeping.every(Duration.ofSeconds(1), "Taking up jobs", this::look);
    }

    void look() {
        while (working.size() < config.parallel() && !isStopping()) {
            var run = next();
            if (run.isEmpty()) {
                return;
            }
            begin(run.get());
        }
    }

    /** Takes up a job, without beginning; empty when there is none. */
    synchronized Optional<JobRun> next() {
        // Each claim has an owner of its own: a run that was thought dead is told from the one that follows it.
        var owner = name + "-" + ++claimed;
        return claims.claim(owner, config.takeOverAfter(), kinds.keySet()).flatMap(job -> run(job, owner));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        for (var thread : working) {
            thread.join(LONGEST_FAREWELL);
        }
    }

    private Optional<JobRun> run(Job job, String owner) {
        return Optional.ofNullable(kinds.get(job.kind()))
                .map(kind -> new JobRun(
                        job,
                        kind,
                        claims,
                        owner,
                        new Pace(config.rate(), System::nanoTime),
                        config.rate(),
                        this::rest));
    }

    private void begin(JobRun run) {
        var thread = Thread.ofVirtual().name("job").unstarted(() -> {
            try {
                run.run();
            } finally {
                working.remove(Thread.currentThread());
            }
        });
        working.add(thread);
        thread.start();
    }

    private boolean rest(Duration time) {
        try {
            return !stopping.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private static String name(RandomGenerator random) {
        var bytes = new byte[NAME_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
