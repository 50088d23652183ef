package io.triggergateway.outbound;

/**
 * Where a call goes: two are the same when they are equal.
 *
 * @param host as {@link HostText} writes it
 */
record Origin(boolean tls, String host, int port) {
    static final int TLS_PORT = 443;
    static final int PLAIN_PORT = 80;

    static int usualPort(boolean tls) {
        return tls ? TLS_PORT : PLAIN_PORT;
    }

    /** As it has to be written in the list of those that may be called. */
    String listed() {
        var place = host + ":" + port;
        return tls ? (port == TLS_PORT ? host : place) : "http://" + place;
    }

    /** For sentences. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
