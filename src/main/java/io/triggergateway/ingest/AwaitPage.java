package io.triggergateway.ingest;

import io.triggergateway.approval.AnswerPage;
import io.triggergateway.approval.FormAnswer;
import io.triggergateway.awaits.EndedAwait;
import io.triggergateway.awaits.OpenAwait;
import io.triggergateway.payload.Json;
import io.triggergateway.registry.PublicUrls;
import io.triggergateway.verify.InboundRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers at the URLs of webhook awaits that people see, and the headers that keep them safe. */
@Singleton
final class AwaitPage {
    private static final Map<String, String> HTML = Map.of("Content-Type", "text/html; charset=utf-8");
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private final AnswerPage page;
    private final Map<String, String> guards;

    AwaitPage(AnswerPage page, PublicUrls urls) {
        this.page = page;
        this.guards = guards(new SameOrigin(urls.base()).isUnprotected());
    }

    /** Nobody caches, indexes, frames or passes on what is at a secret URL. */
    private static Map<String, String> guards(boolean unprotected) {
        var guards = new LinkedHashMap<String, String>();
        guards.put("Cache-Control", "no-store");
        guards.put("Referrer-Policy", unprotected ? "same-origin" : "no-referrer");
        guards.put("X-Robots-Tag", "noindex, nofollow");
        guards.put("X-Content-Type-Options", "nosniff");
        guards.put("X-Frame-Options", "DENY");
        guards.put("Cross-Origin-Opener-Policy", "same-origin");
        guards.put("Cross-Origin-Resource-Policy", "same-origin");
        guards.put("Content-Security-Policy", AnswerPage.POLICY);
        guards.put("Vary", "Accept");
        return guards;
    }

    /** The same answer as nobody else may use it. */
    Answer guarded(Answer answer) {
        var guarded = answer;
        for (var guard : guards.entrySet()) {
            guarded = guarded.with(guard.getKey(), guard.getValue());
        }
        return guarded;
    }

    /** A page in a browser, a JSON document elsewhere. */
    Answer shown(InboundRequest request, OpenAwait open) {
        return request.header("accept").stream().anyMatch(AwaitPage::isHtml)
                ? html(200, page.ask(open, open.auth().user(request), request.now()), "described")
                : new Answer(200, JSON, Json.write(open.description()), "described");
    }

    Answer askedAgain(InboundRequest request, OpenAwait open, FormAnswer.Again again) {
        var body = page.askAgain(open, open.auth().user(request), request.now(), again);
        return html(again.status(), body, again.status() == 422 ? "schema-violated" : "unasked");
    }

    Answer thanked(InboundRequest request, OpenAwait open, @Nullable String decision) {
        return html(202, page.thank(open, decision, open.auth().user(request), request.now()), "resolved");
    }

    Answer over(EndedAwait ended) {
        return html(410, page.over(ended), "gone");
    }

    /** To a form of another site. */
    Answer refused() {
        return html(403, page.refuse(), "cross-origin");
    }

    /** What is not there, in a browser; any other answer, and elsewhere, as it is. */
    Answer readable(HttpServerRequest request, Answer answer) {
        var accept = request.getHeader("Accept");
        return answer.status() == 404 && accept != null && isHtml(accept)
                ? guarded(html(404, page.nothing(), answer.outcome()))
                : answer;
    }

    static boolean isHtml(String accepted) {
        return accepted.toLowerCase(Locale.ROOT).contains("text/html");
    }

    private static Answer html(int status, byte[] body, String outcome) {
        return new Answer(status, HTML, body, outcome);
    }
}
