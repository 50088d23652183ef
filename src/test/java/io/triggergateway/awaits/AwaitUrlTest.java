package io.triggergateway.awaits;

import static io.restassured.RestAssured.given;
import static io.triggergateway.awaits.GivenAwaits.ROOT;
import static io.triggergateway.awaits.GivenAwaits.as;
import static io.triggergateway.awaits.GivenAwaits.post;
import static io.triggergateway.awaits.GivenAwaits.put;
import static io.triggergateway.awaits.GivenAwaits.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The URLs of webhook awaits, as strangers, scanners and whoever was meant see them. */
@QuarkusTest
class AwaitUrlTest {
    private static final String WEBHOOKS = "/api/_triggers/webhooks";

    private final GivenAwaits awaits;

    AwaitUrlTest(GivenAwaits awaits) {
        this.awaits = awaits;
    }

    private static ValidatableResponse answer(String url, String body) {
        return given().urlEncodingEnabled(false)
                .contentType("application/json")
                .body(body)
                .post(url)
                .then();
    }

    private static ValidatableResponse look(String url, String accept) {
        return given().urlEncodingEnabled(false).accept(accept).get(url).then();
    }

    @Test
    void theTokenResolvesOnce() {
        var url = url("url-once", "s", "{\"type\": \"webhook\", \"flow\": \"orders\"}");
        assertThat(url).matches("/api/_triggers/webhooks/awaits/0\\.[A-Za-z0-9_-]{32}");
        given().contentType("application/json")
                .header("Referer", "https://gateway.example.com" + url)
                .header("X-Original-Url", url)
                .body("{\"ok\": true}")
                .post(url)
                .then()
                .statusCode(202)
                .body("received", equalTo(true));
        answer(url, "{\"ok\": false}").statusCode(410).body("outcome", equalTo("resolved"));
        look(url, "application/json").statusCode(410);

        var message = awaits.only("url-once");
        assertThat(message)
                .containsEntry("outcome", "resolved")
                .containsEntry("data", "{\"ok\": true}")
                .containsKey("firingId");
        assertThat(message.get("meta"))
                .contains("\"method\":\"POST\"")
                .doesNotContain(url.substring(url.lastIndexOf('/') + 3));
    }

    @Test
    void whatDoesNotFitLeavesItWaiting() {
        var url = url(
                "url-schema",
                "s",
                "{\"type\": \"webhook\", \"schema\": {\"type\": \"object\", \"required\": [\"ok\"]}}");
        answer(url, "{}").statusCode(422).body("type", equalTo("/problems/schema-violated"));
        answer(url, "{").statusCode(400);
        given().contentType("text/plain").body("{\"ok\": 1}").post(url).then().statusCode(415);
        given().put(url).then().statusCode(405).header("Allow", equalTo("GET, HEAD, POST"));
        assertThat(awaits.messages("url-schema")).isEmpty();
        answer(url, "{\"ok\": 1}").statusCode(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (Windows NT 10.0) SafeLinks",
                "Slackbot-LinkExpanding 1.0",
                "Mozilla/5.0",
                "facebookexternalhit/1.1",
                "Google-Safety; GoogleImageProxy",
                "curl/8"
            })
    void scannersChangeNothing(String agent) {
        var run = "url-scan-" + Math.abs(agent.hashCode());
        var url = url(run, "s", "{\"type\": \"webhook\", \"context\": {\"amount\": \"<b>12</b>\"}}");
        for (var method : List.of("GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND")) {
            for (var accept : List.of("text/html,*/*", "*/*", "application/json")) {
                given().header("User-Agent", agent).accept(accept).request(method, url);
            }
        }
        as("viewer").get(ROOT + "/" + run + "/s").then().statusCode(200);
        assertThat(awaits.messages(run)).isEmpty();
        look(url, "text/html")
                .statusCode(200)
                .header("Content-Type", containsString("text/html"))
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("Referrer-Policy", equalTo("no-referrer"))
                .header("Cache-Control", equalTo("no-store"))
                .body(containsString("&lt;b&gt;12"))
                .body(not(containsString("<b>12")));
        look(url, "application/json").statusCode(200).body("context.amount", equalTo("<b>12</b>"));
    }

    @Test
    void guessesAreAllAlike() {
        var url = url("url-guess", "s", "{\"type\": \"webhook\"}");
        var dice = new Random(7);
        var stranger = given().contentType("application/json").body("{}").post(WEBHOOKS + "/nobody-has-it");
        for (int i = 0; i < 300; i++) {
            int at = url.length() - 1 - dice.nextInt(32);
            char other = url.charAt(at) == 'A' ? 'B' : 'A';
            var guess = answer(url.substring(0, at) + other + url.substring(at + 1), "{}")
                    .extract();
            assertThat(guess.statusCode()).isEqualTo(404);
            assertThat(guess.asString()).isEqualTo(stranger.asString());
        }
        for (var wrong : List.of("0.", "0." + "A".repeat(32), "1." + url.substring(url.length() - 32), "x", "0.%00")) {
            answer(WEBHOOKS + "/awaits/" + wrong, "{}").statusCode(oneOf(401, 404));
        }
        assertThat(awaits.messages("url-guess")).isEmpty();
        answer(url, "{}").statusCode(202);
    }

