package io.triggergateway.ingest;

import static io.restassured.RestAssured.given;
import static io.triggergateway.ingest.Overheard.admin;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.triggergateway.redis.RedisLink;
import io.triggergateway.telemetry.Traces;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Secrets go in through every door, right ones and wrong ones, and come to light nowhere but where they belong. Those
 * places stand beside each secret; one without any may be nowhere.
 */
@QuarkusTest
@WithTestResource(OutsideWorld.class)
class CanaryTest {
    private static final String ROOT = Overheard.ROOT;
    private static final String WEBHOOKS = ROOT + "/webhooks/";
    private static final String ENCRYPTION_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String BODY = "{\"id\":1}";

    private final RedisLink redis;
    private final Overheard overheard;
    private final Canaries canaries = new Canaries();
    private final List<String> triggers = new ArrayList<>();

    CanaryTest(RedisLink redis, Traces traces) {
        this.redis = redis;
        this.overheard = new Overheard(redis, traces);
    }

    @AfterEach
    void stopsListening() {
        overheard.close();
    }

    private Response kept(Response answer) {
        return overheard.kept(answer);
    }

    private void put(String name, String auth, int status) {
        var document = "{\"type\":\"webhook\",\"endpoint\":{\"path\":\"/%s\",\"auth\":%s}}".formatted(name, auth);
        put(name, document).then().statusCode(status);
        if (status == 201) {
            triggers.add(name);
        }
    }

    private Response put(String name, String document) {
        return kept(admin().contentType("application/json").body(document).put(ROOT + "/" + name));
    }

    private void subscribe(String name) {
        kept(admin().contentType("application/json")
                        .body("{}")
                        .put(ROOT + "/%s/subscriptions/%s-flow".formatted(name, name)))
                .then()
                .statusCode(201);
    }

    private void deliver(String path, String header, String value, int status) {
        deliver(path, header, value, BODY, status);
    }

    private void deliver(String path, String header, String value, String body, int status) {
        kept(given().contentType("application/json")
                        .header(header, value)
                        .body(body)
                        .post(WEBHOOKS + path))
                .then()
                .statusCode(status);
    }

    @Test
    void secretsComeToLightOnlyWhereTheyBelong() throws Exception {
        canaries.hatch("encryption key", ENCRYPTION_KEY);
        canaries.hatch("admin token", Overheard.ADMIN_TOKEN);
        givesSecretsToTriggers();
        sendsCredentialsWhereNoneAreAsked();
        sendsCredentialsToTheAdminSide();
        writesInvalidDocuments();
        var doors = new CanaryDoors(canaries, overheard, redis);
        triggers.addAll(doors.givesOtherSecretsToTriggers());
        doors.sendsPayloads();
        doors.letsStepsWait();
        var cookie = doors.logsIn();

        overheard.readAnswers(triggers);
        assertThat(overheard.readPages(cookie)).isGreaterThan(40);
        doors.logsOut(cookie);
        overheard.readLogAndTraces();
        overheard.readRedis("tg:{0}:refusals:canary.any");
        overheard.readFiles();

        assertThat(canaries.count()).isGreaterThanOrEqualTo(80);
        assertThat(Canaries.Place.values())
                .allSatisfy(place ->
                        assertThat(canaries.wrongAt(place, overheard.at(place))).isEmpty());
        assertThat(overheard.at(Canaries.Place.REDIS))
                .contains("canary.bearer", "canary.bearer-flow", "Expected", "\"method\":\"POST\"");
        assertThat(overheard.at(Canaries.Place.FILES)).contains("canary.bearer", "MULTI", "REDIS0");
        assertThat(overheard.at(Canaries.Place.LOG)).contains("trigger=canary.bearer outcome=accepted");
        assertThat(overheard.at(Canaries.Place.METRICS)).contains("trigger_gateway_");
        assertThat(overheard.at(Canaries.Place.TRACES)).contains("webhook", "canary.bearer");
        assertThat(overheard.at(Canaries.Place.AUDIT)).contains("canary.bearer", "canary-made");
    }

