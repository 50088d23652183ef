package io.triggergateway.outbound;

import static io.triggergateway.outbound.GivenOutbound.addresses;
import static io.triggergateway.outbound.GivenOutbound.always;
import static io.triggergateway.outbound.GivenOutbound.await;
import static io.triggergateway.outbound.GivenOutbound.config;
import static io.triggergateway.outbound.GivenOutbound.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls to real servers on addresses of this machine. */
class OutboundTest {
    private static final String TO_LOOPBACK = "127.0.0.0/8";

    private final Vertx vertx = Vertx.vertx();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    private int serve(Handler<HttpServerRequest> handler) throws Exception {
        return serve(0, "127.0.0.1", handler);
    }

    private int serve(int port, String address, Handler<HttpServerRequest> handler) throws Exception {
        return await(vertx.createHttpServer()
                        .requestHandler(request -> {
                            asked.add(address + request.uri());
                            handler.handle(request);
                        })
                        .listen(port, address))
                .actualPort();
    }

    private Outbound outbound(HostResolver resolver, Map<String, String> settings) {
        return new Outbound(vertx, config(settings), resolver, new HttpClientOptions());
    }

    /** May call the host {@code service} on that port, at any address of this machine. */
    private Outbound to(int port, HostResolver resolver) {
        return outbound(resolver, Map.of("allow", "http://service:" + port, "private-addresses", TO_LOOPBACK));
    }

    private static URI url(int port, String path) {
        return URI.create("http://service:" + port + path);
    }

    private static OutboundRequest get(int port, String path) {
        return OutboundRequest.get(url(port, path));
    }