    @Test
    void anExpiredOneIsGoneForItsToken() {
        var url = url("url-late", "s", "{\"type\": \"webhook\"}");
        awaits.makeDue("url-late", "s");
        awaits.settle();
        answer(url, "{}").statusCode(410).body("outcome", equalTo("timeout"));
        assertThat(awaits.only("url-late")).containsEntry("outcome", "timeout");
    }

    @Test
    void pathWithoutAuthNeedsItsToken() {
        var url = url("url-path", "s", "{\"type\": \"webhook\", \"path\": \"/forms/42/approve\"}");
        assertThat(url).startsWith(WEBHOOKS + "/forms/42/approve?token=");
        answer(WEBHOOKS + "/forms/42/approve", "{}").statusCode(404);
        answer(WEBHOOKS + "/forms/42/approve?token=0." + "A".repeat(32), "{}").statusCode(404);
        answer(url, "{}").statusCode(202);
        answer(url, "{}").statusCode(410);
        answer(WEBHOOKS + "/forms/42/approve", "{}").statusCode(404);
    }

    @Test
    void pathWithAuthNeedsThat() {
        var url = url(
                "url-auth",
                "s",
                "{\"type\": \"webhook\", \"path\": \"/forms/auth\", \"auth\": {\"type\": \"bearer\", \"secret\": \"sesame\"}}");
        assertThat(url).isEqualTo(WEBHOOKS + "/forms/auth");
        answer(url, "{}").statusCode(401);
        look(url, "text/html").statusCode(401);
        assertThat(awaits.messages("url-auth")).isEmpty();
        given().header("Authorization", "Bearer sesame")
                .contentType("application/json")
                .body("{}")
                .post(url)
                .then()
                .statusCode(202);
        assertThat(awaits.only("url-auth").get("meta")).doesNotContain("sesame");
    }

    @Test
    void aTakenPathSaysWhoHasIt() {
        as("admin")
                .body(
                        "{\"name\": \"url.taken\", \"type\": \"webhook\", \"endpoint\": {\"path\": \"/url/taken\", \"auth\": {\"type\": \"none\"}}}")
                .post("/api/_triggers")
                .then()
                .statusCode(201);
        put("url-taken", "s", "{\"type\": \"webhook\", \"path\": \"/url/taken\"}")
                .statusCode(409)
                .body("detail", containsString("'url.taken'"));
        put("url-taken", "s", "{\"type\": \"webhook\", \"path\": \"/url/mine\"}")
                .statusCode(201);
        put("url-taken", "t", "{\"type\": \"webhook\", \"path\": \"/url/mine\"}")
                .statusCode(409)
                .body("detail", containsString("url-taken/s"));
        as("admin")
                .body(
                        "{\"name\": \"url.late\", \"type\": \"webhook\", \"endpoint\": {\"path\": \"/url/mine\", \"auth\": {\"type\": \"none\"}}}")
                .post("/api/_triggers")
                .then()
                .statusCode(409)
                .body("detail", containsString("url-taken/s"));
        post("engine", "url-taken", "s", "cancel", "").statusCode(200);
        put("url-taken", "t", "{\"type\": \"webhook\", \"path\": \"/url/mine\"}")
                .statusCode(201);
    }

    @Test
    void aLiteralPathGoesBeforeATemplate() {
        as("admin")
                .body(
                        "{\"name\": \"url.template\", \"type\": \"webhook\", \"endpoint\": {\"path\": \"/{a}/{b}\", \"auth\": {\"type\": \"none\"}}}")
                .post("/api/_triggers")
                .then()
                .statusCode(201);
        answer(url("url-literal", "s", "{\"type\": \"webhook\"}"), "{}").statusCode(202);
        answer(url("url-literal", "t", "{\"type\": \"webhook\", \"path\": \"/literal/path\"}"), "{}")
                .statusCode(202)
                .body("trigger", nullValue());
        assertThat(awaits.messages("url-literal")).hasSize(2);
        as("admin").delete("/api/_triggers/url.template").then().statusCode(204);
    }

    @Test
    void tokensAreNeverLogged() {
        var lines = new ConcurrentLinkedQueue<String>();
        var handler = new Listener(lines);
        var gateway = Logger.getLogger("io.triggergateway");
        Logger.getLogger("").addHandler(handler);
        gateway.setLevel(Level.ALL);
        var one = url("url-log", "s", "{\"type\": \"webhook\"}");
        var two = url("url-log", "t", "{\"type\": \"webhook\", \"path\": \"/url/log\"}");
        try {
            for (var url : List.of(one, two)) {
                look(url, "text/html").statusCode(200);
                answer(url, "[").statusCode(400);
                answer(url, "{}").statusCode(202);
                answer(url, "{}").statusCode(410);
            }
        } finally {
            gateway.setLevel(null);
            Logger.getLogger("").removeHandler(handler);
        }
        assertThat(String.join("", lines)).contains("outcome=resolved", "/awaits/***");
        for (var url : List.of(one, two)) {
            assertThat(String.join("", lines)).doesNotContain(url.substring(url.length() - 32));
        }
    }

    private static final class Listener extends Handler {
        private final Queue<String> lines;

        Listener(Queue<String> lines) {
            this.lines = lines;
        }

        @Override
        public void publish(LogRecord record) {
            lines.add(new SimpleFormatter().format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
