package io.triggergateway.ingest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.triggergateway.access.ClientAddress;
import io.triggergateway.awaits.EndedAwait;
import io.triggergateway.awaits.Ending;
import io.triggergateway.awaits.OpenAwait;
import io.triggergateway.awaits.WebhookAwaits;
import io.triggergateway.awaits.WebhookAwaits.AtUrl;
import io.triggergateway.evidence.Inquirer;
import io.triggergateway.payload.Json;
import io.triggergateway.payload.Payload;
import io.triggergateway.registry.PublicUrls;
import io.triggergateway.telemetry.Traceparent;
import io.triggergateway.trigger.Instants;
import io.triggergateway.verify.InboundRequest;
import io.triggergateway.verify.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Answers at the URLs of webhook awaits. A GET only shows what is waited for: scanners of mails follow links. */
@Singleton
final class AwaitRoute {
    private static final String WEBHOOKS = "/api/_triggers/webhooks";
    private static final String MASKED = WEBHOOKS + WebhookAwaits.GENERATED + "***";
    private static final Duration WAIT_FOR_EVIDENCE = Duration.ofSeconds(5);
    private static final Set<String> LOOKS = Set.of("GET", "HEAD");

    /** Nobody caches, indexes, frames or passes on what is at a secret URL. */
    private static final Map<String, String> GUARDS = Map.of(
            "Cache-Control", "no-store",
            "Referrer-Policy", "no-referrer",
            "X-Robots-Tag", "noindex, nofollow",
            "X-Content-Type-Options", "nosniff",
            "Content-Security-Policy",
                    "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'");

    private final WebhookAwaits awaits;
    private final Inquirer inquirer;
    private final PublicUrls urls;
    private final RequestReader requests;
    private final BodyReader bodies;
    private final int limit;
    private final Vertx vertx;

    AwaitRoute(
            WebhookAwaits awaits,
            Inquirer inquirer,
            PublicUrls urls,
            ClientAddress addresses,
            IngestConfig config,
            Clock clock,
            Vertx vertx) {
        this.awaits = awaits;
        this.inquirer = inquirer;
        this.urls = urls;
        this.requests = new RequestReader(urls, addresses, clock);
        this.bodies = new BodyReader(vertx, config.webhooks().bodyTimeout());
        this.limit = config.webhooks().maxBody();
        this.vertx = vertx;
    }

    /** True where nothing else can be, so that no template takes it. */
    boolean isGenerated(String path) {
        return path.startsWith(WebhookAwaits.GENERATED) && awaits.mayBeAt(path, null);
    }

    /** True when there may be an await; from memory. */
    boolean mayBeAt(HttpServerRequest request, String path) {
        return awaits.mayBeAt(path, token(request));
    }

    /** A path as logs may have it: without a token. */
    static @Nullable String shown(@Nullable String path) {
        return path != null && path.startsWith(WEBHOOKS + WebhookAwaits.GENERATED) ? MASKED : path;
    }

    /** The answer; fails with RedisFault when Redis is away. */
    Future<Answer> serve(HttpServerRequest request, String path) {
        request.pause();
        var token = token(request);
        return vertx.executeBlocking(() -> awaits.find(path, token), false)
                .compose(at -> switch (Objects.requireNonNull(at)) {
                    case AtUrl.Nothing nothing -> answer(Refused.notFound());
                    case AtUrl.Gone(var ended) -> answer(gone(ended));
                    case AtUrl.Open(var open) -> read(request, path, open);
                })
                .map(AwaitRoute::guarded);
    }

    private Future<Answer> read(HttpServerRequest request, String path, OpenAwait open) {
        return bodies.read(request, limit).compose(body -> switch (body) {
            case BodyReader.Body.Whole(var bytes) -> receive(inbound(request, path, bytes), open);
            case BodyReader.Body.TooLarge large -> answer(Refused.tooLarge(limit));
            case BodyReader.Body.TooSlow slow -> answer(Refused.tooSlow());
            case BodyReader.Body.Broken broken -> answer(Refused.tooSlow());
        });
    }

    private InboundRequest inbound(HttpServerRequest request, String path, byte[] body) {
        return requests.read(request, urls.base() + WEBHOOKS + path, body);
    }

