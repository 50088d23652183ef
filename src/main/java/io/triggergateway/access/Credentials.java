package io.triggergateway.access;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Finds out who makes a request: by its bearer token, else by the session in its cookie. */
@Singleton
final class Credentials {
    static final String CSRF_HEADER = "X-CSRF-Token";
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final Tokens tokens;
    private final TokenUses uses;
    private final IssuedTokens issued;
    private final Sessions sessions;
    private final OwnOrigin origin;
    private final Failures failures;
    private final ClientAddress addresses;

    Credentials(
            Tokens tokens,
            TokenUses uses,
            IssuedTokens issued,
            Sessions sessions,
            OwnOrigin origin,
            Failures failures,
            ClientAddress addresses) {
        this.tokens = tokens;
        this.uses = uses;
        this.issued = issued;
        this.sessions = sessions;
        this.origin = origin;
        this.failures = failures;
        this.addresses = addresses;
    }

    /** What came of looking. */
    sealed interface Finding {
        record Known(Grant grant, Optional<Session> session) implements Finding {}

        /** No credential, or none that counts. */
        record Wrong() implements Finding {}

        /** Nobody can say now whether it counts. */
        record Unknown() implements Finding {}

        /** The cookie is right, but the request is none of the gateway's own pages. */
        record Foreign() implements Finding {}
    }

    /** Who makes the request; never fails. */
    Future<Finding> of(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.AUTHORIZATION)) {
            return BearerToken.of(request.headers()).map(this::ofToken).orElseGet(Credentials::wrong);
        }
        return SessionCookie.of(request)
                .map(id -> ofSession(request, id).otherwise(away -> new Finding.Unknown()))
                .orElseGet(Credentials::wrong);
    }

    /** Whether what a request was let in with still counts, also when nobody can say; does not keep a session open. */
    Future<Boolean> stillCount(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.AUTHORIZATION)) {
            return BearerToken.of(request.headers())
                    .map(this::ofToken)
                    .orElseGet(Credentials::wrong)
                    .map(finding -> !(finding instanceof Finding.Wrong));
        }
        return SessionCookie.of(request).map(sessions::isOpen).orElse(Future.succeededFuture(false));
    }

    /** Whose token this is; never fails. */
    Future<Finding> ofToken(String token) {
        var grant = tokens.grant(token);
        if (grant.isPresent()) {
            uses.note(grant.get().caller().name());
            return Future.succeededFuture(new Finding.Known(grant.get(), Optional.empty()));
        }
        if (issued.mayBe(token)) {
            return issued.find(token);
        }
        return tokens.loaded() ? wrong() : Future.succeededFuture(new Finding.Unknown());
    }

    private Future<Finding> ofSession(HttpServerRequest request, String id) {
        // Guessing costs a question to Redis each time: who has failed too often asks in vain.
        if (!sessions.isFamiliar(id) && failures.isExhausted(addresses.of(request))) {
            return wrong();
        }
        return sessions.find(id)
                .map(found -> found.map(open -> judge(request, open)).orElseGet(Finding.Wrong::new));
    }

    private Finding judge(HttpServerRequest request, Sessions.Open open) {
        boolean own = READS.contains(request.method())
                ? origin.mayRead(request)
                : origin.mayWrite(request) && (hasToken(request, open.session()) || FormToken.isWithin(request));
        return own
                ? new Finding.Known(new Grant(open.caller(), null, null), Optional.of(open.session()))
                : new Finding.Foreign();
    }

    private static boolean hasToken(HttpServerRequest request, Session session) {
        var sent = Objects.requireNonNullElse(request.getHeader(CSRF_HEADER), "");
        return MessageDigest.isEqual(
                sent.getBytes(StandardCharsets.UTF_8), session.csrfToken().getBytes(StandardCharsets.UTF_8));
    }

    private static Future<Finding> wrong() {
        return Future.succeededFuture(new Finding.Wrong());
    }
}