    private void givesSecretsToTriggers() throws Exception {
        var bearer = canaries.hatch("bearer");
        put("canary.bearer", "{\"type\":\"bearer\",\"secret\":\"%s\"}".formatted(bearer), 201);
        subscribe("canary.bearer");
        deliver("canary.bearer", "Authorization", "Bearer " + bearer, 202);
        deliver("canary.bearer", "Authorization", "Bearer " + canaries.hatch("wrong bearer"), 401);

        var key = canaries.hatch("API key in a header");
        put("canary.header", "{\"type\":\"apikey\",\"header\":\"X-Mine\",\"secret\":\"%s\"}".formatted(key), 201);
        deliver("canary.header", "X-Mine", key, 202);
        deliver("canary.header", "X-Mine", canaries.hatch("wrong API key in a header"), 401);

        var query = canaries.hatch("API key in the query");
        put("canary.query", "{\"type\":\"apikey\",\"query\":\"key\",\"secret\":\"%s\"}".formatted(query), 201);
        deliver("canary.query?key=" + query, "X-A", "b", 202);
        deliver("canary.query?key=" + canaries.hatch("wrong API key in the query"), "X-A", "b", 401);

        var password = canaries.hatch("password");
        put("canary.basic", "{\"type\":\"basic\",\"username\":\"me\",\"secret\":\"%s\"}".formatted(password), 201);
        deliver("canary.basic", "Authorization", canaries.hatchBasic("right basic", "me", password), 202);
        var wrong = canaries.hatch("wrong password");
        deliver("canary.basic", "Authorization", canaries.hatchBasic("wrong basic", "me", wrong), 401);

        givesSecretsToSigningTriggers();
        givesSeveralSecretsToTriggers();
    }

    private void givesSecretsToSigningTriggers() {
        var github = canaries.hatch("signing secret");
        put(
                "canary.github",
                "{\"type\":\"signature\",\"provider\":\"github\",\"secret\":\"%s\"}".formatted(github),
                201);
        var signature = Gateway.sign(github, BODY.getBytes(UTF_8));
        canaries.hatch("right signature", signature.substring("sha256=".length()));
        deliver("canary.github", "X-Hub-Signature-256", signature, 202);
        deliver("canary.github", "X-Hub-Signature-256", "sha256=" + canaries.hatch("wrong signature"), 401);

        var gitlab = canaries.hatch("token of a provider");
        put(
                "canary.gitlab",
                "{\"type\":\"signature\",\"provider\":\"gitlab\",\"secret\":\"%s\"}".formatted(gitlab),
                201);
        deliver("canary.gitlab", "X-Gitlab-Token", gitlab, 202);
        deliver("canary.gitlab", "X-Gitlab-Token", canaries.hatch("wrong token of a provider"), 401);

        var standard = canaries.hatch("base64 key", Base64.getEncoder().encodeToString(new byte[] {
            7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5, 9, 0, 4, 5, 2, 3, 5, 3, 6, 0, 2, 8, 7
        }));
        put(
                "canary.standard",
                "{\"type\":\"signature\",\"provider\":\"standard-webhooks\",\"secret\":\"whsec_%s\"}"
                        .formatted(standard),
                201);
        deliver("canary.standard", "webhook-signature", "v1," + canaries.hatch("wrong standard signature"), 401);

        var own = canaries.hatch("secret of a scheme in short form");
        put("canary.short", "{\"type\":\"signature\",\"header\":\"X-Own\",\"secret\":\"%s\"}".formatted(own), 201);
        deliver("canary.short", "X-Own", canaries.hatch("wrong signature in short form"), 401);
    }

    private void givesSeveralSecretsToTriggers() {
        var old = canaries.hatch("expired secret");
        var now = canaries.hatch("current secret");
        var next = canaries.hatch("future secret");
        put("canary.rotating", """
                {"type":"bearer","secrets":[{"value":"%s","expiresAt":"2020-01-01T00:00:00Z"},"%s",
                  {"value":"%s","notBefore":"2100-01-01T00:00:00Z"}]}""".formatted(old, now, next), 201);
        deliver("canary.rotating", "Authorization", "Bearer " + now, 202);
        deliver("canary.rotating", "Authorization", "Bearer " + old, 401);
        deliver("canary.rotating", "Authorization", "Bearer " + next, 401);

        var one = canaries.hatch("one of any");
        var other = canaries.hatch("the other of any");
        put("canary.any", """
                {"type":"any","of":[{"type":"bearer","secret":"%s"},
                  {"type":"all","of":[{"type":"apikey","header":"X-Other","secret":"%s"}]}]}""".formatted(one, other), 201);
        deliver("canary.any", "Authorization", "Bearer " + one, 202);
        deliver("canary.any", "X-Other", other, 202);
        deliver("canary.any", "X-Other", canaries.hatch("wrong one of any"), 401);

        var patched = canaries.hatch("patched secret");
        kept(admin().contentType("application/json")
                        .body("{\"endpoint\":{\"auth\":{\"secret\":\"%s\"}}}".formatted(patched))
                        .patch(ROOT + "/canary.bearer"))
                .then()
                .statusCode(200);
        deliver("canary.bearer", "Authorization", "Bearer " + patched, 202);
        var imported = canaries.hatch("imported secret");
        kept(admin().contentType("application/yaml")
                        .body("""
                triggers:
                  - name: canary.imported
                    type: webhook
                    endpoint: { path: /canary.imported, auth: { type: bearer, secret: %s } }
                """.formatted(imported).getBytes(UTF_8))
                        .post(ROOT + "/import"))
                .then()
                .statusCode(200);
        deliver("canary.imported", "Authorization", "Bearer " + imported, 202);
    }

