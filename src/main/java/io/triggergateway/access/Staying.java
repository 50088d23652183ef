package io.triggergateway.access;

import io.triggergateway.redis.RedisLink;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/** Whether whoever is reading a long answer may go on: its login or token may end meanwhile. */
@Singleton
public final class Staying {
    private final Credentials credentials;

    Staying(Credentials credentials) {
        this.credentials = credentials;
    }

    /** False once the credential has ended; asking does not keep a login open. Waits; throws RedisFault when nobody knows. */
    public boolean mayStay(HttpServerRequest request) {
        return RedisLink.await(credentials.stillCount(request));
    }
}
