package io.triggergateway.access;

import io.triggergateway.redis.RedisLink;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Turns a token into a session for a browser, and ends it again. Both wait; for virtual threads. */
@Singleton
public final class Login {
    private final Credentials credentials;
    private final Sessions sessions;
    private final OwnOrigin origin;
    private final Failures failures;
    private final ClientAddress addresses;

    Login(Credentials credentials, Sessions sessions, OwnOrigin origin, Failures failures, ClientAddress addresses) {
        this.credentials = credentials;
        this.sessions = sessions;
        this.origin = origin;
        this.failures = failures;
        this.addresses = addresses;
    }

    /** What came of it. */
    public sealed interface Outcome {
        /**
         * Logged in.
         *
         * @param cookie the value for {@code Set-Cookie}
         */
        record Entered(Caller caller, Session session, String cookie) implements Outcome {
            /** Never shows the cookie. */
            @Override
            public String toString() {
                return caller.toString();
            }
        }

        /**
         * Not logged in.
         *
         * @param retryAfter in seconds; empty when waiting does not help
         */
        record Refused(Problem problem, Optional<Long> retryAfter) implements Outcome {}
    }

    /** Logs in with a token; throws RedisFault when the session cannot be stored. */
    public Outcome enter(HttpServerRequest request, String token) {
        if (!origin.mayLogIn(request)) {
            return new Outcome.Refused(Problem.crossSite(), Optional.empty());
        }
        return switch (RedisLink.await(credentials.ofToken(token))) {
            case Credentials.Finding.Known(var grant, var session) -> enter(request, grant);
            case Credentials.Finding.Unknown unknown -> new Outcome.Refused(Problem.tokensUnknown(), Optional.of(5L));
            case Credentials.Finding.Wrong wrong -> refuse(request);
            case Credentials.Finding.Foreign foreign -> refuse(request);
        };
    }

    /** Logs out; the values for {@code Set-Cookie} that take the cookies away. Throws RedisFault when it cannot. */
    public List<String> leave(HttpServerRequest request) {
        SessionCookie.of(request).ifPresent(id -> RedisLink.await(sessions.end(id)));
        return List.of(SessionCookie.end(false), SessionCookie.end(true));
    }

    /** Always a new session, never one that was there: somebody else may know that one's secret. It ends. */
    private Outcome enter(HttpServerRequest request, Grant grant) {
        SessionCookie.of(request).ifPresent(former -> RedisLink.await(sessions.end(former)));
        var begun = RedisLink.await(sessions.begin(grant));
        var cookie = SessionCookie.begin(begun.id(), begun.lifetime(), origin.isSecure(request));
        return new Outcome.Entered(grant.caller(), begun.session(), cookie);
    }

    private Outcome refuse(HttpServerRequest request) {
        return failures.add(addresses.of(request))
                .map(wait -> wait.toSeconds() + 1)
                .map(seconds -> new Outcome.Refused(Problem.tooManyFailures(seconds), Optional.of(seconds)))
                .orElseGet(() -> new Outcome.Refused(Problem.wrongToken(), Optional.empty()));
    }
}
