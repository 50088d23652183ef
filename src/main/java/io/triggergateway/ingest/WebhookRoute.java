package io.triggergateway.ingest;

import io.quarkus.logging.Log;
import io.triggergateway.access.BytesInFlight;
import io.triggergateway.access.ClientAddress;
import io.triggergateway.redis.RedisFault;
import io.triggergateway.registry.PublicUrls;
import io.triggergateway.registry.Registry;
import io.triggergateway.registry.RegistryFeed;
import io.triggergateway.registry.Route;
import io.triggergateway.telemetry.Metrics;
import io.triggergateway.telemetry.Trace;
import io.triggergateway.telemetry.Traces;
import io.triggergateway.telemetry.WideEvent;
import io.triggergateway.verify.InboundRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The public HTTP side: finds what is at a path, reads the body, and writes the answer of {@link Ingest}. */
@Singleton
public final class WebhookRoute {
    private static final String PREFIX = "/api/_triggers/webhooks";
    private static final Duration WAIT_FOR_REDIS = Duration.ofSeconds(5);
    private static final Duration WAIT_FOR_ROOM = Duration.ofSeconds(1);
    /** Long enough for a sender to see why, short enough that nobody holds connections this way. */
    private static final Duration LINGER = Duration.ofSeconds(1);
    /** After the gate that guards everything else, before the REST API. */
    private static final int ORDER = -1_000;

    private final Registry registry;
    private final RegistryFeed feed;
    private final Ingest ingest;
    private final AwaitRoute awaits;
    private final AwaitPage pages;
    private final RequestReader requests;
    private final BodyReader bodies;
    private final BytesInFlight bytes;
    private final IngestConfig config;
    private final Metrics metrics;
    private final Traces traces;
    private final Vertx vertx;

    WebhookRoute(
            Registry registry,
            RegistryFeed feed,
            Ingest ingest,
            AwaitRoute awaits,
            AwaitPage pages,
            PublicUrls urls,
            ClientAddress addresses,
            BytesInFlight bytes,
            IngestConfig config,
            Metrics metrics,
            Traces traces,
            Clock clock,
            Vertx vertx) {
        this.registry = registry;
        this.feed = feed;
        this.ingest = ingest;
        this.awaits = awaits;
        this.pages = pages;
        this.requests = new RequestReader(urls, addresses, clock);
        this.bodies = new BodyReader(vertx, config.webhooks().bodyTimeout());
        this.bytes = bytes;
        this.config = config;
        this.metrics = metrics;
        this.traces = traces;
        this.vertx = vertx;
    }

    void install(@Observes Router router) {
        router.route(PREFIX + "/*").order(ORDER).handler(this::receive);
    }

    private void receive(RoutingContext context) {
        long started = System.nanoTime();
        var request = context.request();
        var path = path(request);
        var trace = traces.begin(request.method().name(), request.headers().getAll("traceparent"));
        var share = bytes.share();
        context.addEndHandler(ended -> share.giveBack());
        serve(request, path, share, trace)
                .recover(failure -> Future.succeededFuture(new Served("none", fault(failure))))
                .onSuccess(served -> write(request, served, started, trace));
    }

    /** A literal path goes before a template, whether a trigger or an await has it. */
    private Future<Served> serve(HttpServerRequest request, String path, BytesInFlight.Share share, Trace trace) {
        if (awaits.isGenerated(path)) {
            return serveAwait(request, path, share);
        }
        return find(path).compose(route -> {
            boolean literal = route.isPresent() && route.get().parameters().isEmpty();
            if (!literal && awaits.mayBeAt(request, path)) {
                return serveAwait(request, path, share);
            }
            return route.map(found -> serve(request, found, share, trace))
                    .orElseGet(() -> Future.succeededFuture(new Served("none", Refused.notFound())));
        });
    }

    private Future<Served> serveAwait(HttpServerRequest request, String path, BytesInFlight.Share share) {
        return awaits.serve(request, path, share).map(answer -> new Served("none", answer));
    }

    /** What came out, and for which trigger. */
    private record Served(String trigger, Answer answer) {}

    /** The path as it was sent, not as a router reads it: no dots are resolved and no escapes decoded. */
    private static String path(HttpServerRequest request) {
        var raw = request.path();
        return raw != null && raw.startsWith(PREFIX + "/") ? raw.substring(PREFIX.length()) : "";
    }

    /** From memory; what is not there may have been registered a moment ago on another replica. */
    private Future<Optional<Route>> find(String path) {
        if (path.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        var known = registry.route(path);
        return known.isPresent() && feed.loaded()
                ? Future.succeededFuture(known)
                : feed.current().map(current -> registry.route(path));
    }

    private Future<Served> serve(HttpServerRequest request, Route route, BytesInFlight.Share share, Trace trace) {
        var name = route.owner().name();
        if (route.closed()) {
            return Future.succeededFuture(new Served("none", Refused.notFound()));
        }
        var preflight = Cors.preflight(request, route);
        if (preflight.isPresent()) {
            return Future.succeededFuture(new Served(name, preflight.get()));
        }
        int limit = BodyLimit.of(route, config);
        return bodies.read(request, limit, share)
                .compose(body -> switch (body) {
                    case BodyReader.Body.Whole(var bytes) ->
                        ingest.receive(new Arrival(route, inbound(request, route, bytes), trace));
                    case BodyReader.Body.TooLarge large -> Future.succeededFuture(Refused.tooLarge(limit));
                    case BodyReader.Body.TooSlow slow -> Future.succeededFuture(Refused.tooSlow());
                    case BodyReader.Body.Crowded crowded ->
                        Future.succeededFuture(Refused.unavailable("unavailable", WAIT_FOR_ROOM));
                    case BodyReader.Body.Broken broken -> Future.succeededFuture(Refused.tooSlow());
                })
                .recover(failure -> Future.succeededFuture(fault(failure)))
                .map(answer -> new Served(name, Cors.allow(request, route, answer)));
    }

    private InboundRequest inbound(HttpServerRequest request, Route route, byte[] body) {
        return requests.read(request, route, body);
    }

    private static Answer fault(Throwable failure) {
        if (failure instanceof RedisFault fault) {
            return Refused.unavailable("unavailable", fault.retryAfter());
        }
        Log.error("A webhook could not be handled", failure);
        return Refused.unavailable("unavailable", WAIT_FOR_REDIS);
    }

    private void write(HttpServerRequest request, Served served, long started, Trace trace) {
        var answer = pages.readable(request, served.answer());
        var response = request.response();
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(answer.status());
            answer.headers().forEach(response::putHeader);
            response.end(Buffer.buffer(answer.body()));
            dropTheRest(request);
        }
        long nanos = System.nanoTime() - started;
        metrics.step(Metrics.Step.RECEIVE, nanos);
        metrics.request(served.trigger(), answer.outcome());
        trace.end(served.trigger(), answer.outcome(), answer.status());
        new WideEvent()
                .with("method", request.method())
                .with("path", AwaitRoute.shown(request.path()))
                .with("trigger", served.trigger())
                .with("outcome", answer.outcome())
                .with("status", answer.status())
                .with("micros", nanos / 1000)
                .write(answer.refused());
    }

    /** Some are answered before all of their body is there; the server alone would read on for as long as they send. */
    private void dropTheRest(HttpServerRequest request) {
        request.resume();
        if (!request.isEnded()) {
            vertx.setTimer(LINGER.toMillis(), late -> {
                if (!request.isEnded()) {
                    request.connection().close();
                }
            });
        }
    }
}
