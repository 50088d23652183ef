package io.triggergateway.outbound;

import io.triggergateway.outbound.AllowList.Judgement;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls others over HTTP: only those that are listed, only at addresses that were checked. Not measured yet. */
public final class Outbound {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** A resolver that hangs holds these threads and nobody else's. */
    private static final int RESOLVING_AT_ONCE = 8;

    private final Vertx vertx;
    private final OutboundConfig config;
    private final HostResolver resolver;
    private final AllowList allowList;
    private final ReachableAddresses reachable;
    private final HttpClient client;
    private final WorkerExecutor resolving;
    private final Semaphore permits;

    /** IllegalArgumentException with a sentence when a setting cannot be used. */
    public Outbound(Vertx vertx, OutboundConfig config) {
        this(vertx, config, host -> List.of(InetAddress.getAllByName(host)), new HttpClientOptions());
    }

    /** @param trust options that say whom to trust; everything else in them is set here */
    Outbound(Vertx vertx, OutboundConfig config, HostResolver resolver, HttpClientOptions trust) {
        this.vertx = vertx;
        this.config = config;
        this.resolver = resolver;
        this.allowList = AllowList.of(config.allow().orElse(List.of()));
        this.reachable = reachable(config);
        this.client = vertx.createHttpClient(options(trust, config));
        this.resolving = vertx.createSharedWorkerExecutor("outbound-names", RESOLVING_AT_ONCE);
        this.permits = new Semaphore(config.concurrent());
    }

    private static ReachableAddresses reachable(OutboundConfig config) {
        try {
            return new ReachableAddresses(config.privateAddresses().orElse(List.of()));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "gateway.outbound.private-addresses: " + malformed.getMessage(), malformed);
        }
    }

    private static HttpClientOptions options(HttpClientOptions trust, OutboundConfig config) {
        var timeout = config.timeout();
        if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "Expected gateway.outbound.timeout to be between 1ms and 1m, but it is " + timeout);
        }
        // One connection per call: a kept one may be closed by the other side just as a question is sent.
        return trust.setKeepAlive(false)
                .setMaxPoolSize(config.concurrent())
                .setConnectTimeout((int) timeout.toMillis())
                .setSslHandshakeTimeout(timeout.toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setVerifyHost(true)
                .setDecompressionSupported(false);
    }

    /** Null when the URL may be asked, else a sentence that says what to set or to write. Asks nobody. */
    public @Nullable String refusal(URI url) {
        return switch (allowList.judge(url)) {
            case Judgement.Allowed allowed -> null;
            case Judgement.Refused refused -> refused.reason();
        };
    }

    /**
     * Asks, and follows no redirect. Any status is a reply; whatever keeps an answer from coming whole is an {@link
     * OutboundFault}.
     */
    public Future<OutboundReply> send(OutboundRequest request) {
        return switch (allowList.judge(request.url())) {
            case Judgement.Allowed allowed -> ifOneMoreMayRun(allowed.origin(), request);
            case Judgement.Refused refused -> Future.failedFuture(new OutboundFault(refused.reason()));
        };
    }

    private Future<OutboundReply> ifOneMoreMayRun(Origin origin, OutboundRequest request) {
        return permits.tryAcquire()
                ? inTime(origin, new Exchange(client, origin, request, config.maxAnswer()))
                : Future.failedFuture(Faults.busy(origin, config.concurrent()));
    }

    private Future<OutboundReply> inTime(Origin origin, Exchange exchange) {
        Promise<OutboundReply> answer = Promise.promise();
        var timer = vertx.setTimer(config.timeout().toMillis(), late -> {
            answer.tryFail(Faults.late(origin));
            exchange.giveUp();
        });
        resolving
                .executeBlocking(() -> checkedAddress(origin), false)
                .compose(exchange::at)
                .onComplete(done -> {
                    // Not before: a look-up that hangs past the limit still holds a thread.
                    permits.release();
                    vertx.cancelTimer(timer);
                    if (done.succeeded()) {
                        answer.tryComplete(done.result());
                    } else {
                        answer.tryFail(Faults.of(origin, done.cause()));
                    }
                });
        return answer.future();
    }

    /** The address to connect to. It is looked up once and checked here, so that nobody asks a second time. */
    private InetAddress checkedAddress(Origin origin) throws UnknownHostException {
        var addresses = resolver.addresses(origin.host());
        for (var address : addresses) {
            if (!reachable.contains(address)) {
                throw Faults.forbidden(origin, address);
            }
        }
        return addresses.getFirst();
    }

    void close() {
        client.close();
        resolving.close();
    }
}
