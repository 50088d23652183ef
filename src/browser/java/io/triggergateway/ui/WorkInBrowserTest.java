package io.triggergateway.ui;

import static io.restassured.RestAssured.given;
import static io.triggergateway.ui.GivenPages.API;
import static io.triggergateway.ui.GivenPages.as;
import static io.triggergateway.ui.GivenPages.subscribe;
import static io.triggergateway.ui.GivenPages.trigger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people come for, from its beginning to its end, in a real browser. */
@QuarkusTest
class WorkInBrowserTest {
    private static final String SECRET = "a-secret-that-two-sides-know";

    private final RedisLink redis;
    private final GivenConsole console;
    private final GivenBrowser browser = new GivenBrowser();
    private GivenBrowser.Visitor visitor;

    WorkInBrowserTest(RedisLink redis, Keys keys) {
        this.redis = redis;
        this.console = new GivenConsole(redis, keys);
    }

    @BeforeEach
    void opens() {
        visitor = browser.visitor(new Browser.NewContextOptions());
    }

    @AfterEach
    void closes() {
        visitor.close();
        browser.close();
        assertThat(browser.takeComplaints()).isEmpty();
    }

    @Test
    void aSignedRequestIsSeenAtOnceAndReplayedByItselfAndWithOthers() throws Exception {
        trigger(
                "work.paid",
                Map.of(
                        "type",
                        "webhook",
                        "endpoint",
                        Map.of(
                                "path",
                                "/work/paid",
                                "auth",
                                Map.of(
                                        "type", "signature",
                                        "header", "x-signature",
                                        "prefix", "sha256=",
                                        "algorithm", "sha256",
                                        "encoding", "hex",
                                        "secret", SECRET))));
        subscribe("work.paid", "work-flow", "auto");
        visitor.signIn("operator", "/ui/triggers/work.paid/firings");
        visitor.shows("It has not fired yet.");
        visitor.page().locator(".live-word.on").waitFor();
        send("{\"order\":\"W-1\",\"total\":41}");
        var row = visitor.page().locator("#firings tbody tr").first();
        row.getByText("work-flow").waitFor();
        assertThat(row.locator("time").getAttribute("title")).endsWith("Z");
        row.locator("a.id").click();
        visitor.shows("W-1");
        visitor.click("Replay");
        visitor.shows("This is a replay of");

        send("{\"order\":\"W-2\",\"total\":7}");
        visitor.page().navigate(GivenBrowser.here("/ui/triggers/work.paid/replay"));
        visitor.page().getByLabel("Only the newest").fill("10");
        visitor.page().getByLabel("Filter").fill("payload.total > 5");
        visitor.page().getByLabel("From").first().fill("2020-01-01T00:00:01");
        visitor.click("Count them");
        visitor.shows("firings would be fired again");
        assertThat(visitor.page().url()).contains("from=2019-12-31T23%3A00%3A01.000Z");
        assertThat(visitor.page().getByLabel("From").first().inputValue()).isEqualTo("2020-01-01T00:00:01");
        visitor.click("Replay 2");
        visitor.page().waitForURL(url -> url.contains("/ui/jobs/"));
        visitor.page()
                .locator(".badge", new Page.LocatorOptions().setHasText("done"))
                .waitFor();
        visitor.shows("100 %:");
        as("viewer").get(API + "/work.paid/firings").then().body("items.size()", equalTo(5));
    }

    private static void send(String body) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var signature = HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        given().contentType("application/json")
                .header("x-signature", "sha256=" + signature)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(API + "/webhooks/work/paid")
                .then()
                .statusCode(202);
    }

    @Test
    void aDeadLetterGoesBackToItsEngine() {
        var letter = console.deadLetter("work.dead", "work-engines", "{\"order\":\"D-1\"}");
        visitor.signIn("operator", "/ui/handoff/dead/" + letter);
        visitor.shows("D-1");
        visitor.click("Requeue " + letter);
        visitor.shows("Requeued");
        assertThat(visitor.page().getByText("work.dead").count()).isZero();
        var newest = redis.call("XREVRANGE", console.handoff(), "+", "-", "COUNT", 1);
        assertThat(newest.at(0).at(1).items().stream().map(field -> field.text()))
                .contains("work.dead");
    }

    @Test
    void aPausedTailTellsNothingUntilItGoesOn() {
        trigger("work.pause", Map.of("type", "manual"));
        visitor.signIn("viewer", "/ui/triggers/work.pause/firings");
        visitor.page().locator(".live-word.on").waitFor();
        visitor.click("Pause");
        visitor.shows("paused");
        var firing = GivenPages.execute("work.pause", Map.of());
        assertThat(visitor.page().getByText(firing).count()).isZero();
        visitor.click("Go on");
        visitor.shows(firing);
    }
}
