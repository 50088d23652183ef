package io.triggergateway.outbound;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One question and its answer, at one address that was checked. */
final class Exchange {
    private final HttpClient client;
    private final Origin origin;
    private final OutboundRequest question;
    private final int maxAnswer;
    private final Promise<Void> givenUp = Promise.promise();

    Exchange(HttpClient client, Origin origin, OutboundRequest question, int maxAnswer) {
        this.client = client;
        this.origin = origin;
        this.question = question;
        this.maxAnswer = maxAnswer;
    }

    Future<OutboundReply> at(InetAddress address) {
        return givenUp.future().isComplete()
                ? Future.failedFuture(Faults.late(origin))
                : client.request(options(address)).compose(this::ask);
    }

    /** Closes the connection, at once or as soon as there is one. */
    void giveUp() {
        givenUp.tryComplete();
    }

    private RequestOptions options(InetAddress address) {
        var options = new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, origin.port())))
                .setHost(origin.host())
                .setPort(origin.port())
                .setSsl(origin.tls())
                .setFollowRedirects(false)
                .setMethod(HttpMethod.valueOf(question.method()))
                .setURI(pathAndQuery(question.url()));
        question.headers().forEach(options::addHeader);
        return options.putHeader("User-Agent", "trigger-gateway").putHeader("Accept-Encoding", "identity");
    }

    private static String pathAndQuery(URI url) {
        var path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    private Future<OutboundReply> ask(HttpClientRequest request) {
        givenUp.future().onComplete(late -> request.reset());
        return send(request).compose(this::read);
    }

    private Future<HttpClientResponse> send(HttpClientRequest request) {
        return question.body().length == 0 ? request.send() : request.send(Buffer.buffer(question.body()));
    }

    private Future<OutboundReply> read(HttpClientResponse response) {
        Promise<OutboundReply> answer = Promise.promise();
        var body = Buffer.buffer();
        response.exceptionHandler(answer::tryFail)
                .handler(chunk -> {
                    if (body.length() + chunk.length() <= maxAnswer) {
                        body.appendBuffer(chunk);
                    } else if (answer.tryFail(Faults.tooLong(origin, maxAnswer))) {
                        response.request().reset();
                    }
                })
                .endHandler(end -> answer.tryComplete(
                        new OutboundReply(response.statusCode(), headers(response), body.getBytes())));
        return answer.future();
    }

    private static Map<String, String> headers(HttpClientResponse response) {
        var headers = new HashMap<String, String>();
        response.headers()
                .forEach((name, value) ->
                        headers.merge(name.toLowerCase(Locale.ROOT), value, (first, second) -> first + ", " + second));
        return headers;
    }
}
