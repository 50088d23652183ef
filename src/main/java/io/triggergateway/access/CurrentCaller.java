package io.triggergateway.access;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Who makes the request at hand, as the gate found out. */
@Singleton
public final class CurrentCaller {
    private static final String KEY = Caller.class.getName();
    private static final String SESSION = Session.class.getName();

    private final CurrentVertxRequest current;
    private final ClientAddress addresses;

    CurrentCaller(CurrentVertxRequest current, ClientAddress addresses) {
        this.current = current;
        this.addresses = addresses;
    }

    /** The address that the REST request comes from, as far as trusted proxies know; empty when nobody does. */
    public String address() {
        var context = current.getCurrent();
        return context == null ? "" : addresses.of(context.request());
    }

    /** The caller of the REST request that is being answered; only within one that passed the gate. */
    public Caller get() {
        return Optional.ofNullable(current.getCurrent())
                .flatMap(CurrentCaller::of)
                .orElseThrow(() -> new IllegalStateException("Expected a request with a caller, but there is none"));
    }

    /** The caller of a request; empty for webhooks and health, which have none. */
    public static Optional<Caller> of(RoutingContext context) {
        return Optional.ofNullable(context.<Caller>get(KEY));
    }

    /** The login that a request belongs to; empty where a token was sent instead. */
    public static Optional<Session> session(RoutingContext context) {
        return Optional.ofNullable(context.<Session>get(SESSION));
    }

    static void put(RoutingContext context, Session session) {
        context.put(SESSION, session);
    }

    static void put(RoutingContext context, Caller caller) {
        context.put(KEY, caller);
    }
}
