package io.triggergateway.ingest;

import static io.restassured.RestAssured.given;
import static io.triggergateway.ingest.Canaries.Place.ANSWERS;
import static io.triggergateway.ingest.Canaries.Place.FILES;
import static io.triggergateway.ingest.Canaries.Place.PAGES;
import static io.triggergateway.ingest.Canaries.Place.REDIS;
import static io.triggergateway.ingest.Overheard.ROOT;
import static io.triggergateway.ingest.Overheard.admin;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.triggergateway.redis.RedisLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The doors beside plain webhooks: people and their sessions, tokens, waiting steps, engines, and payloads. */
final class CanaryDoors {
    private static final String WEBHOOKS = ROOT + "/webhooks/";
    private static final int LOOKS = 10_000;
    private static final Pattern TOKEN = Pattern.compile("([A-Za-z0-9_-]{20,})$");

    private final Canaries canaries;
    private final Overheard overheard;
    private final RedisLink redis;
    private final List<String> triggers = new ArrayList<>();
    private final Map<String, String> urls = new HashMap<>();
    private String csrf = "";

    CanaryDoors(Canaries canaries, Overheard overheard, RedisLink redis) {
        this.canaries = canaries;
        this.overheard = overheard;
        this.redis = redis;
    }

    private Response kept(Response answer) {
        return overheard.kept(answer);
    }

    private void put(String name, String type, String rest) {
        kept(admin().contentType("application/json")
                        .body("{\"type\":\"%s\"%s}".formatted(type, rest))
                        .put(ROOT + "/" + name))
                .then()
                .statusCode(201);
        kept(admin().contentType("application/json")
                        .body("{}")
                        .put(ROOT + "/%s/subscriptions/%s-flow".formatted(name, name)))
                .then()
                .statusCode(201);
        triggers.add(name);
    }

    private void webhook(String name, String auth) {
        put(name, "webhook", ",\"endpoint\":{\"path\":\"/%s\",\"auth\":%s}".formatted(name, auth));
    }

