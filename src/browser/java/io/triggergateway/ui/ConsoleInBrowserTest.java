package io.triggergateway.ui;

import static io.triggergateway.ui.GivenPages.API;
import static io.triggergateway.ui.GivenPages.as;
import static io.triggergateway.ui.GivenPages.execute;
import static io.triggergateway.ui.GivenPages.subscribe;
import static io.triggergateway.ui.GivenPages.trigger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages in a real browser. {@code -Dbrowser.executable} says which one. */
@QuarkusTest
class ConsoleInBrowserTest {
    private static final int PHONE_WIDTH = 375;

    private static Playwright playwright;
    private static Browser browser;

    private final GivenConsole console;
    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    ConsoleInBrowserTest(RedisLink redis, Keys keys) {
        this.console = new GivenConsole(redis, keys);
    }

    @BeforeAll
    static void launch() {
        playwright = Playwright.create();
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(System.getProperty("browser.executable", "/usr/bin/chromium")))
                        .setArgs(List.of("--no-sandbox")));
    }

    @AfterAll
    static void close() {
        browser.close();
        playwright.close();
    }

    @BeforeEach
    void opens() {
        open(new Browser.NewContextOptions().setViewportSize(1280, 800));
    }

    @AfterEach
    void closes() {
        context.close();
        assertThat(complaints).isEmpty();
    }

    private void open(Browser.NewContextOptions options) {
        context = browser.newContext(options.setTimezoneId("Europe/Berlin"));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            // The answer to a form that is wrong is no complaint about the page, and a token has no name of a user.
            if (!message.text().contains("422") && !message.text().startsWith("[DOM]")) {
                complaints.add(message.text());
            }
        });
        page.onDialog(dialog -> dialog.accept());
    }

    private static String here(String path) {
        return "http://localhost:" + RestAssured.port + path;
    }

    private void signIn(String role, String path) {
        page.navigate(here(path));
        page.getByLabel("Token").fill("test-token-of-" + (role.matches("[aeio].*") ? "an-" : "a-") + role);
        click("Sign in");
        page.waitForURL(here(path));
    }

    private void click(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private void shows(String text) {
        page.getByText(text).first().waitFor();
    }

    @Test
    void signsInActsAndSignsOut() {
        trigger("browser.switch", Map.of("type", "manual"));
        signIn("operator", "/ui/triggers/browser.switch");
        click("Disable");
        shows("Disabled");
        as("viewer").get(API + "/browser.switch").then().body("enabled", equalTo(false));
        click("Enable");
        shows("Enabled");
        as("viewer").get(API + "/browser.switch").then().body("enabled", equalTo(true));
        click("Sign out");
        page.waitForURL(here("/ui/login"));
        page.navigate(here("/ui/triggers"));
        assertThat(page.url()).contains("/ui/login?next=/ui/triggers");
    }

    @Test
    void wrongTokenIsSaidAndLeavesTheForm() {
        page.navigate(here("/ui/login"));
        page.getByLabel("Token").fill("tgw_wrong");
        click("Sign in");
        page.getByRole(AriaRole.ALERT).waitFor();
        assertThat(page.getByRole(AriaRole.ALERT).textContent()).contains("unknown or has ended");
        complaints.clear();
    }

    @Test
    void startsFromTheFormAndReplays() {
        trigger(
                "browser.form",
                Map.of(
                        "type",
                        "manual",
                        "displayName",
                        "Import customers",
                        "schema",
                        Map.of(
                                "type",
                                "object",
                                "required",
                                List.of("email"),
                                "properties",
                                Map.of(
                                        "email",
                                        Map.of("type", "string", "format", "email", "minLength", 3),
                                        "count",
                                        Map.of("type", "integer")))));
        subscribe("browser.form", "browser-form-flow", "auto");
        signIn("operator", "/ui/triggers/browser.form/execute");
        page.getByLabel("Count").fill("many");
        click("Start");
        page.getByRole(AriaRole.ALERT).waitFor();
        assertThat(page.getByLabel("Count").inputValue()).isEqualTo("many");
        page.getByLabel("Count").fill("3");
        page.getByLabel("Email").fill("ada@example.com");
        click("Start");
        page.waitForURL(url -> url.contains("/firings/"));
        shows("ada@example.com");
        var first = page.url();
        click("Replay");
        page.waitForURL(url -> url.contains("/firings/") && !url.equals(first));
        shows("This is a replay of");
    }

    @Test
    void startsWhatWaitsForAPerson() {
        trigger("browser.pending", Map.of("type", "manual"));
        subscribe("browser.pending", "browser-ship", "manual");
        var firing = execute("browser.pending", Map.of("order", 42));
        signIn("operator", "/ui/triggers/browser.pending/firings/" + firing);
        click("Start browser-ship");
        shows("Executed browser-ship");
        as("viewer").get(API + "/browser.pending/firings/" + firing).then().body("pending.size()", equalTo(0));
    }

    @Test
    void resolvesAnAwaitOnce() {
        GivenPages.await("browser-run", "approve", Map.of("type", "webhook", "flow", "f", "context", Map.of("a", 1)));
        signIn("operator", "/ui/awaits/browser-run/approve");
        page.getByLabel("Data").fill("{broken");
        click("Resolve");
        page.getByRole(AriaRole.ALERT).waitFor();
        complaints.clear();
        page.getByLabel("Data").fill("{\"approved\": true}");
        click("Resolve");
        shows("resolved");
        as("viewer").get(API + "/awaits/browser-run/approve").then().statusCode(410);
    }

    @Test
    void handsOutATokenAndTakesItBack() {
        signIn("admin", "/ui/tokens");
        page.getByLabel("Name").fill("browser-ci");
        click("Make");
        shows("The new token");
        assertThat(page.locator("#secret-value").textContent()).startsWith("tgw_");
        click("Done");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Take back browser-ci"))
                .click();
        shows("Taken back");
        assertThat(page.getByText("browser-ci").count()).isZero();
    }

    @Test
    void registersAServiceAndTriesIt() {
        signIn("admin", "/ui/triggers/new");
        page.getByText("A webhook").click();
        page.getByLabel("Search for a service").fill("stripe");
        shows("1 service");
        page.getByText("Stripe", new Page.GetByTextOptions().setExact(true)).click();
        shows("paste the URL of this endpoint");
        page.getByLabel("Name").first().fill("browser.Stripe");
        shows("One field needs another look.");
        page.getByLabel("Name").first().fill("browser.stripe");
        page.getByLabel("Path").fill("/browser/stripe");
        page.getByLabel("Signing secret").fill("whsec_browser");
        page.getByLabel("Filter").fill("payload.amount >");
        page.locator("#f-filter[aria-invalid=true]").waitFor();
        page.getByLabel("Filter").fill("payload.amount > 10");
        page.locator("#f-filter:not([aria-invalid])").waitFor();
        click("Add a flow");
        page.locator("#f-subscribe-0-flow").fill("browser-pay");
        click("Register");
        page.waitForURL(url -> url.contains("said=registered"));
        shows("It is registered.");
        page.getByLabel("Sample body").fill("{\"id\": \"evt\", \"amount\": 11}");
        click("Try");
        shows("The request is genuine.");
        shows("It would start.");
    }

    @Test
    void buildsAScheduleAndSeesItsNextTimes() {
        signIn("admin", "/ui/triggers/new");
        page.getByText("A schedule").click();
        page.getByLabel("Name").first().fill("browser.schedule");
        page.getByLabel("Time zone").fill("Europe/Berlin");
        page.getByLabel("Cron expression").fill("30 8 * * MON-FRI");
        shows("At 08:30, from Monday to Friday, Berlin time.");
        page.getByLabel("Kind").selectOption("at");
        page.getByLabel("Time of day").fill("09:15");
        shows("At 09:15, every day, Berlin time.");
        assertThat(page.locator("#preview li").count()).isEqualTo(10);
        click("Register");
        page.waitForURL(url -> url.contains("said=registered"));
        as("viewer").get(API + "/browser.schedule").then().body("schedule.at", equalTo("09:15"));
    }

    @Test
    void newFiringsAppearByThemselvesAndTimesAreOfTheViewer() {
        trigger("browser.live", Map.of("type", "manual"));
        signIn("viewer", "/ui/triggers/browser.live/firings");
        shows("It has not fired yet.");
        var firing = execute("browser.live", Map.of("a", 1));
        shows(firing);
        var time = page.locator("#firings time").first();
        assertThat(time.getAttribute("title")).endsWith("Z");
        assertThat(time.textContent()).doesNotContain("UTC");
    }

    @Test
    void pagesFitAPhone() {
        look(ColorScheme.LIGHT, PHONE_WIDTH);
    }

    private void look(ColorScheme colours, int width) {
        context.close();
        open(new Browser.NewContextOptions().setViewportSize(width, 800).setColorScheme(colours));
        console.fill();
        signIn("admin", "/ui");
        for (var path : console.paths()) {
            page.navigate(here(path));
            assertThat(page.evaluate("document.documentElement.scrollWidth"))
                    .as(path)
                    .isEqualTo(width);
        }
    }
}
