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
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.triggergateway.registry.GivenStatic;
import io.triggergateway.registry.Registrar;
import io.triggergateway.registry.Registry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Makes, changes and tries triggers by the forms of pages, as a browser without scripts does. */
@QuarkusTest
class EditorPagesTest {
    private static final String NEW = "/ui/triggers/new";
    private static final String WRONG = "Please look at this again";

    private final Registrar registrar;
    private final Registry registry;

    EditorPagesTest(Registrar registrar, Registry registry) {
        this.registrar = registrar;
        this.registry = registry;
    }

    private static String edit(String name) {
        return "/ui/triggers/" + name + "/edit";
    }

    @Test
    void registersAWebhookOfAService() {
        assertThat(page("admin", NEW + "?type=webhook&q=stri").asString())
                .contains("provider=stripe", ">Stripe<")
                .doesNotContain("provider=github");
        var form = SentForm.of("admin", NEW + "?type=webhook&provider=stripe");
        assertThat(form.page()).contains("Signing secret", "https://docs.stripe.com/webhooks", "paste the URL");
        assertThat(form.text("/endpoint/auth/secret")).isEqualTo("env:STRIPE_SECRET");

        form.with("/name", "editor.stripe")
                .with("/endpoint/path", "/editor/stripe")
                .with("/endpoint/auth/secret", "whsec_editor")
                .with("/endpoint/events", "payment_intent.*\ncharge.refunded")
                .with("/schema", "type: object\nrequired: [id]")
                .with("/filter", "payload.data.amount > 100")
                .with("/transform", "payment: payload.id")
                .with("/config/rateLimit/max", "50")
                .with("/config/rateLimit/window", "1h")
                .with("/subscribe/0/flow", "editor-pay")
                .with("/subscribe/0/mode", "manual")
                .send(NEW)
                .then()
                .statusCode(303)
                .header("Location", endsWith("/ui/triggers/editor.stripe?said=registered"));

        as("viewer")
                .get(API + "/editor.stripe")
                .then()
                .body("type", equalTo("webhook"))
                .body("endpoint.path", equalTo("/webhooks/editor/stripe"))
                .body("endpoint.auth", equalTo(Map.of("type", "signature", "provider", "stripe", "secret", "***")))
                .body("endpoint.events", equalTo(List.of("payment_intent.*", "charge.refunded")))
                .body("schema.required", equalTo(List.of("id")))
                .body("transform.payment", equalTo("payload.id"))
                .body("config.rateLimit", equalTo(Map.of("max", 50, "window", 3_600_000)));
        as("viewer")
                .get(API + "/editor.stripe/subscriptions")
                .then()
                .body("items[0].flow", equalTo("editor-pay"))
                .body("items[0].mode", equalTo("manual"));
        assertThat(page("admin", "/ui/triggers/editor.stripe?said=registered").asString())
                .contains("It is registered.", "/editor.stripe/edit", "Signing secret")
                .doesNotContain("whsec_editor");
        as("admin")
                .get(API + "/audit?limit=50")
                .then()
                .body(
                        "items.findAll{it.name.startsWith('editor.stripe')}.what",
                        hasItems("create trigger", "put subscription"));
    }

    @ParameterizedTest
    @CsvSource({
        "header, /endpoint/auth/header, X-Signature",
        "bearer, /endpoint/auth/secret, token-of-editor",
        "apikey, /endpoint/auth/query, key",
        "basic, /endpoint/auth/username, editor",
        "ip, /endpoint/auth/allow, 192.0.2.0/24",
        "none, /filter, 'true'",
    })
    void registersAWebhookOfEachKindOfSender(String kind, String field, String value) {
        var name = "editor.sender." + kind;
        var form = SentForm.of("admin", NEW + "?type=webhook&auth=" + kind)
                .with("/name", name)
                .with("/endpoint/path", "/editor/" + kind);
        if (form.has("/endpoint/auth/secret")) {
            form.with("/endpoint/auth/secret", "secret-of-editor");
        }
        form.with(field, value).send(NEW).then().statusCode(303);
        as("viewer")
                .get(API + "/" + name)
                .then()
                .body("endpoint.auth.type", equalTo(kind.equals("header") ? "signature" : kind));
    }

