package io.triggergateway.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.junit.QuarkusTest;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every page under the rules of axe-core: in light all of them, in dark those about colours. */
@QuarkusTest
class AccessibilityInBrowserTest {
    /** Each violation that keeps somebody out, with the first places. */
    private static final String RUN = """
            rules => axe.run(document, rules === 'all' ? { resultTypes: ['violations'] }
                : { resultTypes: ['violations'], runOnly: { type: 'rule', values: ['color-contrast'] } })
              .then(found => found.violations
                .filter(violation => ['serious', 'critical'].includes(violation.impact))
                .map(violation => violation.id + ': ' + violation.help + ' at '
                  + violation.nodes.slice(0, 3).map(node => node.target.join(' ')).join(', ')))""";

    private final GivenConsole console;

    AccessibilityInBrowserTest(RedisLink redis, Keys keys) {
        this.console = new GivenConsole(redis, keys);
    }

    @Test
    void keepsNobodyOut() throws IOException {
        console.fill();
        try (var browser = new GivenBrowser()) {
            keepsNobodyOut(browser, ColorScheme.LIGHT, "all");
            keepsNobodyOut(browser, ColorScheme.DARK, "color-contrast");
        }
    }

    private void keepsNobodyOut(GivenBrowser browser, ColorScheme colours, String rules) throws IOException {
        try (var visitor = browser.visitor(
                new Browser.NewContextOptions().setColorScheme(colours).setBypassCSP(true))) {
            visitor.context().addInitScript(axe());
            visitor.signIn("admin", "/ui");
            for (var path : console.paths()) {
                visitor.page().navigate(GivenBrowser.here(path));
                var found = (List<?>) visitor.page().evaluate(RUN, rules);
                assertThat(found).as(path + " in " + colours).isEmpty();
            }
        }
    }

    private static String axe() throws IOException {
        try (var script = AccessibilityInBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
