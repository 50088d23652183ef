package io.triggergateway.access;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The gate before every route: only webhooks and health pass without a bearer token. What passes knows its
 * {@link Caller}; what else it needs is said by {@link Allowed}.
 */
@Singleton
public final class AccessGate {
    // After the platform's own first steps (time, access log, live reload) and before everything that answers.
    private static final int ORDER = Integer.MIN_VALUE + 1_000;
    // A refused body up to this size is read and dropped, so that the connection can be used again.
    private static final long SMALL_BODY = 64 * 1024;
    private static final Map<String, String> SAFETY = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Cache-Control", "no-store",
            "Referrer-Policy", "no-referrer");

    private final Tokens tokens;
    private final OpenPaths open;
    private final Failures failures;

    public AccessGate(AccessConfig config, Tokens tokens, Clock clock) {
        this.tokens = tokens;
        this.open = new OpenPaths(config.openMetrics());
        this.failures = new Failures(clock);
    }

    /** Puts the gate before all routes of {@code router}. */
    public void install(@Observes Router router) {
        router.route().order(ORDER).handler(this::pass);
    }

    private void pass(RoutingContext context) {
        context.addHeadersEndHandler(ignored -> addSafety(context));
        if (open.isOpen(context.request().uri())) {
            context.next();
            return;
        }
        var token = BearerToken.of(context.request().headers());
        var caller = token.flatMap(tokens::find);
        if (caller.isPresent()) {
            CurrentCaller.put(context, caller.get());
            context.next();
        } else if (token.isPresent() && !tokens.loaded()) {
            context.response().putHeader(HttpHeaders.RETRY_AFTER, "5");
            refuse(context, Problem.tokensUnknown());
        } else {
            refuse(context, failures.add(addressOf(context.request())));
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
        if (hasLargeBody(request)) {
            // The server itself would wait for the end of the body before it closes.
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .end(problem.json())
                    .onComplete(ended -> request.connection().close());
        } else {
            request.resume();
            response.end(problem.json());
        }
    }

    private static boolean hasLargeBody(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            return true;
        }
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length != null && Long.parseLong(length) > SMALL_BODY;
        } catch (NumberFormatException malformed) {
            return true;
        }
    }

    private static void addSafety(RoutingContext context) {
        var headers = context.response().headers();
        SAFETY.forEach((name, value) -> {
            if (!headers.contains(name)) {
                headers.set(name, value);
            }
        });
    }

    private static String addressOf(HttpServerRequest request) {
        var address = request.remoteAddress();
        return address == null || address.hostAddress() == null ? "" : address.hostAddress();
    }
}
