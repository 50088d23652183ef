package io.triggergateway.outbound;

import static io.triggergateway.outbound.GivenOutbound.always;
import static io.triggergateway.outbound.GivenOutbound.await;
import static io.triggergateway.outbound.GivenOutbound.config;
import static io.triggergateway.outbound.GivenOutbound.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls over TLS to a server whose certificate is made out to {@code named.example}. */
class OutboundTlsTest {
    @TempDir
    private static Path directory;

    private final Vertx vertx = Vertx.vertx();
    private int port;

    @BeforeAll
    static void makeCertificate() throws Exception {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var maker = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=server",
                        "-ext",
                        "san=dns:named.example",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "password",
                        "-keystore",
                        store())
                .inheritIO()
                .start();
        assertThat(maker.waitFor()).isZero();
    }

    @BeforeEach
    void serve() throws Exception {
        var options = new HttpServerOptions().setSsl(true).setSni(false).setKeyCertOptions(keys());
        var server = vertx.createHttpServer(options)
                .requestHandler(request -> request.response()
                        .end(request.getHeader("host") + " "
                                + request.connection().indicatedServerName()));
        port = await(server.listen(0, "127.0.0.1")).actualPort();
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void checksTheCertificateAgainstTheHostAndNotAgainstTheAddress() throws Exception {
        var reply = await(ask("named.example", new HttpClientOptions().setTrustOptions(keys())));
        assertThat(new String(reply.body())).startsWith("named.example:" + port + " ");
    }

    @Test
    void trustsNoCertificateOfAnotherHost() throws Exception {
        assertThat(faultOf(ask("other.example", new HttpClientOptions().setTrustOptions(keys()))))
                .isEqualTo(untrusted("other.example"));
    }

    @Test
    void trustsNoCertificateThatNobodySigned() throws Exception {
        assertThat(faultOf(ask("named.example", new HttpClientOptions()))).isEqualTo(untrusted("named.example"));
    }

    private Future<OutboundReply> ask(String host, HttpClientOptions trust) {
        var settings = Map.of("allow", host + ":" + port, "private-addresses", "127.0.0.1");
        return new Outbound(vertx, config(settings), always("127.0.0.1"), trust)
                .send(OutboundRequest.get(URI.create("https://" + host + ":" + port + "/")));
    }

    private String untrusted(String host) {
        return "Expected %s:%d to prove who it is, but its certificate is not trusted or not made out to it"
                .formatted(host, port);
    }

    private static PfxOptions keys() {
        return new PfxOptions().setPath(store()).setPassword("password");
    }

    private static String store() {
        return directory.resolve("server.p12").toString();
    }
}
