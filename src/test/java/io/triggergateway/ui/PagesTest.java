package io.triggergateway.ui;

import static io.restassured.RestAssured.given;
import static io.triggergateway.ui.GivenPages.API;
import static io.triggergateway.ui.GivenPages.EVIL;
import static io.triggergateway.ui.GivenPages.as;
import static io.triggergateway.ui.GivenPages.execute;
import static io.triggergateway.ui.GivenPages.page;
import static io.triggergateway.ui.GivenPages.subscribe;
import static io.triggergateway.ui.GivenPages.trigger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all pages have in common, and what they let each role do. */
@QuarkusTest
class PagesTest {
    private static final String ENCODED = "%22%27%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E";
    private static final String PAYLOAD = "pages.payload";

    private final RedisLink redis;
    private final Keys keys;

    PagesTest(RedisLink redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** A trigger with markup wherever a person may write, a firing of it with markup, a start and a step that wait. */
    private static String evilFiring(String name) {
        trigger(
                name,
                Map.of(
                        "type",
                        "manual",
                        "displayName",
                        EVIL,
                        "description",
                        EVIL,
                        "source",
                        EVIL,
                        "tags",
                        List.of("blue"),
                        "schema",
                        Map.of("type", "object", "title", EVIL, "properties", Map.of("a", Map.of("title", EVIL)))));
        subscribe(name, name + "-auto", "auto");
        subscribe(name, name + "-manual", "manual");
        GivenPages.await(name, "step", Map.of("type", "webhook", "context", Map.of(EVIL, EVIL)));
        return execute(name, Map.of(EVIL, List.of(EVIL, PAYLOAD)));
    }

    private static List<String> paths(String name, String firing) {
        return List.of(
                "/ui",
                "/ui/login",
                "/ui/triggers",
                "/ui/triggers?q=" + name,
                "/ui/triggers/" + name,
                "/ui/triggers/new",
                "/ui/triggers/new?type=webhook&q=" + name,
                "/ui/triggers/new?type=webhook&auth=header",
                "/ui/triggers/new?type=schedule",
                "/ui/triggers/" + name + "/edit",
                "/ui/triggers/" + name + "/edit?as=yaml",
                "/ui/triggers/" + name + "/test",
                "/ui/triggers/" + name + "/execute",
                "/ui/triggers/" + name + "/firings",
                "/ui/triggers/" + name + "/firings/" + firing,
                "/ui/triggers/" + name + "/replay",
                "/ui/triggers/" + name + "/replay?asked=1&last=5&filter=" + ENCODED,
                "/ui/triggers/" + name + "/replay?asked=1&last=x&from=" + ENCODED,
                "/ui/firings",
                "/ui/jobs",
                "/ui/pending",
                "/ui/pending?trigger=" + name,
                "/ui/awaits",
                "/ui/awaits?runId=" + name,
                "/ui/awaits/" + name + "/step",
                "/ui/flows",
                "/ui/handoff",
                "/ui/audit",
                "/ui/tokens");
    }

    @Test
    void pagesHaveAStrictPolicyAndShowMarkupAsText() {
        var firing = evilFiring("pages.evil");
        for (var path : paths("pages.evil", firing)) {
            var page = as("admin")
                    .header("Accept", "text/html")
                    .urlEncodingEnabled(false)
                    .get(path);
            var text = page.asString();
            assertThat(page.statusCode()).as(path + text).isEqualTo(200);
            assertThat(page.contentType()).as(path).startsWith("text/html");
            assertThat(page.header("Content-Security-Policy"))
                    .as(path)
                    .contains(
                            "default-src 'none'", "script-src 'self'", "style-src 'self'", "require-trusted-types-for")
                    .doesNotContain("unsafe");
            assertThat(text)
                    .as(path)
                    .contains("<main", "Skip to the content", "<h1>")
                    .doesNotContain("<script>", "<img", "<style", "=\"javascript:", "NOT_FOUND");
            assertThat(withoutTexts(text)).as(path).doesNotContain(" style=", " on");
            assertThat(text.replaceAll(">[^<]*<", "><").replaceAll("href=\"/|src=\"/|action=\"/", ""))
                    .as(path + ": nothing is fetched from elsewhere")
                    .doesNotContain("href=\"http", "src=\"http", "action=\"http", "url(");
        }
    }

    /** Only elements and the names of their attributes: in texts and values anything may stand. */
    private static String withoutTexts(String html) {
        return html.replaceAll(">[^<]*<", "><").replaceAll("=(\"[^\"]*\"|'[^']*')", "");
    }

    @Test
    void deadLettersAreShownWithTheirWayBack() {
        var entry = redis.call(
                        "XADD",
                        keys.dead(0, ""),
                        "*",
                        "dead.group",
                        EVIL,
                        "dead.consumer",
                        EVIL,
                        "dead.deliveries",
                        "6",
                        "dead.lastDelivered",
                        "2026-11-23T20:00:00.000Z",
                        "dead.entryId",
                        "1-1",
                        "type",
                        "start-run",
                        "trigger",
                        EVIL,
                        "flow",
                        EVIL,
                        "data",
                        "{\"a\":1}")
                .text();
        var letter = "/ui/handoff/dead/0." + entry;
        try {
            for (var path : List.of("/ui/handoff", letter)) {
                assertThat(page("viewer", path).asString())
                        .contains("alert(1)", "Dead letter")
                        .doesNotContain("<script>", "<img", "/requeue", "NOT_FOUND");
                assertThat(page("operator", path).asString()).contains("/dead/0." + entry + "/requeue");
            }
        } finally {
            as("operator").delete(API + "/handoff/dead/0." + entry).then().statusCode(204);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"q", "type", "enabled", "source", "tag", "cursor"})
    void whatIsAskedForIsShownAsText(String parameter) {
        assertThat(as("admin")
                        .header("Accept", "text/html")
                        .queryParam(parameter, EVIL)
                        .get("/ui/triggers")
                        .asString())
                .doesNotContain("<script>", "<img")
                .contains("<h1>");
    }

    @Test
    void rolesSeeTheButtonsTheyMayUse() {
        var firing = evilFiring("pages.roles");
        var one = "/ui/triggers/pages.roles";
        page("viewer", one + "/replay").then().statusCode(403);
        assertThat(page("viewer", one + "/firings").asString()).doesNotContain("/replay");
        assertThat(page("operator", one + "/firings").asString()).contains("/replay");
        assertThat(page("viewer", one).asString()).doesNotContain("/disable", "/execute", "data-act=\"DELETE\"");
        assertThat(page("operator", one).asString())
                .contains("/disable", "/execute")
                .doesNotContain("data-act=\"DELETE\"");
        assertThat(page("admin", one).asString()).contains("/disable", "data-act=\"DELETE\"");
        assertThat(page("viewer", "/ui/flows?cursor=pages.roles").asString())
                .contains("pages.roles-auto", "a person starts it");
        var fired = one + "/firings/" + firing;
        assertThat(page("viewer", fired).asString()).contains(PAYLOAD).doesNotContain("/replay", "/dismiss");
        assertThat(page("operator", fired).asString()).contains("/replay", "/dismiss");
        var awaits = "/ui/awaits/pages.roles/step";
        assertThat(page("viewer", awaits).asString()).doesNotContain("/resolve", "/cancel", "/extend");
        assertThat(page("engine", awaits).asString())
                .contains("/cancel", "/extend")
                .doesNotContain("/resolve");
        assertThat(page("operator", awaits).asString()).contains("/resolve");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ui/audit", "/ui/tokens"})
    void othersThanAdminsAreToldSo(String path) {
        var page = page("operator", path);
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.asString()).contains("This is not for your role").doesNotContain("href=\"" + path);
    }

    @Test
    void viewersCannotStart() {
        trigger("pages.start", Map.of("type", "manual"));
        page("viewer", "/ui/triggers/pages.start/execute").then().statusCode(403);
        as("viewer")
                .contentType("application/x-www-form-urlencoded")
                .body("a=b")
                .post("/ui/triggers/pages.start/execute")
                .then()
                .statusCode(403);
    }

    @Test
    void formStartsOnceAndKeepsWhatIsWrong() {
        var properties = Map.of("email", Map.of("type", "string", "minLength", 3), "count", Map.of("type", "integer"));
        trigger(
                "pages.form",
                Map.of(
                        "type",
                        "manual",
                        "schema",
                        Map.of("type", "object", "required", List.of("email"), "properties", properties)));
        var form = as("operator").contentType("application/x-www-form-urlencoded");
        var wrong = form.body("email=" + "&count=many&tg-key=k1").post("/ui/triggers/pages.form/execute");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.asString()).contains("Please look at this again", "value=\"many\"", "value=\"k1\"");
        var right = "email=ada%40example.com&count=2&tg-key=k1";
        var target = as("operator")
                .contentType("application/x-www-form-urlencoded")
                .body(right)
                .post("/ui/triggers/pages.form/execute")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        as("operator")
                .contentType("application/x-www-form-urlencoded")
                .body(right)
                .post("/ui/triggers/pages.form/execute")
                .then()
                .statusCode(201)
                .header("Location", target);
        as("viewer").get(API + "/pages.form/firings").then().body("items.size()", equalTo(1));
        assertThat(page("viewer", target.substring(target.indexOf("/ui"))).asString())
                .contains("ada@example.com");
        as("admin").get(API + "/audit?what=execute trigger").then().body("items.name", hasItem("pages.form"));
    }

