package io.triggergateway.awaits;

import static io.restassured.RestAssured.given;
import static io.triggergateway.awaits.GivenAwaits.ROOT;
import static io.triggergateway.awaits.GivenAwaits.as;
import static io.triggergateway.awaits.GivenAwaits.post;
import static io.triggergateway.awaits.GivenAwaits.url;
import static io.triggergateway.awaits.OpenedPage.browser;
import static io.triggergateway.awaits.OpenedPage.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.triggergateway.payload.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page on which people answer, as browsers, scanners and other sites meet it. */
@QuarkusTest
class AwaitPageTest {
    private static final String APPROVAL = """
            {"type": "webhook", "flow": "orders", "context": {"order": 42, "items": [{"name": "Desk"}]},
             "schema": {"type": "object", "required": ["approved"],
                        "properties": {"approved": {"type": "boolean"}, "comment": {"type": "string", "minLength": 3}}}}
            """;
    private static final Map<String, String> FROM_HERE = Map.of("Sec-Fetch-Site", "same-origin", "Origin", "null");

    private final GivenAwaits awaits;

    AwaitPageTest(GivenAwaits awaits) {
        this.awaits = awaits;
    }

    private void waits(String run) {
        as("viewer").get(ROOT + "/" + run + "/s").then().statusCode(200).body("state", equalTo("waiting"));
        assertThat(awaits.messages(run)).isEmpty();
    }

    private String data(String run) {
        return Objects.requireNonNull(awaits.only(run).get("data"));
    }

    @Test
    void saysWhatIsAskedByWhomAndUntilWhen() {
        var html = OpenedPage.at(url("page-says", "s", APPROVAL)).html();
        assertThat(html)
                .startsWith("<!doctype html>")
                .contains("<html lang=\"en\">", "name=\"viewport\"")
                .contains("<dt>Order</dt>", "42", "<dt>Name</dt>", "Desk")
                .contains("orders", "page-says", "UTC", "in 59 min")
                .contains(">Approve</button>", ">Reject</button>", "Comment")
                .doesNotContain("<script", "style=", "onclick", "http://", "https://");
    }

    @Test
    void approves() {
        var url = url("page-yes", "s", APPROVAL);
        OpenedPage.at(url)
                .send("approved", "true", "comment", "Fine with me")
                .statusCode(202)
                .body(containsString("Thank you"))
                .body(containsString("Approve"));
        var message = awaits.only("page-yes");
        assertThat(message.get("data")).isEqualTo("{\"approved\":true,\"comment\":\"Fine with me\"}");
        assertThat(message).containsEntry("outcome", "resolved").containsKey("firingId");
        assertThat(message.get("meta"))
                .contains("\"via\":\"page\"", "\"ip\":\"127.0.0.1\"", "\"decidedAt\":\"20")
                .doesNotContain(url.substring(url.lastIndexOf('/') + 3))
                .doesNotContain("\"user\"");
    }

    @Test
    void rejects() {
        OpenedPage.at(url("page-no", "s", APPROVAL))
                .send("approved", "false", "comment", "")
                .statusCode(202);
        assertThat(data("page-no")).isEqualTo("{\"approved\":false}");
    }

    @Test
    void saysWhatWasDecidedToTheTokenOnly() {
        var url = url("page-over", "s", APPROVAL);
        var page = OpenedPage.at(url);
        page.send("approved", "false").statusCode(202);
        for (var again :
                List.of(page.send("approved", "true"), browser().get(url).then())) {
            again.statusCode(410)
                    .body(containsString("This has been answered"))
                    .body(containsString("Reject"))
                    .body(containsString("somebody on this page"))
                    .body(not(containsString("<form")));
        }
        assertThat(awaits.messages("page-over")).hasSize(1);
        as("viewer")
                .get(ROOT + "/page-over/s")
                .then()
                .statusCode(410)
                .body("endedBy", equalTo("page"))
                .body("decision", equalTo("Reject"));
        assertThat(awaits.redis()
                        .call("GET", awaits.keys().awaited(0, "page-over/s"))
                        .bytes())
                .hasSizeLessThan(200);
        char other = url.endsWith("A") ? 'B' : 'A';
        browser().get(url.substring(0, url.length() - 1) + other).then().statusCode(404);
    }

