package io.triggergateway.ui;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.quarkus.test.junit.QuarkusTest;
import io.triggergateway.handoff.GivenLag;
import io.triggergateway.handoff.LagHistory;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures of all pages for the documentation; {@code src/bench/screens} asks for them. */
@QuarkusTest
@EnabledIfSystemProperty(named = ScreensInBrowserTest.DIRECTORY, matches = ".+")
class ScreensInBrowserTest {
    static final String DIRECTORY = "browser.screens";
    private static final int PHONE_WIDTH = 390;
    private static final int TALLEST = 1600;

    /** What came in each of the last hours, as much of it as there was in the busiest one. */
    private static final List<Integer> DAY =
            List.of(9, 7, 4, 3, 3, 5, 11, 24, 52, 78, 92, 100, 96, 71, 83, 95, 88, 64, 47, 35, 28, 22, 17, 12);

    private final GivenConsole console;
    private final RedisLink redis;
    private final Keys keys;
    private final LagHistory lags;

    ScreensInBrowserTest(RedisLink redis, Keys keys, LagHistory lags) {
        this.redis = redis;
        this.keys = keys;
        this.lags = lags;
        this.console = new GivenConsole(redis, keys);
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 390"})
    void takesPictures(ColorScheme colours, int width) throws IOException {
        console.fill();
        addDay();
        GivenLag.fill(lags, Instant.now());
        var kind = width == PHONE_WIDTH ? "phone" : colours.name().toLowerCase(Locale.ROOT);
        try (var browser = new GivenBrowser();
                var visitor = browser.visitor(new Browser.NewContextOptions()
                        .setColorScheme(colours)
                        .setLocale("en-GB")
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setViewportSize(width, 800))) {
            visitor.signIn("admin", "/ui");
            for (var screen : console.screens().entrySet()) {
                visitor.page().navigate(GivenBrowser.here(screen.getValue()));
                take(visitor.page(), screen.getKey() + "-" + kind + ".png", width);
            }
        }
    }

    private static void take(Page page, String name, int width) throws IOException {
        if (page.locator(".live-word").count() > 0) {
            page.locator(".live-word.on").waitFor();
        }
        var tall = Math.min(TALLEST, (int) page.evaluate("document.documentElement.scrollHeight"));
        var png = page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setClip(0, 0, width, tall));
        SmallPicture.write(png, Path.of(System.getProperty(DIRECTORY), name));
    }

    /** A day of counts; each time anew, as the hours of the tests themselves have few. */
    private void addDay() {
        long hour = Instant.now().getEpochSecond() / 3600;
        var shares = Map.of("", 1.0, "shop.order.paid", 0.7, "shop.stock.low", 0.2, "customers.import", 0.02);
        redis.call("HSET", keys.stats(0, "reports.daily"), hour - 17 + ":accepted", 1, "last", (hour - 17) * 3_600_000);
        redis.call("HSET", keys.stats(0, "shop.stock.low"), "last", hour * 3_600_000);
        shares.forEach((trigger, share) -> {
            for (int ago = 1; ago < DAY.size(); ago++) {
                long all = Math.round(DAY.get(DAY.size() - 1 - ago) * 14 * share);
                var counts = Map.of(
                        "accepted",
                        all,
                        "ignored",
                        all / 9,
                        "pending",
                        all / 40,
                        "failed",
                        all / 300,
                        "rejected",
                        all / 90);
                long then = hour - ago;
                counts.forEach(
                        (status, count) -> redis.call("HSET", keys.stats(0, trigger), then + ":" + status, count));
            }
        });
    }
}