    @Test
    void bareAddressLeadsToThePages() {
        as("viewer").redirects().follow(false).get("/").then().statusCode(303).header("Location", endsWith("/ui"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ui/nowhere",
                "/ui/triggers/nobody",
                "/ui/triggers/nobody/firings/f",
                "/ui/awaits/no/thing",
                "/ui/handoff/dead/x"
            })
    void whatIsNotThereIsSaidAsAPage(String path) {
        var page = page("admin", path);
        page.then().statusCode(404).contentType("text/html");
        assertThat(page.asString()).contains("There is nothing here");
    }

    @Test
    void signInLeadsOnlyToPagesOfTheGateway() {
        assertThat(given().get("/ui/login?next=/ui/triggers/a.b").asString()).contains("data-go=\"/ui/triggers/a.b\"");
        for (var other : List.of("//evil.example", "https://evil.example", "/ui/%22%3E", "/other")) {
            assertThat(given().urlEncodingEnabled(false)
                            .get("/ui/login?next=" + other)
                            .asString())
                    .contains("data-go=\"/ui\"");
        }
    }

    @Test
    void openingPagesIsNoLogin() {
        var before = as("admin").get(API + "/audit?what=login&limit=500").path("items.size()");
        given().get("/ui/login").then().statusCode(200);
        as("admin").get(API + "/audit?what=login&limit=500").then().body("items.size()", equalTo(before));
    }

    @Test
    void assetsAreForEveryoneAndKept() {
        var script = given().get("/ui/login").asString().replaceAll("(?s).*src=\"([^\"]*)\".*", "$1");
        given().get(script)
                .then()
                .statusCode(200)
                .contentType("text/javascript")
                .header("Cache-Control", containsString("immutable"));
        given().get("/ui/assets/nothing").then().statusCode(404);
    }
}