    @ParameterizedTest
    @CsvSource({
        "cron, /schedule/cron, 30 8 * * MON-FRI, 'At 08:30, from Monday to Friday, Berlin time.'",
        "at, /schedule/at, 09:15, 'At 09:15, every day, Berlin time.'",
        "every, /schedule/every/hours, 6, 'Every 6 hours, counted from 1 January 1970 at 00:00 UTC.'",
        "interval, /schedule/interval, 90m, 'Every 1 hour and 30 minutes, counted from 1 January 1970 at 00:00 UTC.'",
        "once, /schedule/once, 2031-05-01 10:00, 'Once, on 1 May 2031 at 10:00, Berlin time.'",
    })
    void buildsASchedule(String timing, String field, String value, String sentence) {
        var name = "editor.schedule." + timing;
        var chosen = SentForm.of("admin", NEW + "?type=schedule")
                .with("timing", timing)
                .with("act", "refresh")
                .send(NEW + "?dryRun=true");
        var form = SentForm.of("admin", chosen)
                .with("/name", name)
                .with("/schedule/timezone", "Europe/Berlin")
                .with(field, value)
                .with("act", "check");
        var checked = form.send(NEW + "?dryRun=true");
        checked.then().statusCode(200);
        assertThat(checked.asString()).contains(sentence, "Next times, Europe/Berlin", "It can be saved as it is.");
        assertThat(checked.asString().split("class=\"tight\"").length - 1).isEqualTo(timing.equals("once") ? 1 : 10);
        as("viewer").get(API + "/" + name).then().statusCode(404);

        SentForm.of("admin", checked).send(NEW).then().statusCode(303);
        as("viewer").get(API + "/" + name).then().body("schedule.timezone", equalTo("Europe/Berlin"));
        assertThat(page("viewer", "/ui/triggers/" + name).asString()).contains(sentence);
    }

    @Test
    void registersAnEventAndAManualTriggerWithItsForm() {
        SentForm.of("admin", NEW + "?type=event")
                .with("/name", "editor.event")
                .with("/match/types", "com.acme.*")
                .with("/match/sources", "/crm/*\n/shop")
                .send(NEW)
                .then()
                .statusCode(303);
        as("viewer").get(API + "/editor.event").then().body("match.sources", equalTo(List.of("/crm/*", "/shop")));

        var row = SentForm.of("admin", NEW + "?type=manual")
                .with("/name", "editor.manual")
                .with("act", "add-form")
                .send(NEW + "?dryRun=true");
        SentForm.of("admin", row)
                .with("/ui/form/0/name", "country")
                .with("/ui/form/0/type", "select")
                .with("/ui/form/0/required", "false", "true")
                .with("/ui/form/0/options", "de: Germany\npt: Portugal")
                .send(NEW)
                .then()
                .statusCode(303);
        as("viewer")
                .get(API + "/editor.manual")
                .then()
                .body("ui.form[0].required", equalTo(true))
                .body("ui.form[0].options[1]", equalTo(Map.of("value", "pt", "label", "Portugal")));
    }

    @ParameterizedTest
    @CsvSource({
        "manual,   /filter,         payload.a >,     f-filter",
        "manual,   /schema,         'type: [',       f-schema",
        "manual,   /schema,         'type: nothing', f-schema",
        "manual,   /transform,      'a: b c',        f-transform",
        "manual,   /name,           Has Blanks,      f-name",
        "manual,   /config/retentionDays, many,      f-config-retentionDays",
        "schedule, /schedule/cron,  61 * * * *,      f-schedule-cron",
        "schedule, /schedule/timezone, Berlin,       f-schedule-timezone",
        "schedule, /schedule/cron,  '',              f-schedule-cron",
    })
    void whatIsWrongIsSaidAtItsFieldAndKept(String type, String field, String value, String id) {
        var form = SentForm.of("admin", NEW + "?type=" + type).with("/name", "editor.wrong");
        if (type.equals("schedule")) {
            form.with("/schedule/cron", "0 1 * * *");
        }
        var answer = form.with("/description", EVIL).with(field, value).send(NEW);
        answer.then().statusCode(422);
        assertThat(answer.asString())
                .contains(WRONG, "href=\"#" + id + "\"", "id=\"" + id + "-error\">Expected")
                .doesNotContain("<script>", "<img");
        var again = SentForm.of("admin", answer);
        assertThat(again.text(field)).isEqualTo(value);
        assertThat(again.text("/description")).isEqualTo(EVIL);
    }

