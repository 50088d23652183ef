package io.triggergateway.ui;

import static io.triggergateway.ui.GivenPages.API;
import static io.triggergateway.ui.GivenPages.as;
import static io.triggergateway.ui.GivenPages.execute;
import static io.triggergateway.ui.GivenPages.trigger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.lessThan;

import com.microsoft.playwright.Browser;
import io.quarkus.test.junit.QuarkusTest;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Hundreds of pieces of markup, script and template, wherever a stranger may write something that pages show. None runs,
 * none becomes an element, and none is shown otherwise than it was written.
 */
@QuarkusTest
class InjectionsInBrowserTest {
    private static final List<String> ALL = GivenInjections.ALL;
    /** The pieces call it; the rest is what the browser reports by itself. */
    private static final String WATCH = """
            window.told = [];
            window.ran = () => { window.told.push('a piece ran'); };
            window.alert = window.ran;
            addEventListener('securitypolicyviolation', event =>
              window.told.push('policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
            addEventListener('error', event => window.told.push('error: ' + event.message));""";

    /** What no page has of its own. */
    private static final String LOOK = """
            () => {
              const found = [...window.told];
              const strange = 'iframe,object,embed,base,meta[http-equiv],img,video,audio,math,marquee,plaintext,frame,'
                + 'frameset,style,template,portal,foreignObject,svg script,svg use,svg image,animate,xss,'
                + 'script:not([src^="/ui/assets/"]),link:not([href^="/ui/assets/"]):not([href="data:,"])';
              for (const element of document.querySelectorAll(strange)) found.push('element: ' + element.outerHTML.slice(0, 200));
              for (const element of document.querySelectorAll('*')) {
                for (const { name, value } of element.attributes) {
                  if (name.startsWith('on') || name === 'style' || name === 'srcdoc') found.push('attribute: ' + name + ' ' + value);
                  if (['href', 'src', 'action', 'formaction', 'data'].includes(name) && !/^(\\/(?!\\/)|\\?|#|data:,$)/.test(value)
                      && !(element.localName === 'a' && /^https:\\/\\/[A-Za-z0-9.-]+(\\/[^\\s"'<>]*)?$/.test(value))) {
                    found.push('address: ' + name + ' ' + value);
                  }
                }
              }
              return found;
            }""";

    private static GivenBrowser browser;

    private final RedisLink redis;
    private final Keys keys;

    InjectionsInBrowserTest(RedisLink redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    @BeforeAll
    static void launches() {
        browser = new GivenBrowser();
    }

    @AfterAll
    static void closes() {
        browser.close();
    }

    /** Other tests look at the same lists. */
    @AfterEach
    void clearsUp() {
        redis.call("DEL", keys.dead(0, ""));
        IntStream.range(0, 3).forEach(i -> as("operator").delete(API + "/awaits/evil-run" + i));
        as("admin").delete(API + "/evil.schema0/subscriptions/evil-flow");
        List<String> names = as("viewer").get(API + "?q=evil.&limit=500").path("items.name");
        names.forEach(name -> as("admin").delete(API + "/" + name).then().statusCode(lessThan(300)));
    }

    @Test
    void noneRuns() {
        assertThat(ALL).hasSizeGreaterThanOrEqualTo(500).doesNotHaveDuplicates();
        var paths = new GivenInjections(redis, keys).fill();
        try (var visitor = browser.visitor(new Browser.NewContextOptions())) {
            visitor.context().addInitScript(WATCH);
            visitor.signIn("admin", "/ui");
            for (var path : paths) {
                visitor.page().navigate(GivenBrowser.here(path));
                nothingHappened(visitor, path);
            }
            showsAllAsWritten(visitor);
            comesLive(visitor);
        }
        assertThat(browser.takeComplaints()).isEmpty();
    }

    private static void nothingHappened(GivenBrowser.Visitor visitor, String path) {
        assertThat((List<?>) visitor.page().evaluate(LOOK)).as(path).isEmpty();
    }

    /** The tree of a payload has each piece as a name and as a value. */
    private static void showsAllAsWritten(GivenBrowser.Visitor visitor) {
        String id = as("viewer").get(API + "/evil.payload/firings").path("items[0].firingId");
        visitor.page().navigate(GivenBrowser.here("/ui/triggers/evil.payload/firings/" + id));
        for (var kind : List.of(".key", ".string")) {
            var shown = visitor.page().locator(".fold " + kind).allTextContents().stream()
                    .map(InjectionsInBrowserTest::read)
                    .toList();
            assertThat(shown)
                    .as(kind)
                    .containsAll(ALL.stream().map(InjectionsInBrowserTest::read).toList());
        }
    }

    /** Browsers leave out what no page can hold, and have one kind of line. */
    private static String read(String text) {
        return text.replaceAll("[\\x00\\ufffd\\r\\n]", "");
    }

    /** A reason that has a piece in it, in a row that a page adds by itself. */
    private static void comesLive(GivenBrowser.Visitor visitor) {
        trigger("evil.live", Map.of("type", "manual", "filter", "payload[\"" + GivenInjections.plain(0) + "\"] == 1"));
        visitor.page().navigate(GivenBrowser.here("/ui/triggers/evil.live/firings"));
        visitor.page().locator(".live-word.on").waitFor();
        execute("evil.live", Map.of("a", 1));
        visitor.page().locator("#firings tbody tr").first().waitFor();
        nothingHappened(visitor, "live");
        assertThat(visitor.page().locator("#firings tbody").textContent()).contains("ran()");
    }
}