    private Response deliver(String path, Map<String, String> headers) {
        return kept(given().contentType("application/json")
                .headers(headers)
                .body("{\"id\":1}")
                .post(WEBHOOKS + path));
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    /** References, params, tokens of an issuer, what a sender hands over, what a service or an expression is given. */
    List<String> givesOtherSecretsToTriggers() throws IOException {
        var inFile = canaries.hatch("secret in a file");
        var file = Files.createDirectories(Path.of("target", "test-secrets")).resolve("canary");
        Files.writeString(file, inFile);
        webhook("canary.file", "{\"type\":\"bearer\",\"secret\":\"file:%s\"}".formatted(file));
        deliver("canary.file", bearer(inFile)).then().statusCode(202);

        var inEnvironment = canaries.hatch("secret in the environment", System.getenv("PATH"));
        webhook("canary.env", "{\"type\":\"bearer\",\"secret\":\"env:PATH\"}");
        deliver("canary.env", bearer(inEnvironment)).then().statusCode(202);

        givesParams();
        givesTokensOfAnIssuer();
        pairs();

        var expression = canaries.hatch("secret of an expression");
        webhook("canary.expression", """
                {"type":"custom","expression":"equals(headers['x-proof'], secret)","secret":"%s"}""".formatted(expression));
        deliver("canary.expression", Map.of("X-Proof", expression)).then().statusCode(202);

        var service = canaries.hatch("secret for a service");
        OutsideWorld.tell("/canary", 200, "{\"passed\":true}");
        webhook("canary.service", """
                {"type":"custom","url":"%s/canary","secret":"%s"}""".formatted(OutsideWorld.origin(), service));
        deliver(
                "canary.service",
                Map.of("X-Proof", canaries.hatch("proof for a service", ANSWERS, PAGES, REDIS, FILES)));
        return triggers;
    }

    private void givesParams() {
        var secret = canaries.hatch("secret beside a secret param");
        var token = canaries.hatch("secret param");
        webhook("canary.meta", """
                {"type":"signature","provider":"meta","secret":"%s","params":{"verify_token":"%s"}}""".formatted(secret, token));
        kept(subscription(token)).then().statusCode(200);
        kept(subscription(canaries.hatch("wrong secret param"))).then().statusCode(403);
        kept(admin().contentType("application/json")
                        .body("{\"endpoint\":{\"auth\":{\"params\":{\"verify_token\":\"%s\"}}}}"
                                .formatted(canaries.hatch("patched secret param")))
                        .patch(ROOT + "/canary.meta"))
                .then()
                .statusCode(200);
    }

    private static Response subscription(String token) {
        return given().queryParam("hub.mode", "subscribe")
                .queryParam("hub.verify_token", token)
                .queryParam("hub.challenge", "12345")
                .get(WEBHOOKS + "canary.meta");
    }

    private void givesTokensOfAnIssuer() {
        OutsideWorld.tell("/issuer", 200, TokenTest.publishedSet());
        webhook("canary.jwt", """
                {"type":"jwt","jwksUrl":"%s/issuer","issuer":"https://login.example.com","audience":"gateway"}""".formatted(OutsideWorld.origin()));
        for (var token : List.of(TokenTest.good(), TokenTest.forged())) {
            int status = canaries.count();
            canaries.hatch("token of an issuer, " + status, token);
            canaries.hatch("signature of a token, " + status, token.substring(token.lastIndexOf('.') + 1));
            canaries.hatch("claims of a token, " + status, token.split("\\.")[1] + ".");
            deliver("canary.jwt", bearer(token));
            kept(given().headers(bearer(token)).get(ROOT + "/flows"));
        }
    }

    /** The sender's secret comes back to it, as the handshake has it. */
    private void pairs() {
        webhook("canary.pair", "{\"type\":\"signature\",\"provider\":\"asana\"}");
        var early = canaries.hatch("secret that is handed over too early");
        deliver("canary.pair", Map.of("X-Hook-Secret", early)).then().statusCode(401);
        kept(admin().post(ROOT + "/canary.pair/pairing")).then().statusCode(200);
        var handed = canaries.hatch("secret that is handed over");
        var answer = given().header("X-Hook-Secret", handed).post(WEBHOOKS + "canary.pair");
        assertThat(answer.getHeader("X-Hook-Secret")).isEqualTo(handed);
    }

    /** What a sender writes into a payload, or into a header that nobody knows, is for the engines and for those who look. */
    void sendsPayloads() {
        var event = canaries.hatch("secret in an event's payload", ANSWERS, PAGES, REDIS, FILES);
        put("canary.event", "event", "");
        kept(admin().contentType("application/json")
                        .body("{\"card\":\"%s\"}".formatted(event))
                        .post(ROOT + "/canary.event/emit"))
                .then()
                .statusCode(202);

        webhook("canary.payload", "{\"type\":\"none\"}");
        kept(given().contentType("application/json")
                        .header("X-Note", canaries.hatch("secret in an unknown header", ANSWERS, PAGES, REDIS, FILES))
                        .body("{\"password\":\"%s\"}"
                                .formatted(canaries.hatch("secret in a payload", ANSWERS, PAGES, REDIS, FILES)))
                        .post(WEBHOOKS + "canary.payload"))
                .then()
                .statusCode(202);

        put("canary.private", "event", ",\"config\":{\"persistData\":false}");
        kept(admin().contentType("application/json")
                        .body("{\"card\":\"%s\"}"
                                .formatted(canaries.hatch("payload that is only handed off", ANSWERS, REDIS, FILES)))
                        .post(ROOT + "/canary.private/emit"))
                .then()
                .statusCode(202);

        put(
                "canary.strict",
                "event",
                ",\"schema\":{\"type\":\"object\",\"properties\":{\"pin\":{\"type\":\"integer\"}}}");
        kept(admin().contentType("application/json")
                        .body("{\"pin\":\"%s\"}".formatted(canaries.hatch("value that violates a schema")))
                        .post(ROOT + "/canary.strict/emit"))
                .then()
                .statusCode(422);
        redis.call(
                "XADD",
                "tg:{0}:signals",
                "*",
                "type",
                "emit",
                "trigger",
                "canary.event",
                "data",
                "{\"a\":\"%s\"}".formatted(canaries.hatch("secret in a signal's data", ANSWERS, PAGES, REDIS, FILES)));
        int firings = 0;
        for (int look = 0; look < LOOKS && firings < 2; look++) {
            firings = admin().get(ROOT + "/canary.event/firings").path("items.size()");
        }
        assertThat(firings).as("that of the signal is there too").isEqualTo(2);
    }

    /** The URL of a waiting step is for whoever registers it, this one time. */
    void letsStepsWait() {
        var open = waiting("open", "");
        canaries.hatch("token of a step that waits", open);
        kept(given().accept("application/json").get(WEBHOOKS + "awaits/" + open));

        var answered = waiting("answered", "");
        canaries.hatch("token of a step that was answered", answered);
        var url = url("answered");
        kept(given().contentType("application/json").body("{\"ok\":true}").post(url))
                .then()
                .statusCode(202);
        kept(given().accept("text/html").get(url)).then().statusCode(410);

        var wrong = canaries.hatch("wrong token of a step");
        kept(given().contentType("application/json").body("{}").post(WEBHOOKS + "awaits/" + wrong))
                .then()
                .statusCode(404);

        var secret = canaries.hatch("secret of a waiting step");
        waiting(
                "guarded",
                ",\"path\":\"/canary/guarded\",\"auth\":{\"type\":\"bearer\",\"secret\":\"%s\"}".formatted(secret));
        kept(given().contentType("application/json")
                .headers(bearer(canaries.hatch("wrong secret of a waiting step")))
                .body("{}")
                .post(WEBHOOKS + "canary/guarded"));
        kept(given().contentType("application/json")
                        .headers(bearer(secret))
                        .body("{}")
                        .post(WEBHOOKS + "canary/guarded"))
                .then()
                .statusCode(202);
    }

    private String url(String step) {
        return urls.get(step).replaceFirst("https?://[^/]+", "");
    }

    private String waiting(String step, String rest) {
        var answer = admin().contentType("application/json")
                .body("{\"type\":\"webhook\",\"flow\":\"canary-flow\"%s}".formatted(rest))
                .put(ROOT + "/awaits/canary-run/" + step);
        answer.then().statusCode(201);
        urls.put(step, answer.path("url"));
        var token = TOKEN.matcher(urls.get(step));
        return token.find() ? token.group(1) : "";
    }

    /** A token that is made, a session, and what is wrong about others; the cookie of a browser that is logged in. */
    String logsIn() {
        var made = admin().contentType("application/json")
                .body("{\"name\":\"canary-made\",\"role\":\"admin\",\"expiresIn\":\"1d\"}")
                .post(ROOT + "/tokens");
        String token = made.then().statusCode(201).extract().path("token");
        canaries.hatch("token that was made", token);
        kept(given().headers(bearer(token)).get(ROOT + "/flows"));

        kept(given().contentType("application/json")
                        .body("{\"token\":\"%s\"}".formatted(canaries.hatch("wrong token at the login")))
                        .post(ROOT + "/login"))
                .then()
                .statusCode(401);
        kept(given().contentType("application/json")
                        .body("{\"tokn\":\"%s\"}".formatted(canaries.hatch("login with a field of another name")))
                        .post(ROOT + "/login"))
                .then()
                .statusCode(422);
        var wrong = canaries.hatch("wrong session") + "wwwww";
        kept(given().cookie("tgw-session", wrong).get(ROOT + "/flows"));

        var login = given().contentType("application/json")
                .body("{\"token\":\"%s\"}".formatted(token))
                .post(ROOT + "/login");
        var session =
                canaries.hatch("session", login.then().statusCode(200).extract().cookie("tgw-session"));
        csrf = canaries.hatch("token against forgery", login.<String>path("csrfToken"), PAGES);
        kept(given().cookie("tgw-session", session)
                .header("Sec-Fetch-Site", "same-origin")
                .header("X-CSRF-Token", canaries.hatch("wrong token against forgery"))
                .post(ROOT + "/canary.open/disable"));
        return "tgw-session=" + session;
    }

    void logsOut(String cookie) {
        kept(given().header("Cookie", cookie)
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("X-CSRF-Token", csrf)
                        .post(ROOT + "/logout"))
                .then()
                .statusCode(204);
        kept(given().header("Cookie", cookie).get(ROOT + "/flows")).then().statusCode(401);
        kept(admin().delete(ROOT + "/tokens/canary-made")).then().statusCode(204);
    }
}
