package io.triggergateway.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.triggergateway.access.BytesInFlight;
import io.triggergateway.access.ClientAddress;
import io.triggergateway.approval.FormAnswer;
import io.triggergateway.awaits.EndedAwait;
import io.triggergateway.awaits.Ending;
import io.triggergateway.awaits.OpenAwait;
import io.triggergateway.awaits.WebhookAwaits;
import io.triggergateway.awaits.WebhookAwaits.AtUrl;
import io.triggergateway.evidence.Inquirer;
import io.triggergateway.ingest.AwaitResolution.Way;
import io.triggergateway.payload.Form;
import io.triggergateway.payload.Json;
import io.triggergateway.payload.Payload;
import io.triggergateway.registry.PublicUrls;
import io.triggergateway.trigger.Instants;
import io.triggergateway.verify.InboundRequest;
import io.triggergateway.verify.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
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
    private static final Duration WAIT_FOR_ROOM = Duration.ofSeconds(1);
    private static final Set<String> LOOKS = Set.of("GET", "HEAD");
    private static final int UNAUTHORIZED = 401;

    private final WebhookAwaits awaits;
    private final AwaitResolution resolution;
    private final AwaitPage page;
    private final FormAnswer forms;
    private final SameOrigin sameOrigin;
    private final Inquirer inquirer;
    private final PublicUrls urls;
    private final RequestReader requests;
    private final BodyReader bodies;
    private final int limit;
    private final Vertx vertx;

    AwaitRoute(
            WebhookAwaits awaits,
            AwaitResolution resolution,
            AwaitPage page,
            FormAnswer forms,
            Inquirer inquirer,
            PublicUrls urls,
            ClientAddress addresses,
            IngestConfig config,
            Clock clock,
            Vertx vertx) {
        this.awaits = awaits;
        this.resolution = resolution;
        this.page = page;
        this.forms = forms;
        this.sameOrigin = new SameOrigin(urls.base());
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
    Future<Answer> serve(HttpServerRequest request, String path, BytesInFlight.Share share) {
        request.pause();
        var token = token(request);
        return vertx.executeBlocking(() -> awaits.find(path, token), false)
                .compose(at -> switch (Objects.requireNonNull(at)) {
                    // Not even headers tell it from a path that nobody has.
                    case AtUrl.Nothing nothing -> answer(Refused.notFound());
                    case AtUrl.Gone(var ended) -> answer(page.guarded(gone(request, ended)));
                    case AtUrl.Open(var open) ->
                        read(request, path, open, share).map(page::guarded);
                });
    }

    private Future<Answer> read(HttpServerRequest request, String path, OpenAwait open, BytesInFlight.Share share) {
        return bodies.read(request, limit, share).compose(body -> switch (body) {
            case BodyReader.Body.Whole(var bytes) -> receive(inbound(request, path, bytes), open);
            case BodyReader.Body.TooLarge large -> answer(Refused.tooLarge(limit));
            case BodyReader.Body.TooSlow slow -> answer(Refused.tooSlow());
            case BodyReader.Body.Crowded crowded -> answer(Refused.unavailable("unavailable", WAIT_FOR_ROOM));
            case BodyReader.Body.Broken broken -> answer(Refused.tooSlow());
        });
    }

    private InboundRequest inbound(HttpServerRequest request, String path, byte[] body) {
        return requests.read(request, urls.base() + WEBHOOKS + path, body);
    }

    private Future<Answer> receive(InboundRequest request, OpenAwait open) {
        boolean looks = LOOKS.contains(request.method());
        boolean form = isForm(request);
        if (!looks && !form && !open.methods().contains(request.method())) {
            var allowed = new TreeSet<>(open.methods());
            allowed.addAll(LOOKS);
            return answer(Refused.methodNotAllowed(List.copyOf(allowed)));
        }
        return verify(request, open).compose(verdict -> switch (verdict) {
            case Verdict.Refused(int status, var reason) -> answer(unauthorized(status, open));
            case Verdict.Unknown unknown -> answer(Refused.unavailable("unverifiable", WAIT_FOR_EVIDENCE));
            case Verdict.Passed passed ->
                looks
                        ? answer(page.shown(request, open))
                        : form ? resolveByForm(request, open) : resolve(request, open);
        });
    }

    /** What the page sends; it can do so whatever the method that programs use. */
    private static boolean isForm(InboundRequest request) {
        return request.method().equals("POST") && request.payload().kind() == Payload.Kind.FORM;
    }

    private static Answer unauthorized(int status, OpenAwait open) {
        var challenge = open.auth().challenge();
        var refused = Refused.unauthorized(status);
        return challenge == null || status != UNAUTHORIZED ? refused : refused.with("WWW-Authenticate", challenge);
    }

    private Future<Verdict> verify(InboundRequest request, OpenAwait open) {
        var auth = open.auth();
        var inquiries = auth.inquiries(request);
        return inquiries.isEmpty()
                ? Future.succeededFuture(auth.verify(request))
                : inquirer.gather(inquiries).map(evidence -> auth.verify(request.withEvidence(evidence)));
    }

    /** A browser sends forms wherever a site tells it to, so that it takes more than the URL. */
    private Future<Answer> resolveByForm(InboundRequest request, OpenAwait open) {
        if (!sameOrigin.sent(request)) {
            return answer(page.refused());
        }
        var form = Form.parse(request.body());
        return switch (forms.read(open, open.auth().user(request), form, request.now())) {
            case FormAnswer.Again again -> answer(page.askedAgain(request, open, again));
            case FormAnswer.Complete(var data) ->
                end(request, open, Json.write(data), data, Way.PAGE).map(ending -> switch (Objects.requireNonNull(
                        ending)) {
                    case Ending.Ended ended ->
                        page.thanked(
                                request, open, FormAnswer.decision(open, data).orElse(null));
                    case Ending.Lost(var ended) -> page.over(ended);
                    case Ending.Gone(var ended) -> page.over(ended);
                    case Ending.Unknown unknown -> Refused.notFound();
                    case Ending.Invalid(var errors) -> Refused.invalid(errors);
                    case Ending.Extended extended -> Refused.notFound();
                });
        };
    }

    /** JSON from another site is let through by no browser without a question, which is never answered here. */
    private Future<Answer> resolve(InboundRequest request, OpenAwait open) {
        var payload = request.payload();
        if (payload.kind() != Payload.Kind.JSON) {
            return answer(Refused.notJson());
        }
        var defect = payload.defect();
        if (defect != null) {
            return answer(Refused.malformed(defect));
        }
        var json = Objects.requireNonNull(payload.json());
        var errors = open.validate(json);
        return errors.isEmpty()
                ? end(request, open, payload.data(), json, Way.PROGRAM).map(ending -> answerOf(request, ending))
                : answer(Refused.invalid(errors));
    }

    private Future<Ending> end(InboundRequest request, OpenAwait open, byte[] data, JsonNode json, Way way) {
        return vertx.executeBlocking(() -> resolution.resolve(request, open, data, json, way), false)
                .map(Objects::requireNonNull);
    }

    private static Answer answerOf(InboundRequest request, Ending ending) {
        return switch (ending) {
            case Ending.Ended ended -> received(request);
            case Ending.Lost(var ended) -> gone(ended);
            case Ending.Gone(var ended) -> gone(ended);
            case Ending.Unknown unknown -> Refused.notFound();
            case Ending.Invalid(var errors) -> Refused.invalid(errors);
            case Ending.Extended extended -> Refused.notFound();
        };
    }

    private static Answer received(InboundRequest request) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("received", true)
                .put("timestamp", Instants.format(request.now()));
        return new Answer(202, Map.of("Content-Type", "application/json"), Json.write(body), "resolved");
    }

    private Answer gone(HttpServerRequest request, EndedAwait ended) {
        var accept = request.getHeader("Accept");
        return accept != null && AwaitPage.isHtml(accept) ? page.over(ended) : gone(ended);
    }

    /** A program may know how it ended, but neither whose run it is nor who was faster. */
    private static Answer gone(EndedAwait ended) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("state", "ended")
                .put("outcome", ended.outcome())
                .put("endedAt", Instants.format(ended.at()));
        return new Answer(410, Map.of("Content-Type", "application/json"), Json.write(body), "gone");
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
