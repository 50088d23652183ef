package io.triggergateway.evidence;

import static io.triggergateway.outbound.GivenOutbound.await;

import io.triggergateway.outbound.GivenOutbound;
import io.triggergateway.outbound.Outbound;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service on this machine that answers as it is told, and remembers what it was asked. */
final class GivenService {
    /** What it was asked. */
    record Asked(String method, String path, Map<String, String> headers, String body) {}

    private final Vertx vertx = Vertx.vertx();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile int status = 200;
    private volatile String answer = "";
    private volatile Promise<Void> open = Promise.promise();

    GivenService() throws Exception {
        open.complete();
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    var headers = new HashMap<String, String>();
                    request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
                    asked.add(new Asked(request.method().name(), request.path(), headers, body.toString()));
                    open.future()
                            .onSuccess(go ->
                                    request.response().setStatusCode(status).end(answer));
                }));
        await(server.listen(0, "127.0.0.1"));
    }

    void answer(int newStatus, String newAnswer) {
        status = newStatus;
        answer = newAnswer;
    }

    /** Answers nobody until {@link #release}. */
    void hold() {
        open = Promise.promise();
    }

    void release() {
        open.complete();
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    String origin() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    URI url(String path) {
        return URI.create(origin() + path);
    }

    Vertx vertx() {
        return vertx;
    }

    /** One that may call this service and nobody else. */
    Outbound outbound(String timeout) {
        return new Outbound(
                vertx,
                GivenOutbound.config(
                        Map.of("allow", origin(), "private-addresses", "127.0.0.0/8", "timeout", timeout)));
    }

    /** Nobody is there any more. */
    void stop() throws Exception {
        await(server.close());
    }

    void close() throws Exception {
        await(vertx.close());
    }
}
