package io.triggergateway.access;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * The gate before every route: only webhooks, health and the login pass without credentials. What passes knows its
 * {@link Caller}; what else it needs is said by {@link Allowed}.
 */
@Singleton
public final class AccessGate {
    // After the platform's own first steps (time, access log, live reload) and before everything that answers.
    private static final int ORDER = Integer.MIN_VALUE + 1_000;
    // A refused body up to this size is read and dropped, so that the connection can be used again.
    private static final long SMALL_BODY = 64 * 1024;

    private final Credentials credentials;
    private final OpenPaths open;
    private final Failures failures;
    private final ClientAddress addresses;
    private final AdminPort port;
    private final Connections connections;
    private final BytesInFlight bytes;

    AccessGate(
            AccessConfig config,
            Credentials credentials,
            Failures failures,
            ClientAddress addresses,
            AdminPort port,
            Connections connections,
            BytesInFlight bytes) {
        this.credentials = credentials;
        this.open = new OpenPaths(config.openMetrics());
        this.failures = failures;
        this.addresses = addresses;
        this.port = port;
        this.connections = connections;
        this.bytes = bytes;
    }

    /** Puts the gate before all routes of {@code router}. */
    public void install(@Observes Router router) {
        router.route().order(ORDER).handler(this::pass);
    }

    private void pass(RoutingContext context) {
        context.addHeadersEndHandler(ignored -> SafeHeaders.add(context.request(), context.response()));
        var request = context.request();
        connections.begin(request, OpenPaths.isWebhook(request.uri()));
        context.addEndHandler(ended -> connections.end(request));
        if (port.isWrong(request, OpenPaths.isWebhook(request.uri()))) {
            refuse(context, Problem.nothingHere());
            return;
        }
        if (OpenPaths.isLogin(request.method(), request.uri())) {
            logIn(context);
            return;
        }
        if (open.isOpen(request.uri())) {
            context.next();
            return;
        }
        var found = credentials.of(request);
        if (found.isComplete()) {
            go(context, found.result());
        } else {
            // What comes meanwhile has to wait, and the rest of the request runs where it began.
            request.pause();
            var here = context.vertx().getOrCreateContext();
            found.onSuccess(finding -> here.runOnContext(now -> go(context, finding)));
        }
    }

    /** Anybody may try, so nobody may make us read much for it. */
    private static void logIn(RoutingContext context) {
        if (Announced.bytes(context.request()) > SMALL_BODY) {
            refuse(context, Problem.tooLarge());
        } else {
            context.next();
        }
    }

    private void go(RoutingContext context, Credentials.Finding finding) {
        switch (finding) {
            case Credentials.Finding.Known(var grant, var session) -> {
                CurrentCaller.put(context, grant.caller());
                session.ifPresent(login -> CurrentCaller.put(context, login));
                goIfThereIsRoom(context);
            }
            case Credentials.Finding.Unknown unknown -> {
                context.response().putHeader(HttpHeaders.RETRY_AFTER, "5");
                refuse(context, Problem.tokensUnknown());
            }
            case Credentials.Finding.Foreign foreign -> refuse(context, Problem.crossSite());
            case Credentials.Finding.Wrong wrong -> refuse(context);
        }
    }

    /** What a known caller announces counts at once; of those who do not say, a usual body. */
    private void goIfThereIsRoom(RoutingContext context) {
        var share = bytes.share();
        context.addEndHandler(ended -> share.giveBack());
        if (share.take(Announced.bytes(context.request()))) {
            context.next();
        } else {
            context.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
            refuse(context, Problem.tooMuchAtOnce());
        }
    }

    private void refuse(RoutingContext context) {
        var request = context.request();
        if (PagePaths.isVisit(request)) {
            request.resume();
            context.response()
                    .setStatusCode(303)
                    .putHeader(HttpHeaders.LOCATION, PagePaths.loginFor(request))
                    .end();
        } else {
            refuse(context, failures.add(addresses.of(request)));
        }
    }

    private static void refuse(RoutingContext context, Optional<Duration> wait) {
        if (wait.isPresent()) {
            long seconds = wait.get().toSeconds() + 1;
            context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
            refuse(context, Problem.tooManyFailures(seconds));
        } else {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            refuse(context, Problem.unauthorized());
        }
    }

    private static void refuse(RoutingContext context, Problem problem) {
        var request = context.request();
        var response = context.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        if (Announced.bytes(request) > SMALL_BODY) {
            // The server itself would wait for the end of the body before it closes.
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .end(problem.json())
                    .onComplete(ended -> request.connection().close());
        } else {
            request.resume();
            response.end(problem.json());
        }
    }
}
