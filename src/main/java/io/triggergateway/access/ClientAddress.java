package io.triggergateway.access;

import io.triggergateway.trigger.AddressRanges;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Who is calling. Forwarded headers count only as far as trusted proxies have written them. */
@Singleton
public final class ClientAddress {
    private static final int MOST_HOPS = 50;

    private final AddressRanges proxies;

    public ClientAddress(ProxyConfig config) {
        this.proxies = AddressRanges.of(config.proxies().orElse(List.of()));
    }

    /** The right-most address that is not a trusted proxy's; empty where the connection has none. */
    public String of(HttpServerRequest request) {
        var remote = request.remoteAddress();
        var peer = remote == null || remote.hostAddress() == null ? "" : remote.hostAddress();
        return proxies.contains(peer) ? of(peer, request.headers().getAll("X-Forwarded-For")) : peer;
    }

    String of(String peer, List<String> forwarded) {
        if (!proxies.contains(peer)) {
            return peer;
        }
        var hops = new ArrayList<String>();
        forwarded.forEach(line -> hops.addAll(List.of(line.split(",", MOST_HOPS))));
        var client = peer;
        for (int i = hops.size() - 1; i >= 0 && proxies.contains(client); i--) {
            client = hops.get(i).strip();
        }
        return client;
    }
}