    @Test
    void pathAndNameAndFlowThatAreWrongAreSaidAtTheirFields() {
        trigger(
                "editor.owner",
                Map.of("type", "webhook", "endpoint", Map.of("path", "/editor/owned", "auth", Map.of("type", "none"))));
        var answer = SentForm.of("admin", NEW + "?type=webhook&auth=none")
                .with("/name", "editor.second")
                .with("/endpoint/path", "/editor/owned")
                .with("/subscribe/0/flow", "editor-flow")
                .with("/subscribe/0/filter", "data.")
                .send(NEW);
        answer.then().statusCode(422);
        assertThat(answer.asString())
                .contains(
                        "id=\"f-endpoint-path-error\">Expected a free path",
                        "id=\"f-subscribe-0-filter-error\">Expected");
        var taken = SentForm.of("admin", NEW + "?type=manual")
                .with("/name", "editor.owner")
                .send(NEW);
        taken.then().statusCode(422);
        assertThat(taken.asString()).contains("id=\"f-name-error\">Expected a free name");
    }

    @Test
    void changesOneFieldAndKeepsTheRest() {
        var endpoint = Map.of(
                "path",
                "/editor/rich",
                "auth",
                Map.of("type", "bearer", "secrets", List.of("first-secret", "second-secret")),
                "cors",
                Map.of("origins", List.of("https://app.example.com")),
                "response",
                Map.of("status", 201, "headers", Map.of("x-a", "b")));
        trigger(
                "editor.rich",
                Map.of(
                        "type",
                        "webhook",
                        "endpoint",
                        endpoint,
                        "config",
                        Map.of("deduplicate", Map.of("key", "payload.id", "body", true)),
                        "ui",
                        Map.of("icon", "bolt")));
        as("admin")
                .contentType("application/json")
                .body(Map.of("transform", Map.of("a", "data.b"), "sample", 0.5))
                .put(API + "/editor.rich/subscriptions/editor-rich-flow");
        Map<String, Object> before = as("viewer").get(API + "/editor.rich").path("");

        SentForm.of("admin", edit("editor.rich"))
                .with("/description", "Changed on a page")
                .with("/subscribe/0/mode", "manual")
                .send(edit("editor.rich"))
                .then()
                .statusCode(303);

        Map<String, Object> after = as("viewer").get(API + "/editor.rich").path("");
        assertThat(after.get("description")).isEqualTo("Changed on a page");
        for (var kept : List.of("endpoint", "config", "ui", "enabled")) {
            assertThat(after.get(kept)).as(kept).isEqualTo(before.get(kept));
        }
        as("viewer")
                .get(API + "/editor.rich/subscriptions")
                .then()
                .body("items[0].mode", equalTo("manual"))
                .body("items[0].sample", equalTo(0.5f))
                .body("items[0].transform.a", equalTo("data.b"));
        as("admin").get(API + "/audit?what=put trigger").then().body("items.name", hasItems("editor.rich"));
    }

    @Test
    void removesWhatIsEmptiedAndUnsubscribesARow() {
        trigger("editor.less", Map.of("type", "manual", "filter", "true", "config", Map.of("retentionDays", 5)));
        subscribe("editor.less", "editor-one", "auto");
        subscribe("editor.less", "editor-two", "auto");
        SentForm.of("admin", edit("editor.less"))
                .with("/filter", "")
                .with("/config/retentionDays", "")
                .with("/config/persistData", "false")
                .with("/subscribe/0/removed", "true")
                .send(edit("editor.less"))
                .then()
                .statusCode(303);
        as("viewer")
                .get(API + "/editor.less")
                .then()
                .body("filter", equalTo(null))
                .body("config", equalTo(Map.of("persistData", false)))
                .body("subscribers", equalTo(List.of("editor-two")));
    }

    @Test
    void anotherServiceNeedsAnotherSecret() {
        trigger(
                "editor.other",
                Map.of(
                        "type",
                        "webhook",
                        "endpoint",
                        Map.of(
                                "path",
                                "/editor/other",
                                "auth",
                                Map.of("type", "signature", "provider", "stripe", "secret", "whsec_stored"))));
        var answer = SentForm.of("admin", edit("editor.other"))
                .with("/endpoint/auth/provider", "github")
                .send(edit("editor.other"));
        answer.then().statusCode(422);
        assertThat(answer.asString()).contains("id=\"f-endpoint-auth-secret-error\">Expected");
    }

