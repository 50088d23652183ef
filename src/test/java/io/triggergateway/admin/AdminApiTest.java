package io.triggergateway.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.triggergateway.registry.RegistryFeed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AdminApiTest {
    private static final String ROOT = "/api/_triggers";
    private static final String PROBLEM = "application/problem+json";

    private final RegistryFeed feed;

    AdminApiTest(RegistryFeed feed) {
        this.feed = feed;
    }

    @BeforeEach
    void waitsForTheRegistry() throws Exception {
        feed.current().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void registersReadsChangesAndRemovesATrigger() {
        var etag = admin().body("{\"name\": \"crud.one\", \"type\": \"manual\"}")
                .post(ROOT)
                .then()
                .statusCode(201)
                .header("Location", ROOT + "/crud.one")
                .body("origin", equalTo("dynamic"))
                .body("subscribers.size()", equalTo(0))
                .extract()
                .header("ETag");
        admin().get(ROOT + "/crud.one").then().statusCode(200).header("ETag", etag);
        admin().body("{\"tags\": [\"blue\"]}")
                .patch(ROOT + "/crud.one")
                .then()
                .statusCode(200)
                .header("ETag", not(equalTo(etag)))
                .body("tags", contains("blue"));
        admin().get(ROOT + "?tag=blue&q=CRUD&type=manual&enabled=true&origin=dynamic")
                .then()
                .statusCode(200)
                .body("items.name", contains("crud.one"));
        admin().delete(ROOT + "/crud.one").then().statusCode(204);
        admin().get(ROOT + "/crud.one")
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("type", equalTo("/problems/not-found"));
    }

    @Test
    void takesBackWhatItGave() {
        manual("round.trip");
        var document = admin().get(ROOT + "/round.trip").asString();
        admin().body(document).put(ROOT + "/round.trip").then().statusCode(200).body("version", equalTo(1));
    }

    @Test
    void refusesATakenName() {
        manual("taken.name");
        admin().body("{\"name\": \"taken.name\", \"type\": \"manual\"}")
                .post(ROOT)
                .then()
                .statusCode(409)
                .contentType(PROBLEM)
                .body("type", equalTo("/problems/conflict"));
    }

    @Test
    void refusesWritesOverAnotherVersion() {
        manual("versioned");
        var old = admin().get(ROOT + "/versioned").header("ETag");
        admin().header("If-Match", old)
                .body("{\"type\": \"manual\", \"source\": \"a\"}")
                .put(ROOT + "/versioned")
                .then()
                .statusCode(200);
        admin().header("If-Match", old)
                .body("{\"type\": \"manual\", \"source\": \"b\"}")
                .put(ROOT + "/versioned")
                .then()
                .statusCode(412)
                .body("type", equalTo("/problems/version-mismatch"));
        admin().header("If-Match", old).delete(ROOT + "/versioned").then().statusCode(412);
        admin().header("If-Match", "*").delete(ROOT + "/versioned").then().statusCode(204);
        admin().header("If-Match", "*")
                .body("{\"type\": \"manual\"}")
                .put(ROOT + "/versioned")
                .then()
                .statusCode(412);
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        admin().body("{\"name\": \"wrong.fields\", \"type\": \"manual\", \"tag\": [], \"filter\": \"1 +\"}")
                .post(ROOT)
                .then()
                .statusCode(422)
                .contentType(PROBLEM)
                .body("type", equalTo("/problems/invalid-document"))
                .body("errors.pointer", hasItem("/tag"));
    }

    @Test
    void refusesWhatIsNoJson() {
        admin().body("{\"name\": ").post(ROOT).then().statusCode(400).body("type", equalTo("/problems/malformed-body"));
        admin().contentType(ContentType.TEXT).body("name: x").post(ROOT).then().statusCode(415);
        admin().header("Content-Type", "a").get(ROOT + "/export").then().statusCode(415);
        admin().get(ROOT + "?limit=0").then().statusCode(400).body("type", equalTo("/problems/malformed-parameter"));
    }

    @Test
    void readsYamlToo() {
        yaml("name: from.yaml\ntype: manual\n").post(ROOT).then().statusCode(201);
        yaml("name: from.yaml\nname: again\n").post(ROOT).then().statusCode(400);
    }

    @Test
    void stopsAndStartsATrigger() {
        manual("switched");
        admin().post(ROOT + "/switched/disable").then().statusCode(200).body("enabled", equalTo(false));
        admin().post(ROOT + "/switched/enable").then().statusCode(200).body("enabled", equalTo(true));
        admin().post(ROOT + "/nobody/enable").then().statusCode(404);
    }

    @Test
    void showsASubscriptionFromBothSides() {
        admin().body("{\"name\": \"watched\", \"type\": \"event\", \"expectedSubscribers\": [\"mail\", \"audit\"]}")
                .post(ROOT)
                .then()
                .statusCode(201)
                .body("missingSubscribers", contains("mail", "audit"));
        admin().body("{\"mode\": \"manual\"}")
                .put(ROOT + "/watched/subscriptions/mail")
                .then()
                .statusCode(201);
        admin().body("{\"subscribe\": [{\"trigger\": \"watched\", \"filter\": \"true\"}]}")
                .put(ROOT + "/flows/audit")
                .then()
                .statusCode(201);
        admin().get(ROOT + "/watched/subscriptions").then().body("items.flow", contains("audit", "mail"));
        admin().get(ROOT + "/flows/mail").then().body("subscribe[0].mode", equalTo("manual"));
        admin().get(ROOT + "/watched")
                .then()
                .body("subscribers", contains("audit", "mail"))
                .body("missingSubscribers.size()", equalTo(0));
        admin().delete(ROOT + "/watched/subscriptions/audit").then().statusCode(204);
        admin().get(ROOT + "/flows/audit").then().statusCode(404);
        admin().delete(ROOT + "/watched")
                .then()
                .statusCode(200)
                .body("deleted", equalTo("watched"))
                .body("subscribers", contains("mail"));
        admin().delete(ROOT + "/flows/mail").then().statusCode(204);
    }

    @Test
    void keepsSecretsToItself() {
        var answers = new StringBuilder();
        answers.append(admin().body(webhook("secretive", "/secretive", "hush-hush-hush"))
                .post(ROOT)
                .then()
                .statusCode(201)
                .extract()
                .asString());
        answers.append(admin().get(ROOT + "/secretive").asString());
        answers.append(admin().get(ROOT).asString());
        answers.append(admin().get(ROOT + "/export").asString());
        answers.append(admin().accept("application/yaml").get(ROOT + "/export").asString());
        var endpoint = admin().get(ROOT + "/secretive/endpoint");
        endpoint.then()
                .statusCode(200)
                .body("url", containsString("/api/_triggers/webhooks/secretive"))
                .body("provider", equalTo("github"))
                .body("curl", containsString("X-Hub-Signature-256: sha256="));
        answers.append(endpoint.asString());
        assertThat(answers.toString()).contains("secretive").doesNotContain("hush-hush-hush");
    }

    @Test
    void keepsTheStoredSecretBehindAMask() {
        admin().body(webhook("masked", "/masked", "hush-hush-hush"))
                .post(ROOT)
                .then()
                .statusCode(201);
        admin().body(webhook("masked", "/masked", "***"))
                .put(ROOT + "/masked")
                .then()
                .statusCode(200)
                .body("version", equalTo(1));
    }

    @Test
    void rehearsesAnImport() {
        manual("import.old");
        var document = """
                {"triggers": [
                   {"name": "import.shares", "type": "webhook", "endpoint": {"path": "/nobody", "auth": {"type": "shared"}}},
                   {"name": "import.new", "type": "manual"},
                   {"name": "import.old", "type": "manual"},
                   {"name": "import.bad", "type": "mutual"}],
                 "flows": [{"name": "import.flow", "subscribe": ["import.new"]}]}
                """;
        admin().body(document)
                .post(ROOT + "/import?dryRun=true")
                .then()
                .statusCode(200)
                .body("items.find { it.name == 'import.new' }.result", equalTo("created"))
                .body("items.find { it.name == 'import.old' }.result", equalTo("unchanged"))
                .body("items.find { it.name == 'import.bad' }.result", equalTo("invalid"))
                .body("items.find { it.name == 'import.bad' }.errors[0].pointer", equalTo("/type"))
                .body("items.find { it.name == 'import.flow' }.result", equalTo("created"));
        admin().get(ROOT + "/import.new").then().statusCode(404);
        admin().body(document).post(ROOT + "/import").then().statusCode(200);
        admin().get(ROOT + "/import.new").then().statusCode(200).body("subscribers", contains("import.flow"));
        admin().body("{\"things\": []}").post(ROOT + "/import").then().statusCode(422);
    }

    @Test
    void listsProvidersMessagesFiringsAndRefusals() {
        manual("quiet");
        admin().get(ROOT + "/providers").then().statusCode(200).body("items.id", hasItem("stripe"));
        admin().get(ROOT + "/providers/github").then().statusCode(200).body("supported", equalTo(true));
        admin().get(ROOT + "/providers/paypal")
                .then()
                .statusCode(200)
                .body("confidence", equalTo("cat"))
                .body("fieldsFromMemory", hasItem("expects"))
                .body("outbound", hasItem("api.paypal.com"))
                .body("example.endpoint.auth", not(hasKey("secret")));
        admin().get(ROOT + "/handoff/messages").then().statusCode(200).body("nextCursor", nullValue());
        admin().get(ROOT + "/handoff/messages?stream=nowhere").then().statusCode(404);
        admin().get(ROOT + "/quiet/firings").then().statusCode(200).body("items.size()", equalTo(0));
        admin().get(ROOT + "/quiet/firings/f0-none").then().statusCode(404);
        admin().get(ROOT + "/quiet/refusals").then().statusCode(200).body("items.size()", equalTo(0));
        admin().get(ROOT + "/quiet/endpoint").then().statusCode(404);
    }

    @Test
    void saysWhyAProviderIsNotSupported() {
        admin().get(ROOT + "/providers").then().body("items.id", hasItem("strava"));
        admin().get(ROOT + "/providers/strava")
                .then()
                .statusCode(200)
                .body("supported", equalTo(false))
                .body("reason", containsString("authenticates nothing"))
                .body("example", nullValue());
        admin().get(ROOT + "/providers/no-such").then().statusCode(404);
        admin().body(webhook("unsupported", "/unsupported", "hush-hush-hush").replace("github", "strava"))
                .post(ROOT)
                .then()
                .statusCode(422)
                .body("errors[0].detail", containsString("Strava is not one: It authenticates nothing"));
    }

    @Test
    void leavesSecretsOutOfExampleCalls() {
        var curls = new StringBuilder();
        for (var provider : List.of("postmark", "gumroad", "meraki", "twilio")) {
            var document = webhook("call." + provider, "/call-" + provider, "hush \\\"hush\\\" & hush")
                    .replace("\"github\"", "\"" + provider + "\"" + (provider.equals("postmark") ? PARAMS : ""));
            admin().body(document).post(ROOT).then().statusCode(201);
            curls.append(admin().get(ROOT + "/call." + provider + "/endpoint")
                            .then()
                            .statusCode(200)
                            .extract()
                            .<String>path("curl"))
                    .append('\n');
        }
        assertThat(curls.toString())
                .contains("-u 'user:'\"$SECRET\"''", "token='\"$SECRET\"''", "\"sharedSecret\":\"'\"$SECRET\"'\"")
                .contains("X-Twilio-Signature: ", "MessageStatus=delivered")
                .doesNotContain("hush");
    }

    private static final String PARAMS = ", \"params\": {\"username\": \"user\"}";

    @Test
    void pagesThroughALongList() {
        manual("page.a");
        manual("page.b");
        manual("page.c");
        var cursor = admin().get(ROOT + "?q=page.&limit=2")
                .then()
                .body("items.name", contains("page.a", "page.b"))
                .extract()
                .path("nextCursor");
        admin().queryParam("cursor", cursor)
                .get(ROOT + "?q=page.&limit=2")
                .then()
                .body("items.name", contains("page.c"))
                .body("nextCursor", nullValue());
    }

    @Test
    void rehearsesAnImportWhoseTriggersShareAPathOfTheSameDocument() {
        var document = """
                {"triggers": [
                   {"name": "share.b", "type": "webhook", "endpoint": {"path": "/share", "auth": {"type": "shared"}}},
                   {"name": "share.c", "type": "webhook", "endpoint": {"path": "/share", "auth": {"type": "none"}}},
                   {"name": "share.d", "type": "webhook", "endpoint": {"path": "/else", "auth": {"type": "shared"}}},
                   %s]}
                """.formatted(webhook("share.a", "/share", "0123456789abcdef"));
        for (var call : List.of("/import?dryRun=true", "/import")) {
            admin().body(document)
                    .post(ROOT + call)
                    .then()
                    .statusCode(200)
                    .body("items.find { it.name == 'share.b' }.result", equalTo("created"))
                    .body("items.find { it.name == 'share.c' }.result", equalTo("created"))
                    .body("items.find { it.name == 'share.a' }.result", equalTo("conflict"))
                    .body("items.find { it.name == 'share.d' }.result", equalTo("invalid"));
        }
    }

    @Test
    void letsAViewerOnlyRead() {
        manual("seen");
        viewer().get(ROOT + "/seen").then().statusCode(200);
        viewer().delete(ROOT + "/seen").then().statusCode(403).contentType(PROBLEM);
        viewer().post(ROOT + "/seen/disable").then().statusCode(403);
        given().get(ROOT + "/seen").then().statusCode(401).contentType(PROBLEM);
    }

    @Test
    void answersUnknownPathsAndMethodsWithProblems() {
        admin().get(ROOT + "/a/b/c/d").then().statusCode(404).contentType(PROBLEM);
        admin().delete(ROOT + "/export").then().statusCode(405).contentType(PROBLEM);
    }

    private static void manual(String name) {
        admin().body("{\"type\": \"manual\"}").put(ROOT + "/" + name).then().statusCode(201);
    }

    private static String webhook(String name, String path, String secret) {
        return """
                {"name": "%s", "type": "webhook", "endpoint":
                  {"path": "%s", "auth": {"type": "signature", "provider": "github", "secret": "%s"}}}
                """.formatted(name, path, secret);
    }

    private static RequestSpecification admin() {
        return with("test-token-of-an-admin").contentType(ContentType.JSON);
    }

    private static RequestSpecification viewer() {
        return with("test-token-of-a-viewer").contentType(ContentType.JSON);
    }

    private static RequestSpecification yaml(String document) {
        return with("test-token-of-an-admin")
                .contentType("application/yaml")
                .body(document.getBytes(StandardCharsets.UTF_8));
    }

    private static RequestSpecification with(String token) {
        return given().header("Authorization", "Bearer " + token);
    }
}