    @Test
    void saysThatTheTimeIsOver() {
        var url = url("page-late", "s", APPROVAL);
        var page = OpenedPage.at(url);
        awaits.makeDue("page-late", "s");
        awaits.settle();
        page.send("approved", "true").statusCode(410).body(containsString("The time to answer is over"));
        var cancelled = url("page-cancelled", "s", APPROVAL);
        post("engine", "page-cancelled", "s", "cancel", "").statusCode(200);
        browser().get(cancelled).then().statusCode(410).body(containsString("No answer is needed any more"));
        var byHand = url("page-hand", "s", APPROVAL);
        post("operator", "page-hand", "s", "resolve", "{\"approved\": true}").statusCode(200);
        browser().get(byHand).then().statusCode(410).body(containsString("operator"));
    }

    @Test
    void programsSendJsonWithoutANonce() {
        var url = url("page-program", "s", APPROVAL);
        given().urlEncodingEnabled(false)
                .contentType("application/json")
                .body("{\"approved\": true}")
                .post(url)
                .then()
                .statusCode(202);
        assertThat(awaits.only("page-program").get("meta")).contains("\"via\":\"program\"");
        browser()
                .get(url)
                .then()
                .statusCode(410)
                .body(containsString("Approve"))
                .body(containsString("a program"));
    }

    @Test
    void whatDoesNotFitIsShownBesideItsField() {
        var url = url("page-422", "s", APPROVAL);
        var page = OpenedPage.at(url);
        var html = page.send("approved", "true", "comment", "\"><i>x")
                .statusCode(202)
                .extract()
                .asString();
        assertThat(html).doesNotContain("<i>");

        url = url("page-422-b", "s", APPROVAL);
        html = OpenedPage.at(url)
                .send("approved", "true", "comment", "<b")
                .statusCode(422)
                .extract()
                .asString();
        assertThat(html)
                .contains("<title>Error: ", "role=\"alert\"", "href=\"#field-1\"", "id=\"field-1-error\"")
                .contains("aria-invalid=\"true\"", "aria-describedby=\"field-1-error\"", "value=\"&lt;b\"");
        waits("page-422-b");
        new OpenedPage(url, html).send("approved", "true", "comment", "<b>x").statusCode(202);
    }

    @Test
    void aFormWithoutADecisionIsAskedAgain() {
        OpenedPage.at(url("page-undecided", "s", APPROVAL))
                .send("comment", "abc")
                .statusCode(422)
                .body(containsString("href=\"#decide\""));
        waits("page-undecided");
    }

    static Stream<Map<String, String>> otherSites() {
        var host = "localhost:" + RestAssured.port;
        return Stream.of(
                Map.of(),
                Map.of("Origin", "null"),
                Map.of("Origin", "https://evil.example"),
                Map.of("Origin", "http://" + host + ".evil.example"),
                Map.of("Origin", "https://evil.example", "Sec-Fetch-Site", "same-origin"),
                Map.of("Sec-Fetch-Site", "cross-site"),
                Map.of("Sec-Fetch-Site", "same-site", "Origin", "http://" + host),
                Map.of("Sec-Fetch-Site", "none"),
                Map.of("Sec-Fetch-Site", "cross-site", "Origin", "http://" + host));
    }

    @ParameterizedTest
    @MethodSource("otherSites")
    void formsOfOtherSitesChangeNothing(Map<String, String> headers) {
        var run = "page-site-" + Integer.toHexString(headers.hashCode());
        var page = OpenedPage.at(url(run, "s", APPROVAL));
        page.post(headers, fields("tg-nonce", page.nonce(), "approved", "true"))
                .statusCode(403)
                .body(containsString("Nothing has been decided"))
                .body(not(containsString("tg-nonce")));
        waits(run);
    }

    @Test
    void anOldBrowserMayNameTheOrigin() {
        for (var origin : List.of("http://localhost:" + RestAssured.port, "https://localhost:" + RestAssured.port)) {
            var page = OpenedPage.at(url("page-origin-" + origin.indexOf(':'), "s", APPROVAL));
            page.post(Map.of("Origin", origin), fields("tg-nonce", page.nonce(), "approved", "true"))
                    .statusCode(202);
        }
    }

