package io.triggergateway.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditApiTest {
    private static final String ROOT = "/api/_triggers";
    private static final String SECRET = "hush-hush-hush-hush";
    private static final String WEBHOOK = """
            {"type": "webhook", "endpoint": {"path": "/audited", "auth": {"type": "bearer", "secret": "%s"}}}
            """;

    @Test
    void entersEachChangeWithWhatItChangedAndWithoutSecrets() {
        admin().body(WEBHOOK.formatted(SECRET)).put(ROOT + "/audit.hook").then().statusCode(201);
        operator().post(ROOT + "/audit.hook/disable").then().statusCode(200);
        admin().body("{\"source\": \"shop\"}")
                .patch(ROOT + "/audit.hook")
                .then()
                .statusCode(200);
        admin().body(WEBHOOK.formatted("another-" + SECRET)).put(ROOT + "/audit.hook");
        admin().delete(ROOT + "/audit.hook").then().statusCode(204);

        var entries = entriesOf("audit.hook");
        assertThat(entries)
                .extracting(entry -> entry.get("what"))
                .containsExactly("delete trigger", "put trigger", "patch trigger", "disable trigger", "put trigger");
        assertThat(entries.get(3)).containsEntry("who", "operator").containsEntry("address", "127.0.0.1");
        assertThat(entries.get(3).get("changes").toString()).contains("{pointer=/enabled, before=true, after=false}");
        assertThat(entries.get(2).get("changes").toString()).contains("{pointer=/source, after=shop}");
        assertThat(entries.get(0)).containsEntry("after", null);
        assertThat(admin().get(ROOT + "/audit").asString()).doesNotContain("hush");
    }

    @Test
    void entersNothingThatWasRefusedOrOnlyTried() {
        viewer().post(ROOT + "/audit.none/disable").then().statusCode(403);
        admin().post(ROOT + "/audit.none/disable").then().statusCode(404);
        admin().body("{\"type\": \"mutual\"}").put(ROOT + "/audit.none").then().statusCode(422);
        admin().body("{\"triggers\": [{\"name\": \"audit.none\", \"type\": \"manual\"}]}")
                .post(ROOT + "/import?dryRun=true")
                .then()
                .statusCode(200);

        assertThat(entriesOf("audit.none")).isEmpty();
    }

    @Test
    void entersWhatActsAlthoughItAsksToBeOnlyTried() {
        admin().body("{\"name\": \"audit.tried\", \"type\": \"event\"}")
                .put(ROOT + "/audit.tried?dryRun=true")
                .then()
                .statusCode(201);

        assertThat(entriesOf("audit.tried")).hasSize(1);
    }

    @Test
    void leavesTheTrafficOfMachinesOut() {
        admin().body("{\"type\": \"event\"}").put(ROOT + "/audit.event").then().statusCode(201);
        admin().body("{}").post(ROOT + "/audit.event/emit").then().statusCode(202);
        for (var who : List.of("engine", "operator")) {
            admin().body("{\"type\": \"time\", \"delay\": 3600000}")
                    .put(ROOT + "/awaits/audit-run/" + who)
                    .then()
                    .statusCode(201);
            with("test-token-of-an-" + who)
                    .post(ROOT + "/awaits/audit-run/" + who + "/cancel")
                    .then()
                    .statusCode(200);
        }

        assertThat(entriesOf("audit.event")).hasSize(1);
        assertThat(entriesOf("audit-run/engine")).isEmpty();
        assertThat(entriesOf("audit-run/operator")).hasSize(1);
    }

    @Test
    void entersWhoLogsInAndOut() {
        var login = given().contentType(ContentType.JSON)
                .body("{\"token\": \"test-token-of-an-engine\"}")
                .post(ROOT + "/login");
        given().cookie("tgw-session", login.cookie("tgw-session"))
                .header("Sec-Fetch-Site", "same-origin")
                .header("X-CSRF-Token", login.<String>path("csrfToken"))
                .post(ROOT + "/logout")
                .then()
                .statusCode(204);

        List<String> whats = admin().get(ROOT + "/audit?who=engine").path("items.what");
        assertThat(whats).contains("login", "logout");
        assertThat(whats.indexOf("logout")).isLessThan(whats.indexOf("login"));
    }

    @Test
    void entersTokensWithoutThem() {
        var token = admin().body("{\"name\": \"audit.token\", \"role\": \"viewer\"}")
                .post(ROOT + "/tokens")
                .<String>path("token");
        admin().delete(ROOT + "/tokens/audit.token").then().statusCode(204);

        var lines = admin().accept("application/x-ndjson").get(ROOT + "/audit/export?what=token");
        lines.then().statusCode(200).contentType("application/x-ndjson");
        assertThat(entriesOf("audit.token"))
                .extracting(entry -> entry.get("what"))
                .containsExactly("delete token", "create token");
        assertThat(lines.asString().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
        assertThat(lines.asString()).doesNotContain(token);
    }

    @Test
    void isForAdministrators() {
        operator().get(ROOT + "/audit").then().statusCode(403);
        operator().get(ROOT + "/audit/export").then().statusCode(403);
        admin().get(ROOT + "/audit?cursor=x").then().statusCode(400);
    }

    private static List<Map<String, Object>> entriesOf(String name) {
        return admin().get(ROOT + "/audit?limit=500").path("items.findAll { it.name == '" + name + "' }");
    }

    private static RequestSpecification admin() {
        return with("test-token-of-an-admin");
    }

    private static RequestSpecification operator() {
        return with("test-token-of-an-operator");
    }

    private static RequestSpecification viewer() {
        return with("test-token-of-a-viewer");
    }

    private static RequestSpecification with(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }
}