    @Test
    void changeOfSomebodyElseIsToldAndNotOverwritten() {
        trigger("editor.stale", Map.of("type", "manual", "description", "first"));
        var form = SentForm.of("admin", edit("editor.stale")).with("/description", "mine");
        trigger("editor.stale", Map.of("type", "manual", "description", "theirs"));
        var answer = form.send(edit("editor.stale"));
        answer.then().statusCode(412);
        assertThat(answer.asString()).contains("Somebody else has changed this trigger", "theirs");
        as("viewer").get(API + "/editor.stale").then().body("description", equalTo("theirs"));

        var again = SentForm.of("admin", answer);
        assertThat(again.text("/description")).isEqualTo("mine");
        var seen = answer.asString()
                .replaceAll("(?s).*name=\"over\" value=\"([^>]*)\">.*", "$1")
                .replace("&quot;", "\"");
        again.with("over", seen).send(edit("editor.stale")).then().statusCode(303);
        as("viewer").get(API + "/editor.stale").then().body("description", equalTo("mine"));
    }

    @Test
    void triggersOfFilesAreShownWithTheirFile() {
        var document =
                JsonNodeFactory.instance.objectNode().put("name", "editor.file").put("type", "manual");
        GivenStatic.put(registrar, document, "editor.yaml");
        try {
            assertThat(page("admin", edit("editor.file")).asString())
                    .contains("It comes from the file <code>editor.yaml</code>", "name: &quot;editor.file&quot;")
                    .doesNotContain("<form class=\"editor\"");
            as("admin")
                    .contentType("application/x-www-form-urlencoded")
                    .body("type=manual&/description=mine")
                    .post(edit("editor.file"))
                    .then()
                    .statusCode(409);
            as("viewer").get(API + "/editor.file").then().body("description", equalTo(null));
        } finally {
            GivenStatic.remove(registrar, registry, "editor.file");
        }
    }

    @Test
    void subscriptionThatSomebodyElseHasChangedIsTold() {
        trigger("editor.flows", Map.of("type", "manual"));
        subscribe("editor.flows", "editor-flows", "auto");
        var form = SentForm.of("admin", edit("editor.flows")).with("/subscribe/0/filter", "data.a == 1");
        subscribe("editor.flows", "editor-flows", "manual");
        var answer = form.send(edit("editor.flows"));
        answer.then().statusCode(422);
        assertThat(answer.asString()).contains("somebody else has changed it");
        as("viewer").get(API + "/editor.flows/subscriptions").then().body("items[0].filter", equalTo(null));
    }

    @Test
    void definitionIsWrittenAsTextToo() {
        var turned = SentForm.of("admin", NEW + "?type=manual")
                .with("/name", "editor.text")
                .with("/filter", "payload.a > 1")
                .with("/subscribe/0/flow", "editor-text-flow")
                .with("act", "yaml")
                .send(NEW + "?dryRun=true");
        var text = SentForm.of("admin", turned);
        assertThat(text.text("definition")).contains("name: \"editor.text\"", "filter: \"payload.a > 1\"");

        var broken = text.with("definition", "name: [").send(NEW);
        broken.then().statusCode(422);
        assertThat(broken.asString()).contains("line 1");
        var unknown = text.with("definition", "name: editor.text\ntype: manual\nfiltr: a")
                .send(NEW);
        unknown.then().statusCode(422);
        assertThat(unknown.asString()).contains("<code>/filtr</code>");
        text.with("definition", "{\"name\": \"editor.text\", \"type\": \"manual\", \"config\": {\"maxBody\": 9}}")
                .send(NEW)
                .then()
                .statusCode(303);
        as("viewer")
                .get(API + "/editor.text")
                .then()
                .body("config.maxBody", equalTo(9))
                .body("subscribers", equalTo(List.of("editor-text-flow")));
        var form = SentForm.of("admin", edit("editor.text") + "?as=yaml")
                .with("act", "form")
                .send(edit("editor.text") + "?dryRun=true");
        assertThat(SentForm.of("admin", form).text("/subscribe/0/flow")).isEqualTo("editor-text-flow");
    }