    @Test
    void asksAndBringsTheAnswer() throws Exception {
        var port = serve(request -> request.response()
                .putHeader("X-Answer", "a")
                .end(request.getHeader("host") + " " + request.headers().names()));
        var reply = await(to(port, always("127.0.0.1")).send(get(port, "/a%20b?c=d%2F")));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers()).containsEntry("x-answer", "a");
        assertThat(text(reply)).startsWith("service:" + port + " ").doesNotContainIgnoringCase("cookie");
        assertThat(asked).containsExactly("127.0.0.1/a%20b?c=d%2F");
    }

    @Test
    void sendsBodyAndHeadersAndSaysWhoAsks() throws Exception {
        var port = serve(request -> request.bodyHandler(body -> request.response()
                .end("%s|%s|%s|%s|%s"
                        .formatted(
                                request.method(),
                                request.getHeader("content-type"),
                                request.getHeader("user-agent"),
                                request.getHeader("accept-encoding"),
                                body))));
        var body = "{}".getBytes(StandardCharsets.UTF_8);
        var reply = await(
                to(port, always("127.0.0.1")).send(OutboundRequest.post(url(port, ""), "application/json", body)));
        assertThat(text(reply)).isEqualTo("POST|application/json|trigger-gateway|identity|{}");
    }

    @Test
    void writesAnIpv6HostWithinBrackets() throws Exception {
        var port = serve(request -> request.response().end(request.getHeader("host")));
        var outbound = outbound(
                always("127.0.0.1"), Map.of("allow", "http://[::1]:" + port, "private-addresses", TO_LOOPBACK));
        var reply = await(outbound.send(OutboundRequest.get(URI.create("http://[::1]:" + port + "/"))));
        assertThat(text(reply)).isEqualTo("[::1]:" + port);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304, 404, 500, 503})
    void anyStatusIsAReply(int status) throws Exception {
        var port = serve(request -> request.response().setStatusCode(status).end());
        assertThat(await(to(port, always("127.0.0.1")).send(get(port, "/"))).status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) throws Exception {
        var port = serve(request -> request.response()
                .setStatusCode(status)
                .putHeader("Location", "/next")
                .end());
        var reply = await(to(port, always("127.0.0.1")).send(get(port, "/first")));
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.headers()).containsEntry("location", "/next");
        assertThat(asked).containsExactly("127.0.0.1/first");
    }

    @Test
    void decompressesNothing() throws Exception {
        var bomb = new byte[] {31, -117, 8, 0};
        var port = serve(request ->
                request.response().putHeader("Content-Encoding", "gzip").end(Buffer.buffer(bomb)));
        assertThat(await(to(port, always("127.0.0.1")).send(get(port, "/"))).body())
                .isEqualTo(bomb);
    }

    @Test
    void callsNobodyByDefault() throws Exception {
        var port = serve(request -> request.response().end());
        var outbound = new Outbound(vertx, config(Map.of()));
        var url = URI.create("http://127.0.0.1:" + port + "/");
        var sentence =
                "Expected to call nobody, as gateway.outbound.allow is empty, but the URL needs 'http://127.0.0.1:"
                        + port + "' there";
        assertThat(outbound.refusal(url)).isEqualTo(sentence);
        assertThat(faultOf(outbound.send(OutboundRequest.get(url)))).isEqualTo(sentence);
        assertThat(asked).isEmpty();
    }

    @Test
    void resolvesByTheSystemWhatIsListed() throws Exception {
        var port = serve(request -> request.response().end("here"));
        var outbound = new Outbound(
                vertx, config(Map.of("allow", "http://127.0.0.1:" + port, "private-addresses", TO_LOOPBACK)));
        var url = URI.create("http://127.0.0.1:" + port + "/");
        assertThat(outbound.refusal(url)).isNull();
        assertThat(text(await(outbound.send(OutboundRequest.get(url))))).isEqualTo("here");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "::ffff:127.0.0.1, 127.0.0.1", "::1, 0:0:0:0:0:0:0:1"})
    void connectsToNoPrivateAddressOfAListedHost(String address, String shown) throws Exception {
        var port = serve(request -> request.response().end());
        var outbound = outbound(always(address), Map.of("allow", "http://service:" + port));
        assertThat(outbound.refusal(url(port, "/"))).isNull();
        assertThat(faultOf(outbound.send(get(port, "/"))))
                .isEqualTo(
                        "Expected service:%d to have public addresses only, but it has %s; if that is meant, list it in gateway.outbound.private-addresses"
                                .formatted(port, shown));
        assertThat(asked).isEmpty();
    }

    @Test
    void connectsToNobodyWhenOneOfTheAddressesIsPrivate() throws Exception {
        var port = serve(0, "127.0.0.2", request -> request.response().end());
        var outbound = outbound(
                always("127.0.0.2", "127.0.0.1"),
                Map.of("allow", "http://service:" + port, "private-addresses", "127.0.0.2"));
        assertThat(faultOf(outbound.send(get(port, "/")))).contains("but it has 127.0.0.1;");
        assertThat(asked).isEmpty();
    }

    @Test
    void connectsToTheCheckedAddressWhenTheNameMoves() throws Exception {
        var port = serve(0, "127.0.0.2", request -> request.response().end());
        serve(port, "127.0.0.1", request -> request.response().end());
        var lookups = new AtomicInteger();
        HostResolver moving = host -> addresses(lookups.incrementAndGet() == 1 ? "127.0.0.2" : "127.0.0.1");
        var outbound = outbound(moving, Map.of("allow", "http://service:" + port, "private-addresses", "127.0.0.2"));

        assertThat(await(outbound.send(get(port, "/"))).status()).isEqualTo(200);
        assertThat(lookups).hasValue(1);
        assertThat(asked).containsExactly("127.0.0.2/");

        assertThat(faultOf(outbound.send(get(port, "/")))).contains("but it has 127.0.0.1;");
        assertThat(asked).containsExactly("127.0.0.2/");
    }

    @Test
    void givesUpOnAnAnswerThatDoesNotCome() throws Exception {
        var closed = Promise.<Void>promise();
        var port = serve(request -> request.connection().closeHandler(closed::complete));
        assertThat(faultOf(impatient(port).send(get(port, "/"))))
                .isEqualTo("Expected an answer of service:%d in time, but it was not complete by then".formatted(port));
        await(closed.future());
    }

    @Test
    void givesUpOnAnAnswerThatDrips() throws Exception {
        var closed = Promise.<Void>promise();
        var port = serve(request -> {
            request.connection().closeHandler(closed::complete);
            var response = request.response().setChunked(true);
            vertx.setPeriodic(20, drop -> response.write("."));
        });
        assertThat(faultOf(impatient(port).send(get(port, "/")))).contains("in time");
        await(closed.future());
    }

    @Test
    void givesUpOnALookUpThatHangsAndStillCountsIt() throws Exception {
        var answer = new CountDownLatch(1);
        HostResolver hanging = host -> {
            try {
                answer.await();
            } catch (InterruptedException stopped) {
                throw new UnknownHostException(host);
            }
            return addresses("127.0.0.1");
        };
        var outbound = outbound(hanging, Map.of("allow", "http://service:80", "timeout", "100ms", "concurrent", "1"));
        assertThat(faultOf(outbound.send(get(80, "/")))).contains("in time");
        assertThat(faultOf(outbound.send(get(80, "/")))).contains("1 calls are under way");
        answer.countDown();
    }

    private Outbound impatient(int port) {
        return outbound(
                always("127.0.0.1"),
                Map.of("allow", "http://service:" + port, "private-addresses", TO_LOOPBACK, "timeout", "300ms"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cutsAnAnswerAtTheLimit(boolean chunked) throws Exception {
        var closed = Promise.<Void>promise();
        var port = serve(request -> {
            request.connection().closeHandler(closed::complete);
            if (chunked) {
                request.response().setChunked(true);
            } else {
                request.response().putHeader("Content-Length", "9999999999");
            }
            writeEndlessly(request);
        });
        assertThat(faultOf(limited(port).send(get(port, "/"))))
                .isEqualTo("Expected an answer of service:%d of at most 1000 bytes, but it is longer".formatted(port));
        await(closed.future());
    }

    private static void writeEndlessly(HttpServerRequest request) {
        request.response().write("0123456789").onSuccess(written -> writeEndlessly(request));
    }

    @Test
    void takesAnAnswerOfExactlyTheLimit() throws Exception {
        var port =
                serve(request -> request.response().end("x".repeat(request.uri().equals("/most") ? 1000 : 1001)));
        assertThat(await(limited(port).send(get(port, "/most"))).body()).hasSize(1000);
        assertThat(faultOf(limited(port).send(get(port, "/more")))).contains("longer");
    }

    private Outbound limited(int port) {
        return outbound(
                always("127.0.0.1"),
                Map.of("allow", "http://service:" + port, "private-addresses", TO_LOOPBACK, "max-answer", "1000"));
    }

    @Test
    void refusesOneCallTooManyAtOnceAndTakesTheNextOneAfterwards() throws Exception {
        var held = Promise.<HttpServerRequest>promise();
        var port = serve(request -> {
            if (!held.tryComplete(request)) {
                request.response().end();
            }
        });
        var outbound = outbound(
                always("127.0.0.1"),
                Map.of("allow", "http://service:" + port, "private-addresses", TO_LOOPBACK, "concurrent", "1"));
        var first = outbound.send(get(port, "/"));
        var waiting = await(held.future());
        assertThat(faultOf(outbound.send(get(port, "/"))))
                .isEqualTo("Expected to call service:%d, but 1 calls are under way already; try again later"
                        .formatted(port));
        waiting.response().end();
        await(first);
        assertThat(await(outbound.send(get(port, "/"))).status()).isEqualTo(200);
        assertThat(asked).hasSize(2);
    }

    @Test
    void saysThatANameIsUnknown() throws Exception {
        var outbound = to(80, host -> {
            throw new UnknownHostException(host);
        });
        assertThat(faultOf(outbound.send(get(80, "/"))))
                .isEqualTo("Expected to call service:80, but its name has no address");
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        var server =
                await(vertx.createHttpServer().requestHandler(request -> {}).listen(0, "127.0.0.1"));
        var port = server.actualPort();
        await(server.close());
        assertThat(faultOf(to(port, always("127.0.0.1")).send(get(port, "/"))))
                .isEqualTo("Expected to reach service:%d, but no connection came about".formatted(port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SSH-2.0-server\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"})
    void saysThatTheAnswerIsNotWhole(String bytes) throws Exception {
        var server = vertx.createNetServer()
                .connectHandler(socket -> socket.handler(request -> socket.end(Buffer.buffer(bytes))));
        var port = await(server.listen(0, "127.0.0.1")).actualPort();
        assertThat(faultOf(to(port, always("127.0.0.1")).send(get(port, "/"))))
                .isEqualTo("Expected a whole answer of service:%d, but the connection broke or what came is not HTTP"
                        .formatted(port));
    }

    @ParameterizedTest
    @CsvSource({
        "allow, *.example.com, Expected gateway.outbound.allow",
        "private-addresses, 10.0.0.0/99, gateway.outbound.private-addresses: Expected an address or a range",
        "timeout, 0s, Expected gateway.outbound.timeout",
        "timeout, 61s, Expected gateway.outbound.timeout"
    })
    void refusesSettingsThatCannotBeUsed(String key, String value, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> outbound(always("127.0.0.1"), Map.of(key, value)))
                .withMessageStartingWith(sentence);
    }

    private static String text(OutboundReply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }
}
