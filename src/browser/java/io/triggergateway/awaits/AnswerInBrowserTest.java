package io.triggergateway.awaits;

import static io.triggergateway.awaits.GivenAwaits.ROOT;
import static io.triggergateway.awaits.GivenAwaits.as;
import static io.triggergateway.awaits.GivenAwaits.url;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The page on which people answer, in a real browser. {@code -Dbrowser.executable} says which one,
 * {@code -Dbrowser.screenshots} where to leave pictures.
 */
@QuarkusTest
class AnswerInBrowserTest {
    private static final double SMALLEST_TARGET = 44;
    private static final int PHONE_WIDTH = 375;
    private static final String APPROVAL = """
            {"type": "webhook", "flow": "invoice-approval", "timeout": "2d",
             "context": {"invoice": "INV-2026-0042", "supplier": "Northwind Office Supplies", "total": 4180.5, "currency": "EUR",
                         "document": "https://files.example.com/invoices/INV-2026-0042.pdf",
                         "lines": [{"article": "Desk, height adjustable", "quantity": 4}, {"article": "Lamp", "quantity": 8}]},
             "schema": {"type": "object", "title": "Approve invoice INV-2026-0042?",
                        "description": "It is over 1,000 EUR, so that somebody of accounting has to look at it.",
                        "required": ["approved"],
                        "properties": {
                          "approved": {"type": "boolean", "title": "Your decision"},
                          "costCentre": {"enum": ["Berlin", "Lisbon", "Remote"]},
                          "payBy": {"type": "string", "format": "date"},
                          "discount": {"type": "number", "minimum": 0, "maximum": 100, "description": "In percent"},
                          "comment": {"type": "string", "minLength": 3, "maxLength": 500},
                          "urgent": {"type": "boolean", "title": "Pay it today"}}}}
            """;

    private static Playwright playwright;
    private static Browser browser;

    private final GivenAwaits awaits;

    AnswerInBrowserTest(GivenAwaits awaits) {
        this.awaits = awaits;
    }

