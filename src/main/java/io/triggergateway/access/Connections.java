package io.triggergateway.access;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.triggergateway.trigger.AddressRanges;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Counts open connections, in all at each port and by address over all ports, and watches that none dawdles. */
@Singleton
public final class Connections {
    private static final int NETWORK_BYTES = 8;

    private final LimitsConfig limits;
    private final int most;
    private final AddressRanges proxies;
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();

    Connections(
            LimitsConfig limits,
            ProxyConfig proxies,
            @ConfigProperty(name = "quarkus.http.limits.max-connections") int most) {
        this.limits = limits;
        this.most = most;
        this.proxies = AddressRanges.of(proxies.proxies().orElse(List.of()));
    }

    /** Says that the head of a request is there, and what follows until its answer is no new one. Webhooks time bodies themselves. */
    void begin(HttpServerRequest request, boolean webhook) {
        boolean awaitsBody = !webhook && Announced.bytes(request) > 0;
        pace(request).ifPresent(pace -> {
            pace.begin();
            if (awaitsBody) {
                pace.expectBody(limits.bodyTimeout(), request::isEnded);
            }
        });
    }

    /** Says that a request has its answer. */
    void end(HttpServerRequest request) {
        pace(request).ifPresent(CallerPace::end);
    }

    private static Optional<CallerPace> pace(HttpServerRequest request) {
        return request.connection() instanceof ConnectionBase connection
                ? Optional.ofNullable(connection.channel().pipeline().get(CallerPace.class))
                : Optional.empty();
    }

    /** For one port. */
    ChannelHandler door() {
        return new Door();
    }

    /** How many connections an address has. */
    int of(InetAddress address) {
        return byAddress.getOrDefault(network(address), 0);
    }

    private boolean enter(InetAddress address) {
        var network = network(address);
        if (byAddress.merge(network, 1, Integer::sum) <= limits.connectionsPerAddress()
                || proxies.contains(address.getHostAddress())) {
            return true;
        }
        leave(address);
        return false;
    }

    private void leave(InetAddress address) {
        byAddress.computeIfPresent(network(address), (known, count) -> count == 1 ? null : count - 1);
    }

    /** Whoever has one address of version 6 has 2^64 of them. */
    private static String network(InetAddress address) {
        var bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
    }

    /** Sees connections before anything of them is read. */
    @ChannelHandler.Sharable
    private final class Door extends ChannelInboundHandlerAdapter {
        private final AtomicInteger open = new AtomicInteger();

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var connection = (Channel) message;
            if (connection.remoteAddress() instanceof InetSocketAddress caller && !letIn(connection, caller)) {
                connection.unsafe().closeForcibly();
                return;
            }
            connection.pipeline().addFirst(new CallerPace(limits.headerTimeout(), limits.answerTimeout()));
            context.fireChannelRead(message);
        }

        private boolean letIn(Channel connection, InetSocketAddress caller) {
            if (open.incrementAndGet() > most) {
                open.decrementAndGet();
                return false;
            }
            if (!enter(caller.getAddress())) {
                open.decrementAndGet();
                return false;
            }
            connection.closeFuture().addListener(closed -> {
                open.decrementAndGet();
                leave(caller.getAddress());
            });
            return true;
        }
    }
}
