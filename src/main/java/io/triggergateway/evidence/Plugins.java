package io.triggergateway.evidence;

import io.triggergateway.plugin.WebhookRequest;
import io.triggergateway.plugin.WebhookVerifier;
import io.triggergateway.verify.Evidence.Finding;
import io.triggergateway.verify.Inquiry;
import io.triggergateway.verify.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The verifiers of the jars in {@code gateway.plugins}. */
public final class Plugins {
    private static final Logger LOG = Logger.getLogger(Plugins.class);
    private static final int THREADS = 8;
    /** Running or waiting for a thread; one more is refused, as a verifier that hangs would let them pile up. */
    private static final int MOST_AT_ONCE = 4 * THREADS;

    /** A directory in which more is broken than this is no directory of plugins. */
    private static final int MOST_BROKEN = 100;

    private final Map<String, WebhookVerifier> verifiers;
    private final WorkerExecutor workers;
    private final Duration longest;
    private final Semaphore permits = new Semaphore(MOST_AT_ONCE);

    /** @param longest how long a verifier is waited for */
    Plugins(EvidenceConfig config, Vertx vertx, Duration longest) {
        this.verifiers = config.plugins().map(Plugins::load).orElse(Map.of());
        this.workers = vertx.createSharedWorkerExecutor("plugins", THREADS);
        this.longest = longest;
    }

    /** Whether a verifier of this class name is there. */
    public boolean has(String verifier) {
        return verifiers.containsKey(verifier);
    }

    Future<Finding> ask(Inquiry.Plugin inquiry) {
        var verifier = verifiers.get(inquiry.verifier());
        if (verifier == null) {
            return Future.succeededFuture(
                    new Finding.Unknown("Expected the plugin %s, but it is not there".formatted(inquiry.verifier())));
        }
        if (!permits.tryAcquire()) {
            return Future.succeededFuture(new Finding.Unknown(
                    "Expected at most %d requests at plugins at once, but there are more".formatted(MOST_AT_ONCE)));
        }
        var request = request(inquiry);
        return workers.executeBlocking(() -> verifier.verify(request), false)
                // Not at the time limit: a verifier that hangs still holds a thread.
                .onComplete(done -> permits.release())
                .timeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                .map(passed -> finding(inquiry.verifier(), Boolean.TRUE.equals(passed)))
                .otherwise(failure -> failed(inquiry.verifier(), failure));
    }

    private static WebhookRequest request(Inquiry.Plugin inquiry) {
        var request = inquiry.request();
        return new WebhookRequest(
                request.method(),
                request.url(),
                request.headers(),
                request.query(),
                request.body().clone(),
                request.address(),
                request.now(),
                inquiry.secret().clone());
    }

    private static Finding finding(String verifier, boolean passed) {
        return new Finding.Word(
                passed
                        ? new Verdict.Passed(null)
                        : new Verdict.Refused(401, "The plugin %s says no".formatted(verifier)));
    }

    private static Finding failed(String verifier, Throwable failure) {
        // Strangers can cause this, so it is one line; its words may hold what the request held.
        LOG.warnf("The plugin %s failed: %s", verifier, failure.getClass().getName());
        LOG.debugf(failure, "The plugin %s failed", verifier);
        return new Finding.Unknown("The plugin %s failed or took too long".formatted(verifier));
    }

    private static Map<String, WebhookVerifier> load(Path directory) {
        var found = new TreeMap<String, WebhookVerifier>();
        var loader = new URLClassLoader(jars(directory), WebhookVerifier.class.getClassLoader());
        var providers = ServiceLoader.load(WebhookVerifier.class, loader).iterator();
        for (var verifier = next(providers); verifier != null; verifier = next(providers)) {
            found.put(verifier.getClass().getName(), verifier);
        }
        LOG.infof("Verifiers from plugins in %s: %s", directory, found.isEmpty() ? "none" : found.keySet());
        return Map.copyOf(found);
    }

    /** The next one that works; null after the last. */
    private static @Nullable WebhookVerifier next(Iterator<WebhookVerifier> providers) {
        for (int failures = 0; failures < MOST_BROKEN; failures++) {
            try {
                return providers.hasNext() ? providers.next() : null;
            } catch (ServiceConfigurationError | LinkageError broken) {
                LOG.errorf("A plugin cannot be used: %s", broken);
            }
        }
        return null;
    }

    private static URL[] jars(Path directory) {
        try (var files = Files.newDirectoryStream(directory, "*.jar")) {
            var sorted = new ArrayList<Path>();
            files.forEach(sorted::add);
            return urls(sorted.stream().sorted().toList());
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "Expected gateway.plugins to be a directory that can be read, but %s is not".formatted(directory),
                    unreadable);
        }
    }

    private static URL[] urls(List<Path> jars) throws MalformedURLException {
        var urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }
        return urls;
    }
}
