package io.triggergateway.ui;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import io.restassured.RestAssured;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A browser at the pages of the gateway under test, and what it complains about. */
final class GivenBrowser implements AutoCloseable {
    private final Playwright playwright = Playwright.create();
    private final Browser browser = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(System.getProperty("browser.executable", "/usr/bin/chromium")))
                    .setArgs(List.of("--no-sandbox")));
    private final List<String> complaints = new ArrayList<>();

    /** A new visitor with a page of his own; dialogs are agreed to. */
    Visitor visitor(Browser.NewContextOptions options) {
        var context = browser.newContext(options.setTimezoneId("Europe/Berlin"));
        var page = context.newPage();
        page.onConsoleMessage(message -> {
            // A token has no name of a user.
            if (!message.text().startsWith("[DOM]")) {
                complaints.add(message.text());
            }
        });
        page.onDialog(dialog -> dialog.accept());
        return new Visitor(context, page);
    }

    /** What the console has said since the last call. */
    List<String> takeComplaints() {
        var taken = List.copyOf(complaints);
        complaints.clear();
        return taken;
    }

    static String here(String path) {
        return "http://localhost:" + RestAssured.port + path;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    /** Somebody at a page. */
    record Visitor(BrowserContext context, Page page) implements AutoCloseable {
        Visitor signIn(String role, String path) {
            page.navigate(here(path));
            page.getByLabel("Token").fill("test-token-of-" + (role.matches("[aeio].*") ? "an-" : "a-") + role);
            click("Sign in");
            page.waitForURL(here(path));
            return this;
        }

        void click(String button) {
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName(button).setExact(true))
                    .first()
                    .click();
        }

        void shows(String text) {
            page.getByText(text).first().waitFor();
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