    private Future<Answer> receive(InboundRequest request, OpenAwait open) {
        boolean looks = LOOKS.contains(request.method());
        if (!looks && !open.methods().contains(request.method())) {
            var allowed = new TreeSet<>(open.methods());
            allowed.addAll(LOOKS);
            return answer(Refused.methodNotAllowed(List.copyOf(allowed)));
        }
        return verify(request, open).compose(verdict -> switch (verdict) {
            case Verdict.Refused(int status, var reason) -> answer(Refused.unauthorized(status));
            case Verdict.Unknown unknown -> answer(Refused.unavailable("unverifiable", WAIT_FOR_EVIDENCE));
            case Verdict.Passed passed -> looks ? answer(AwaitPage.of(request, open)) : resolve(request, open);
        });
    }

    private Future<Verdict> verify(InboundRequest request, OpenAwait open) {
        var auth = open.auth();
        var inquiries = auth.inquiries(request);
        return inquiries.isEmpty()
                ? Future.succeededFuture(auth.verify(request))
                : inquirer.gather(inquiries).map(evidence -> auth.verify(request.withEvidence(evidence)));
    }

    /** A form of another site would be a browser's doing, not its user's: only JSON answers. */
    private Future<Answer> resolve(InboundRequest request, OpenAwait open) {
        var payload = request.payload();
        if (payload.kind() != Payload.Kind.JSON) {
            return answer(Refused.notJson());
        }
        var defect = payload.defect();
        if (defect != null) {
            return answer(Refused.malformed(defect));
        }
        var errors = open.validate(Objects.requireNonNull(payload.json()));
        return errors.isEmpty() ? end(request, payload, open) : answer(Refused.invalid(errors));
    }

    private Future<Answer> end(InboundRequest request, Payload payload, OpenAwait open) {
        var meta = RequestMeta.of(request, open.auth(), payload, open.auth().deliveryId(request), null);
        meta.put("path", shown(request.path()));
        withoutToken(request, meta.withObjectProperty("headers"));
        var trace = Traceparent.of(request.header("traceparent"));
        return vertx.executeBlocking(() -> awaits.answer(open, payload.data(), meta, trace), false)
                .map(ending -> switch (Objects.requireNonNull(ending)) {
                    case Ending.Ended ended -> received(request);
                    case Ending.Lost(var ended) -> gone(ended);
                    case Ending.Gone(var ended) -> gone(ended);
                    case Ending.Unknown unknown -> Refused.notFound();
                    case Ending.Invalid(var errors) -> Refused.invalid(errors);
                    case Ending.Extended extended -> Refused.notFound();
                    case Ending.Timed timed -> Refused.notFound();
                });
    }

    /** Pages and proxies repeat the URL, which is a secret, in headers of their own. */
    private static void withoutToken(InboundRequest request, ObjectNode headers) {
        var secrets = new ArrayList<>(request.query().getOrDefault("token", List.of()));
        secrets.add(request.path().substring(request.path().lastIndexOf('/') + 1));
        headers.properties()
                .removeIf(header -> secrets.stream().anyMatch(header.getValue().asText()::contains));
    }

    private static Answer received(InboundRequest request) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("received", true)
                .put("timestamp", Instants.format(request.now()));
        return new Answer(202, Map.of("Content-Type", "application/json"), Json.write(body), "resolved");
    }

    /** Whoever has the token may know how it ended, but neither whose run it is nor who was faster. */
    private static Answer gone(EndedAwait ended) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("state", "ended")
                .put("outcome", ended.outcome())
                .put("endedAt", Instants.format(ended.at()));
        return new Answer(410, Map.of("Content-Type", "application/json"), Json.write(body), "gone");
    }

    private static Answer guarded(Answer answer) {
        var guarded = answer;
        for (var guard : GUARDS.entrySet()) {
            guarded = guarded.with(guard.getKey(), guard.getValue());
        }
        return guarded;
    }

    private static @Nullable String token(HttpServerRequest request) {
        try {
            return request.getParam("token");
        } catch (IllegalArgumentException brokenEscape) {
            return null;
        }
    }

    private static Future<Answer> answer(Answer answer) {
        return Future.succeededFuture(answer);
    }
}