    /** Senders carry credentials that are none of our business, and that engines have no use for. */
    private void sendsCredentialsWhereNoneAreAsked() {
        put("canary.open", "{\"type\":\"none\"}", 201);
        subscribe("canary.open");
        for (var header : List.of(
                "Proxy-Authorization",
                "X-Api-Key",
                "X-Auth-Token",
                "X-Gitlab-Token",
                "X-Webhook-Secret",
                "X-Goog-Channel-Token",
                "X-Amz-Security-Token",
                "Api-Key",
                "X-Password",
                "Authorization-Extra")) {
            deliver("canary.open", header, canaries.hatch("unasked " + header), 202);
        }
        deliver("canary.open", "Authorization", "Bearer " + canaries.hatch("unasked bearer"), 202);
        deliver("canary.open", "Cookie", "session=" + canaries.hatch("unasked cookie"), 202);
        deliver("canary.open?token=" + canaries.hatch("unasked query"), "X-A", "b", 202);
        deliver("nowhere?token=" + canaries.hatch("query of an unknown path"), "X-A", "b", 404);
        deliver("nowhere", "Authorization", "Bearer " + canaries.hatch("bearer of an unknown path"), 404);
    }

    private void sendsCredentialsToTheAdminSide() {
        for (var path : List.of(ROOT, "/q/metrics", "/nowhere")) {
            kept(given().header("Authorization", "Bearer " + canaries.hatch("wrong token at " + path))
                    .get(path));
            kept(given().get(path + "?access_token=" + canaries.hatch("token in the query of " + path)));
            kept(given().header("Authorization", canaries.hatchBasic("basic at " + path, "admin", "x" + path))
                    .get(path));
        }
    }

    private void writesInvalidDocuments() {
        for (var auth : List.of(
                "{\"type\":\"bearer\",\"secret\":[\"%s\"]}",
                "{\"type\":\"bearer\",\"secret\":\" %s\"}",
                "{\"type\":\"bearer\",\"secret\":\"%s\",\"secrets\":[]}",
                "{\"type\":\"bearer\",\"secret\":\"%s\",\"unknown\":1}",
                "{\"type\":\"bearer\",\"secrets\":[{\"value\":\"%s\",\"expiresAt\":\"never\"}]}",
                "{\"type\":\"bearer\",\"secrets\":{\"value\":\"%s\"}}",
                "{\"type\":\"bearer\",\"secert\":\"%s\"}",
                "{\"type\":\"baerer\",\"secret\":\"%s\"}",
                "{\"type\":\"signature\",\"provider\":\"standard-webhooks\",\"secret\":\"whsec_!%s\"}",
                "{\"type\":\"signature\",\"provider\":\"nobody\",\"secret\":\"%s\"}",
                "{\"type\":\"signature\",\"provider\":\"github\",\"secret\":\"x\",\"params\":{\"token\":[\"%s\"]}}",
                "\"bearer %s\"",
                "{\"type\":\"bearer\",\"secret\":\"env:%s x\"}")) {
            put("canary.invalid", auth.formatted(canaries.hatch("secret in " + auth)), 422);
        }
        for (var url : List.of("https://me:%s@hooks.example.com/", "https://hooks.example.com/#%s", "ftp://%s@a/")) {
            var document =
                    "{\"type\":\"webhook\",\"endpoint\":{\"path\":\"/x\",\"publicUrl\":\"%s\",\"auth\":{\"type\":\"none\"}}}";
            put("canary.invalid", document.formatted(url.formatted(canaries.hatch("in URL " + url))))
                    .then()
                    .statusCode(422);
        }
        put("canary.invalid", "{\"secret\":\"%s".formatted(canaries.hatch("in broken JSON")))
                .then()
                .statusCode(400);
        put("canary.invalid", "{\"secret\": %s}".formatted(canaries.hatch("in JSON without quotes")))
                .then()
                .statusCode(400);
        kept(admin().contentType("application/yaml")
                        .body("secret: [%s\nx: {"
                                .formatted(canaries.hatch("in broken YAML"))
                                .getBytes(UTF_8))
                        .post(ROOT + "/import"))
                .then()
                .statusCode(400);
    }
}