    @Test
    void anotherNonceChangesNothing() {
        var page = OpenedPage.at(url("page-nonce", "s", APPROVAL));
        var foreign = OpenedPage.at(url("page-nonce-b", "s", APPROVAL)).nonce();
        var changed = (page.nonce().startsWith("A") ? "B" : "A") + page.nonce().substring(1);
        for (var nonce : List.of("", "x", "%%%", foreign, changed, page.nonce() + "A", "A".repeat(59))) {
            var html = page.post(FROM_HERE, fields("tg-nonce", nonce, "approved", "true", "comment", "planted"))
                    .statusCode(403)
                    .extract()
                    .asString();
            assertThat(html).contains("role=\"alert\"", "tg-nonce").doesNotContain("planted");
        }
        page.post(FROM_HERE, fields("approved", "true")).statusCode(403);
        waits("page-nonce");
        page.send("approved", "true").statusCode(202);
    }

    @Test
    void noncesDifferAndCarryNoToken() {
        var url = url("page-nonces", "s", APPROVAL);
        var one = OpenedPage.at(url);
        var two = OpenedPage.at(url);
        assertThat(one.nonce()).isNotEqualTo(two.nonce()).hasSizeGreaterThan(40);
        assertThat(one.html()).doesNotContain(url.substring(url.lastIndexOf('/') + 1));
        one.send("approved", "true").statusCode(202);
        two.send("approved", "false").statusCode(410);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Purpose: prefetch", "Sec-Purpose: prefetch;prerender", "X-Moz: prefetch", "X-Purpose: preview"})
    void prefetchingChangesNothing(String header) {
        var run = "page-prefetch-" + Math.abs(header.hashCode());
        var url = url(run, "s", APPROVAL);
        var parts = header.split(": ");
        for (var method : List.of("GET", "HEAD", "OPTIONS")) {
            for (var more : List.of("", "?approved=true", "?_method=POST&approved=true")) {
                browser()
                        .header(parts[0], parts[1])
                        .header("X-HTTP-Method-Override", "POST")
                        .request(method, url + more)
                        .then()
                        .header("Access-Control-Allow-Origin", (String) null);
            }
        }
        waits(run);
        OpenedPage.at(url).send("approved", "true").statusCode(202);
    }

    @Test
    void headersKeepOthersOut() throws Exception {
        var url = url("page-headers", "s", APPROVAL);
        var response = browser().get(url).then().statusCode(200);
        var html = response.extract().asString();
        var style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
        var hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        response.header("X-Frame-Options", equalTo("DENY"))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Referrer-Policy", equalTo("no-referrer"))
                .header("Cache-Control", equalTo("no-store"))
                .header("Cross-Origin-Opener-Policy", equalTo("same-origin"))
                .header("Content-Type", equalTo("text/html; charset=utf-8"))
                .header("Vary", equalTo("Accept"))
                .header(
                        "Content-Security-Policy",
                        equalTo("default-src 'none'; style-src 'sha256-" + hash + "'; img-src data:; "
                                + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"));
        browser().head(url).then().statusCode(200).header("X-Frame-Options", equalTo("DENY"));
        given().accept("application/json").get(url).then().contentType("application/json");
    }

    @Test
    void whatOthersWroteIsText() {
        var evil = "</dd></style><script>alert(1)</script><img src=x onerror=alert(1)>'\\\"{it.boom}{{7*7}}";
        var body = """
                {"type": "webhook",
                 "context": {"%1$s": ["%1$s", "javascript:alert(1)", "https://example.com/a?b=1&c=2"]},
                 "schema": {"type": "object", "title": "%1$s", "description": "%1$s", "required": ["verdict"],
                            "properties": {"verdict": {}, "note": {}}},
                 "ui": {"form": [
                   {"name": "verdict", "type": "select", "label": "%1$s", "description": "%1$s", "required": true,
                    "options": [{"value": "%1$s", "label": "%1$s"}, "b"]},
                   {"name": "note", "type": "text", "label": "%1$s", "placeholder": "%1$s", "default": "%1$s"}]}}
                """.formatted(evil);
        var page = OpenedPage.at(url("page-evil", "s", body));
        assertThat(page.html())
                .doesNotContain("<script", "<img", "{it.boom}".repeat(2), "49", "href=\"javascript")
                .contains("&lt;script&gt;", "{it.boom}", "{{7*7}}")
                .contains("href=\"https://example.com/a?b=1&amp;c=2\" rel=\"noopener noreferrer nofollow\"");
        page.send(
                        "verdict",
                        Objects.requireNonNull(Json.parseOrNull(("\"" + evil + "\"").getBytes(StandardCharsets.UTF_8)))
                                .textValue(),
                        "note",
                        "")
                .statusCode(202)
                .body(not(containsString("<script")));
        assertThat(data("page-evil")).contains("\"verdict\":\"</dd></style><script>");
    }

    @Test
    void nothingIsThereForAnyoneElse() {
        var nowhere =
                browser().get("/api/_triggers/webhooks/nobody-has-this").then().statusCode(404);
        nowhere.contentType(startsWith("text/html")).body(containsString("There is nothing here"));
        url("page-claimed", "s", "{\"type\": \"webhook\", \"path\": \"/page/claimed\"}");
        for (var wrong : List.of("/page/claimed", "/awaits/0." + "A".repeat(32), "/page/claimed?token=x")) {
            var response = browser()
                    .get("/api/_triggers/webhooks" + wrong)
                    .then()
                    .statusCode(404)
                    .extract();
            assertThat(response.asString()).isEqualTo(nowhere.extract().asString());
            assertThat(response.headers().asList().stream()
                            .map(header -> header.getName() + header.getValue())
                            .toList())
                    .isEqualTo(nowhere.extract().headers().asList().stream()
                            .map(header -> header.getName() + header.getValue())
                            .toList());
        }
        given().get("/api/_triggers/webhooks/page/claimed")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void theMethodOfProgramsDoesNotMatterToThePage() {
        var url = url("page-put", "s", "{\"type\": \"webhook\", \"method\": \"PUT\"}");
        given().contentType("application/json").body("{}").post(url).then().statusCode(405);
        OpenedPage.at(url).send().statusCode(202);
        assertThat(data("page-put")).isEqualTo("{}");
    }

    @Test
    void whoHasLoggedInIsNamed() {
        var url = url("page-user", "s", """
                {"type": "webhook", "path": "/page/user",
                 "auth": {"type": "basic", "username": "ann b", "secret": "sesame"},
                 "schema": {"type": "object", "required": ["approved"], "properties": {"approved": {"type": "boolean"}}}}
                """);
        browser().get(url).then().statusCode(401).header("WWW-Authenticate", startsWith("Basic realm="));
        var page = new OpenedPage(
                url,
                browser().auth().preemptive().basic("ann b", "sesame").get(url).asString());
        page.send("approved", "true").statusCode(401);
        waits("page-user");
        browser()
                .auth()
                .preemptive()
                .basic("ann b", "sesame")
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .headers(FROM_HERE)
                .formParams(fields("tg-nonce", page.nonce(), "approved", "true"))
                .post(url)
                .then()
                .statusCode(202)
                .body(containsString("ann b"));
        assertThat(awaits.only("page-user").get("meta"))
                .contains("\"user\":\"ann b\"")
                .doesNotContain("sesame");
        as("viewer")
                .get(ROOT + "/page-user/s")
                .then()
                .body("endedBy", equalTo("page:ann_b"))
                .body("decision", equalTo("Approve"));
    }

    @Test
    void aDelayedPauseLosesNothing() {
        var url = url("page-early", "s", APPROVAL);
        OpenedPage.at(url).send("approved", "true").statusCode(202);
        GivenAwaits.put("page-early", "s", APPROVAL)
                .statusCode(200)
                .body("state", equalTo("ended"))
                .body("outcome", equalTo("resolved"));
        assertThat(awaits.messages("page-early")).hasSize(1);
    }
}