    @BeforeAll
    static void launch() {
        playwright = Playwright.create();
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(System.getProperty("browser.executable", "/usr/bin/chromium")))
                        .setArgs(List.of("--no-sandbox", "--host-resolver-rules=MAP gateway.test 127.0.0.1")));
    }

    @AfterAll
    static void close() {
        browser.close();
        playwright.close();
    }

    private static BrowserContext phone(ColorScheme colours) {
        return browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(PHONE_WIDTH, 740)
                .setDeviceScaleFactor(2)
                .setHasTouch(true)
                .setColorScheme(colours)
                .setJavaScriptEnabled(false));
    }

    private static String origin(String host) {
        return "http://" + host + ":" + RestAssured.port;
    }

    private static String here(String path) {
        return origin("localhost") + path;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /** Clicks, and says which status the form was answered with. */
    private static int clicked(Page page, String name) {
        return page.waitForResponse(
                        response -> response.request().method().equals("POST"),
                        () -> button(page, name).click())
                .status();
    }

    private static void shows(Page page, String heading) {
        page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(heading).setExact(true))
                .waitFor();
    }

    private static void picture(Page page, String name) {
        var directory = System.getProperty("browser.screenshots");
        if (directory != null) {
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(directory, name + ".png")));
        }
    }

    private void waits(String run) {
        as("viewer").get(ROOT + "/" + run + "/s").then().statusCode(200);
        assertThat(awaits.messages(run)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void approvesOnAPhoneWithoutScripts(ColorScheme colours) {
        var run = "browser-phone-" + colours;
        var url = here(url(run, "s", APPROVAL));
        try (var context = phone(colours)) {
            var page = context.newPage();
            page.navigate(url);
            picture(page, "phone-" + colours);
            assertThat(page.title()).isEqualTo("Approve invoice INV-2026-0042?");
            for (var target :
                    page.locator("button, .choice, input:not([type]), select").all()) {
                var box = Objects.requireNonNull(target.boundingBox());
                assertThat(box.height).isGreaterThanOrEqualTo(SMALLEST_TARGET);
                assertThat(box.x + box.width).isLessThanOrEqualTo(PHONE_WIDTH);
            }
            page.getByLabel("Comment").fill("Fine with me");
            page.getByLabel("Lisbon").check();
            waits(run);
            assertThat(clicked(page, "Approve")).isEqualTo(202);
            shows(page, "Thank you");
            picture(page, "phone-thanks-" + colours);
        }
        assertThat(awaits.only(run).get("data"))
                .isEqualTo(
                        "{\"approved\":true,\"costCentre\":\"Lisbon\",\"comment\":\"Fine with me\",\"urgent\":false}");
    }

    @Test
    void deniesAndSaysSoAfterwards() {
        var url = here(url("browser-deny", "s", APPROVAL));
        try (var context = browser.newContext()) {
            var page = context.newPage();
            var complaints = new ArrayList<String>();
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.navigate(url);
            picture(page, "desk");
            button(page, "Reject").click();
            shows(page, "Thank you");
            assertThat(complaints).isEmpty();
            page.goBack();
            page.navigate(url);
            picture(page, "desk-over");
            shows(page, "This has been answered");
            assertThat(page.textContent("dl")).contains("Reject");
        }
        assertThat(awaits.only("browser-deny").get("data")).isEqualTo("{\"approved\":false,\"urgent\":false}");
    }

    @Test
    void whatIsWrongIsSaidAtOnceAndKept() {
        var url = here(url("browser-wrong", "s", APPROVAL));
        try (var context = browser.newContext()) {
            var page = context.newPage();
            page.navigate(url);
            page.getByLabel("Comment").fill("no");
            page.getByLabel("Discount").fill("plenty");
            assertThat(clicked(page, "Reject")).isEqualTo(422);
            shows(page, "Please look at this again");
            picture(page, "desk-errors");
            assertThat(page.locator("[role=alert]:focus").count()).isEqualTo(1);
            assertThat(page.getByLabel("Discount").inputValue()).isEqualTo("plenty");
            page.getByLabel("Discount").fill("2.5");
            assertThat(clicked(page, "Reject")).isEqualTo(422);
            page.getByText("Comment: ").waitFor();
            assertThat(page.getByLabel("Comment").inputValue()).isEqualTo("no");
            page.locator("[role=alert] a").first().click();
            assertThat(page.url()).endsWith("#field-4");
            waits("browser-wrong");
            page.getByLabel("Comment").fill("too much");
            button(page, "Reject").click();
            shows(page, "Thank you");
        }
        assertThat(awaits.only("browser-wrong").get("data")).contains("\"discount\":2.5");
    }

    @Test
    void nothingButAClickDecides() {
        var url = here(url("browser-idle", "s", APPROVAL));
        try (var context = browser.newContext()) {
            var page = context.newPage();
            page.navigate(url);
            page.reload();
            page.navigate("about:blank");
            page.goBack();
            page.goForward();
            other(
                    context,
                    "<link rel=prefetch href='%1$s'><link rel=preload as=fetch href='%1$s'><img src='%1$s'>"
                                    .formatted(url)
                            + "<script>fetch('%1$s', {mode: 'no-cors', method: 'POST', body: 'approved=true'}).catch(() => 0)</script>"
                                    .formatted(url));
            page.navigate(url);
            waits("browser-idle");
            assertThat(clicked(page, "Approve")).isEqualTo(202);
        }
        assertThat(awaits.only("browser-idle")).containsEntry("outcome", "resolved");
    }

    /** A page of another site. */
    private static Page other(BrowserContext context, String html) {
        var page = context.newPage();
        var there = origin("127.0.0.1") + "/other";
        page.route(
                there,
                route -> route.fulfill(
                        new Route.FulfillOptions().setContentType("text/html").setBody(html)));
        page.navigate(there);
        return page;
    }

    @Test
    void otherSitesNeitherFrameNorSubmitIt() {
        var url = here(url("browser-other", "s", APPROVAL));
        try (var context = browser.newContext()) {
            var mine = context.newPage();
            mine.navigate(url);
            var nonce = mine.locator("input[name=tg-nonce]").getAttribute("value");
            var framing = other(context, "<iframe src='%s'></iframe>".formatted(url));
            assertThat(framing.frames())
                    .allSatisfy(
                            frame -> assertThat(frame.locator("button").count()).isZero());
            var posting = other(
                    context,
                    "<form method=post action='%s'><input name=tg-nonce value='%s'><button name=approved value=true>x</button></form>"
                            .formatted(url, nonce));
            assertThat(clicked(posting, "x")).isEqualTo(403);
            shows(posting, "This answer was not sent from its own page");
            picture(posting, "desk-other-site");
            waits("browser-other");
        }
    }

    /** Without TLS browsers do not say where a form comes from, unless the page lets them name its origin. */
    @Test
    void worksWithoutTlsToo() {
        var path = url("browser-http", "s", APPROVAL);
        try (var context = browser.newContext()) {
            var page = context.newPage();
            page.route(origin("gateway.test") + path, route -> {
                if (!route.request().method().equals("GET")) {
                    route.resume();
                    return;
                }
                var answer = route.fetch(new Route.FetchOptions().setUrl(here(path)));
                var headers = new HashMap<>(answer.headers());
                headers.put("referrer-policy", "same-origin");
                route.fulfill(new Route.FulfillOptions().setResponse(answer).setHeaders(headers));
            });
            page.navigate(origin("gateway.test") + path);
            button(page, "Approve").click();
            shows(page, "Thank you");
        }
        assertThat(awaits.only("browser-http")).containsEntry("outcome", "resolved");
    }
}
