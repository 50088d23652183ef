package io.triggergateway.outbound;

import static io.triggergateway.outbound.GivenOutbound.config;
import static io.triggergateway.outbound.GivenOutbound.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** However the way inside is written, nothing goes there: not by default, and not when somebody lists it. */
class InternalHostsTest {
    private static final int ENOUGH = 200;

    /** What a lenient resolver would make of any of them. */
    private static final HostResolver LENIENT = host -> List.of(InetAddress.getByName("127.0.0.1"));

    @Test
    void areNeverConnectedTo() throws Exception {
        var vertx = Vertx.vertx();
        try (var listening = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0))) {
            listening.configureBlocking(false);
            int port = listening.socket().getLocalPort();
            int refused = 0;
            for (var host : hosts().toList()) {
                for (var scheme : List.of("http", "https")) {
                    refused += isRefused(vertx, scheme + "://" + host + ":" + port) ? 1 : 0;
                    assertThat(listening.accept()).as(host).isNull();
                }
            }
            assertThat(refused).isEqualTo(2 * (int) hosts().count()).isGreaterThanOrEqualTo(2 * ENOUGH);
        } finally {
            GivenOutbound.await(vertx.close());
        }
    }

    private static Stream<String> hosts() throws IOException {
        return UrlsTest.lines("internal-hosts.txt");
    }

    /** Also with the host on the list, where the list takes it. */
    private static boolean isRefused(Vertx vertx, String origin) throws Exception {
        URI url;
        try {
            url = new URI(origin + "/latest");
        } catch (URISyntaxException nobodyCanHandItIn) {
            return true;
        }
        var byDefault = new Outbound(vertx, config(Map.of()), LENIENT, new HttpClientOptions());
        assertThat(byDefault.refusal(url)).as(origin).startsWith("Expected");
        assertThat(faultOf(byDefault.send(OutboundRequest.get(url)))).as(origin).startsWith("Expected");
        return isRefusedThoughListed(vertx, origin, url);
    }

    private static boolean isRefusedThoughListed(Vertx vertx, String origin, URI url) throws Exception {
        try {
            var listed = config(Map.of("allow", origin.startsWith("https://") ? origin.substring(8) : origin));
            var outbound = new Outbound(vertx, listed, LENIENT, new HttpClientOptions());
            var fault = faultOf(outbound.send(OutboundRequest.get(url)));
            return fault.contains("to have public addresses only") || outbound.refusal(url) != null;
        } catch (IllegalArgumentException notEvenListed) {
            return true;
        }
    }
}