    @Test
    void tryingWritesNothingAndIsNotAudited() {
        SentForm.of("admin", NEW + "?type=manual")
                .with("/name", "editor.tried")
                .send(NEW + "?dryRun=true")
                .then()
                .statusCode(200);
        as("viewer").get(API + "/editor.tried").then().statusCode(404);
        as("admin").get(API + "/audit?limit=100").then().body("items.name", not(hasItems("editor.tried")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "engine", "operator"})
    void onlyAdminsMakeAndChange(String role) {
        trigger("editor.roles", Map.of("type", "manual"));
        for (var path : List.of(NEW, edit("editor.roles"))) {
            page(role, path).then().statusCode(403);
            as(role).contentType("application/x-www-form-urlencoded")
                    .body("type=manual")
                    .post(path)
                    .then()
                    .statusCode(403);
        }
        assertThat(page(role, "/ui/triggers/editor.roles").asString()).doesNotContain("editor.roles/edit");
        assertThat(page(role, "/ui/triggers").asString()).doesNotContain(NEW);
        boolean tries = role.equals("operator");
        assertThat(page(role, "/ui/triggers/editor.roles").asString().contains("id=\"trial\""))
                .isEqualTo(tries);
        page(role, "/ui/triggers/editor.roles/test").then().statusCode(tries ? 200 : 403);
    }

    @Test
    void triesASampleAndARecordedFiring() {
        trigger(
                "editor.try",
                Map.of(
                        "type",
                        "manual",
                        "schema",
                        Map.of("type", "object", "required", List.of("a")),
                        "filter",
                        "payload.a > 1",
                        "transform",
                        Map.of("b", "payload.a + 1")));
        subscribe("editor.try", "editor-try-flow", "auto");
        var path = "/ui/triggers/editor.try/test";
        assertThat(tried(path, Map.of("body", "{\"a\": 6}"), 200))
                .contains("The payload fits.", "It lets this through.", "&quot;b&quot; : 7", "editor-try-flow");
        assertThat(tried(path, Map.of("body", "{\"a\": 1}"), 200)).contains("The filter is false");
        assertThat(tried(path, Map.of("body", "{}"), 200)).contains("class=\"danger\"><strong>Schema");
        assertThat(tried(path, Map.of("body", "{"), 422)).contains("cannot be parsed");
        var firing = execute("editor.try", Map.of("a", 41));
        assertThat(tried(path, Map.of("firing", firing, "body", ""), 200))
                .contains("It was verified when it came", "&quot;b&quot; : 42");
        assertThat(tried(path, Map.of("firing", "gone", "body", ""), 422)).contains("this one is gone");
        as("viewer").get(API + "/editor.try/firings").then().body("items.size()", equalTo(1));
    }

    @Test
    void triesARequestAsItsSenderWouldSignIt() {
        trigger(
                "editor.signed",
                Map.of(
                        "type",
                        "webhook",
                        "endpoint",
                        Map.of(
                                "path",
                                "/editor/signed",
                                "auth",
                                Map.of("type", "signature", "provider", "stripe", "secret", "whsec_try"))));
        var path = "/ui/triggers/editor.signed/test";
        var request = Map.of("method", "POST", "body", "{\"id\": \"evt_1\", \"type\": \"charge\"}");
        assertThat(tried(path, request, 200)).contains("class=\"danger\"><strong>Sender");
        var signed = Map.of("method", "POST", "body", request.get("body"), "sign", "true");
        assertThat(tried(path, signed, 200)).contains("The request is genuine.").doesNotContain("whsec_try");
    }

    private static String tried(String path, Map<String, String> fields, int status) {
        return as("operator")
                .contentType("application/x-www-form-urlencoded")
                .formParams(fields)
                .post(path)
                .then()
                .statusCode(status)
                .extract()
                .asString();
    }

    @Test
    void formsOfASessionNeedItsToken() {
        trigger("editor.csrf", Map.of("type", "manual"));
        var login = given().contentType("application/json")
                .body(Map.of("token", "test-token-of-an-admin"))
                .post(API + "/login");
        var cookies = login.cookies();
        String token = login.path("csrfToken");
        for (var sent : List.of("", "csrf=", "csrf=wrong", "csrf=" + token + "x")) {
            session(cookies, sent, edit("editor.csrf")).then().statusCode(403);
        }
        var form = "type=manual&csrf=" + token;
        session(cookies, form, edit("editor.csrf") + "?dryRun=true").then().statusCode(200);
        given().cookies(cookies)
                .header("Origin", "https://evil.example")
                .contentType("application/x-www-form-urlencoded")
                .body(form)
                .post(edit("editor.csrf") + "?dryRun=true")
                .then()
                .statusCode(403);
        session(cookies, form, API + "/editor.csrf/disable").then().statusCode(403);
        as("viewer").get(API + "/editor.csrf").then().body("enabled", equalTo(true));
    }

    private static Response session(Map<String, String> cookies, String body, String path) {
        return given().cookies(cookies)
                .header("Sec-Fetch-Site", "same-origin")
                .contentType("application/x-www-form-urlencoded")
                .body(body)
                .post(path);
    }

    @Test
    void pagesNameTypesAndAnswerForNobody() {
        assertThat(page("admin", NEW).asString()).contains("A webhook", "A schedule", "An event", "A person");
        page("admin", edit("editor.nobody")).then().statusCode(404);
        page("operator", "/ui/triggers/editor.nobody/test").then().statusCode(404);
    }
}
