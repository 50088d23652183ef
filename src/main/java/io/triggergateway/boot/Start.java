package io.triggergateway.boot;

import io.quarkus.logging.Log;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.triggergateway.access.FirstToken;
import io.triggergateway.access.Tokens;
import io.triggergateway.awaits.AwaitTimer;
import io.triggergateway.awaits.MatchRounds;
import io.triggergateway.handoff.SignalFeed;
import io.triggergateway.handoff.Streams;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.registry.RegistryFeed;
import io.triggergateway.registry.TriggerFiles;
import io.triggergateway.scheduler.Scheduler;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The start, step by step. A Redis that is unfit stops it; one that is out of reach does not: the steps are tried
 * until they succeed, and until then the service is not ready.
 */
@Singleton
final class Start {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration SHORT_PAUSE = Duration.ofMillis(20);

    private final RedisCheck check;
    private final Tokens tokens;
    private final FirstToken firstToken;
    private final Streams streams;
    private final RegistryFeed feed;
    private final TriggerFiles files;
    private final Scheduler scheduler;
    private final AwaitTimer awaits;
    private final MatchRounds matches;
    private final SignalFeed signals;
    private final DataWatch data;
    private final Banner banner;
    private final DevDirectory directory;
    private volatile boolean done;
    private volatile boolean stopped;
    private volatile String waitsFor = "";
    private boolean following;
    private @Nullable Thread thread;

    Start(
            RedisCheck check,
            Tokens tokens,
            FirstToken firstToken,
            Streams streams,
            RegistryFeed feed,
            TriggerFiles files,
            Scheduler scheduler,
            AwaitTimer awaits,
            MatchRounds matches,
            SignalFeed signals,
            DataWatch data,
            Banner banner,
            DevConfig dev) {
        this.check = check;
        this.tokens = tokens;
        this.firstToken = firstToken;
        this.streams = streams;
        this.feed = feed;
        this.files = files;
        this.scheduler = scheduler;
        this.awaits = awaits;
        this.matches = matches;
        this.signals = signals;
        this.data = data;
        this.banner = banner;
        this.directory = new DevDirectory(dev.directory());
    }

    /** True once every step has succeeded. */
    boolean done() {
        return done;
    }

    /** Why it is not done yet; empty at first and when done. */
    String waitsFor() {
        return waitsFor;
    }

    void begin(@Observes StartupEvent event) {
        refuseWhatIsUnfit();
        thread = Thread.ofVirtual().name("start").start(this::untilDone);
    }

    @PreDestroy
    void stop() {
        stopped = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void refuseWhatIsUnfit() {
        try {
            if (check.judge() instanceof RedisVerdict.Unfit(var sentence)) {
                throw new ConfigurationException(sentence);
            }
        } catch (RedisFault away) {
            waitFor(away);
        }
    }

    private void untilDone() {
        while (!done && !stopped) {
            try {
                attempt();
            } catch (RedisFault away) {
                waitFor(away);
                pause(PAUSE);
            } catch (RuntimeException bug) {
                waitsFor = "an internal error, which the log tells";
                Log.error("A step of the start failed and is tried again", bug);
                pause(PAUSE);
            }
        }
    }

    private void attempt() {
        if (check.look() instanceof RedisVerdict.Unfit(var sentence)) {
            waitsFor = sentence;
            pause(PAUSE);
            return;
        }
        data.learn();
        tokens.refresh();
        firstToken.make().ifPresent(this::showFirstToken);
        asFarAsPossible(() -> streams.ensure(Set.of("")));
        followRegistry();
        loadFiles();
        startWork();
        waitsFor = "";
        done = !stopped;
        Log.info("Ready: tokens, streams, triggers and flows are loaded");
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            banner.development(directory);
        }
    }

    private void showFirstToken(String token) {
        banner.firstToken(token);
        tokens.refresh();
    }

    private void followRegistry() {
        if (!following) {
            feed.start();
            following = true;
        }
        while (!feed.loaded() && !stopped) {
            pause(SHORT_PAUSE);
        }
    }

    private void loadFiles() {
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            ExampleTriggers.copyTo(directory);
        }
        if (!stopped) {
            asFarAsPossible(files::load);
        }
    }

    /** Last, as slots and what engines report concern triggers that have to be known. */
    private void startWork() {
        if (!stopped) {
            scheduler.start();
            awaits.start();
            matches.start();
            signals.start();
            data.watch();
        }
    }

    /** What lies on a master of a cluster that is away is caught up on by those who look again and again. */
    private void asFarAsPossible(Runnable step) {
        try {
            step.run();
        } catch (RedisFault away) {
            if (check.away().isEmpty()) {
                throw away;
            }
            Log.warnf("The start goes on without partitions %s: %s", check.away(), away.getMessage());
        }
    }

    private void waitFor(RedisFault away) {
        if (waitsFor.isEmpty()) {
            Log.warnf("Waiting for Redis (quarkus.redis.hosts): %s", away.getMessage());
        }
        waitsFor = "Redis, which is out of reach";
    }

    private void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopping) {
            stopped = true;
        }
    }
}
