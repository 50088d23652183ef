package io.triggergateway.ui;

import static io.restassured.RestAssured.given;
import static io.triggergateway.ui.GivenPages.API;
import static io.triggergateway.ui.GivenPages.as;
import static io.triggergateway.ui.GivenPages.execute;
import static io.triggergateway.ui.GivenPages.sending;
import static io.triggergateway.ui.GivenPages.subscribe;
import static io.triggergateway.ui.GivenPages.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import io.quarkus.test.junit.QuarkusTest;
import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
    private static final List<String> ALL = all();
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

    private final GivenConsole console;
    private final RedisLink redis;
    private final Keys keys;

    InjectionsInBrowserTest(RedisLink redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
        this.console = new GivenConsole(redis, keys);
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
        names.forEach(name -> as("admin").delete(API + "/" + name).then().statusCode(204));
    }

    private static List<String> all() {
        try (var pieces = InjectionsInBrowserTest.class.getResourceAsStream("/ui/injections.json")) {
            return Arrays.asList(new ObjectMapper().readValue(pieces, String[].class));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Test
    void noneRuns() {
        assertThat(ALL).hasSizeGreaterThanOrEqualTo(500).doesNotHaveDuplicates();
        var paths = new ArrayList<String>();
        addTriggers(paths);
        addForms(paths);
        addRequests(paths);
        addAwaits(paths);
        addDeadLetters(paths);
        addQuestions(paths);
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

    /** Titles, descriptions, sources, filters, schemas and names of properties. */
    private static void addTriggers(List<String> paths) {
        int at = 0;
        for (int i = 0; i < 24; i++) {
            var name = "evil.t" + i;
            trigger(
                    name,
                    Map.of(
                            "type", "manual",
                            "displayName", joined(at, 200),
                            "source", joined(at + 4, 200),
                            "description", joined(at, 9_000),
                            "filter", "payload.x == \"" + plain(at) + "\""));
            at = (at + 38) % ALL.size();
        }
        for (int i = 0; i < 24; i += 6) {
            paths.add("/ui/triggers/evil.t" + i);
            paths.add("/ui/triggers/evil.t" + i + "/execute");
        }
        for (int from = 0; from < ALL.size(); from += 100) {
            var properties = new LinkedHashMap<String, Object>();
            ALL.subList(from, Math.min(from + 100, ALL.size()))
                    .forEach(piece -> properties.put(piece, Map.of("type", "string", "title", piece)));
            var name = "evil.schema" + from;
            trigger(name, Map.of("type", "manual", "schema", Map.of("type", "object", "properties", properties)));
            paths.add("/ui/triggers/" + name + (from % 400 == 0 ? "" : "/execute"));
        }
        sending("admin", Map.of("filter", "payload.x == '" + plain(3).replace("'", "") + "'"))
                .put(API + "/evil.schema0/subscriptions/evil-flow");
        paths.addAll(
                List.of("/ui/triggers?q=evil", "/ui/triggers/evil.schema0/replay", "/ui/flows", "/ui/audit", "/ui"));
    }

    /** Labels, hints, placeholders and options of forms. */
    private static void addForms(List<String> paths) {
        for (int from = 0; from < ALL.size(); from += 100) {
            var fields = new ArrayList<Map<String, Object>>();
            for (int i = from; i < Math.min(from + 100, ALL.size()); i++) {
                var piece = shortened(ALL.get(i), 200);
                fields.add(
                        i % 2 == 0
                                ? Map.of("name", "f" + i, "type", "text", "label", piece, "placeholder", piece)
                                : Map.of(
                                        "name",
                                        "f" + i,
                                        "type",
                                        "select",
                                        "label",
                                        piece,
                                        "description",
                                        piece,
                                        "options",
                                        List.of(piece, "other")));
            }
            trigger("evil.form" + from, Map.of("type", "manual", "ui", Map.of("form", fields)));
            paths.add("/ui/triggers/evil.form" + from + "/execute");
        }
    }

    /** Payloads, headers, ids of deliveries, and reasons of refusals. */
    private static void addRequests(List<String> paths) {
        trigger("evil.payload", Map.of("type", "manual"));
        subscribe("evil.payload", "evil-auto", "auto");
        subscribe("evil.payload", "evil-manual", "manual");
        var firing = execute("evil.payload", grouped());
        paths.add("/ui/triggers/evil.payload/firings/" + firing);
        trigger(
                "evil.web",
                Map.of(
                        "type", "webhook",
                        "endpoint", Map.of("path", "/evil/web", "auth", Map.of("type", "none")),
                        "schema", Map.of("type", "object", "propertyNames", Map.of("maxLength", 1))));
        var printable = ALL.stream()
                .filter(piece -> piece.matches("[\\x21-\\x7e][\\x20-\\x7e]{0,200}[\\x21-\\x7e]"))
                .toList();
        for (int from = 0; from < printable.size(); from += 150) {
            var request = given().contentType("application/json").header("Idempotency-Key", printable.get(from));
            for (int i = from; i < Math.min(from + 150, printable.size()); i++) {
                request.header("x-evil-" + i, printable.get(i));
            }
            String id = request.body(Map.of("a", 1))
                    .post(API + "/webhooks/evil/web")
                    .then()
                    .statusCode(202)
                    .extract()
                    .path("firingId");
            paths.add("/ui/triggers/evil.web/firings/" + id);
        }
        for (int from = 0; from < ALL.size(); from += 60) {
            var body = new LinkedHashMap<String, Object>();
            ALL.subList(from, Math.min(from + 60, ALL.size())).forEach(piece -> body.put(piece, piece));
            given().contentType("application/json")
                    .header("User-Agent", "<img src=x onerror=ran()>")
                    .body(body)
                    .post(API + "/webhooks/evil/web")
                    .then()
                    .statusCode(422);
        }
        paths.addAll(List.of("/ui/triggers/evil.web", "/ui/triggers/evil.web/firings", "/ui/pending", "/ui/firings"));
    }

    private static void addAwaits(List<String> paths) {
        for (int half = 0; half < 2; half++) {
            var context = new LinkedHashMap<String, Object>();
            IntStream.range(0, ALL.size()).filter(i -> i % 2 == 0).forEach(i -> context.put("k" + i, ALL.get(i)));
            ALL.stream().skip(half * 400L).limit(200).forEach(piece -> context.put(piece, "value"));
            GivenPages.await("evil-run" + half, "step", Map.of("type", "webhook", "context", context));
            paths.add("/ui/awaits/evil-run" + half + "/step");
        }
        GivenPages.await(
                "evil-run2",
                "step",
                Map.of("type", "event", "event", "evil.payload", "filter", "event.x == \"" + plain(11) + "\""));
        paths.addAll(List.of("/ui/awaits", "/ui/awaits/evil-run2/step"));
    }

    private void addDeadLetters(List<String> paths) {
        for (int i = 0; i < 40; i++) {
            var id = redis.call(
                            "XADD",
                            keys.dead(0, ""),
                            "*",
                            "dead.group",
                            joined(i * 20, 300),
                            "dead.consumer",
                            joined(i * 20 + 5, 300),
                            "dead.deliveries",
                            "6",
                            "dead.lastDelivered",
                            "2026-11-23T20:00:00.000Z",
                            "dead.entryId",
                            joined(i * 20 + 8, 300),
                            "type",
                            "start-run",
                            "id",
                            joined(i * 20 + 10, 300),
                            "trigger",
                            joined(i * 20 + 12, 300),
                            "flow",
                            joined(i * 20 + 16, 300),
                            "data",
                            "{\"a\":1}")
                    .text();
            if (i % 10 == 0) {
                paths.add("/ui/handoff/dead/0." + id);
            }
        }
        paths.add("/ui/handoff");
    }

    /** What stands in an address comes back in fields. */
    private static void addQuestions(List<String> paths) {
        var places = List.of(
                "/ui/triggers?q=%s&source=%s&tag=%s",
                "/ui/triggers/evil.web/firings?flow=%s&deliveryId=%s",
                "/ui/pending?trigger=%s&flow=%s",
                "/ui/awaits?runId=evil-run0&event=%s",
                "/ui/audit?who=%s&what=%s",
                "/ui/triggers/evil.web/replay?asked=yes&last=1&filter=%s",
                "/ui/triggers/evil.web/replay?asked=yes&last=%s&from=%s&flow=%s",
                "/ui/login?next=%s");
        int at = 0;
        for (int i = 0; i < 16; i++) {
            var place = places.get(i % places.size());
            while (place.contains("%s")) {
                var piece = URLEncoder.encode(joined(at, 320), StandardCharsets.UTF_8);
                place = place.substring(0, place.indexOf("%s")) + piece + place.substring(place.indexOf("%s") + 2);
                at = (at + 13) % ALL.size();
            }
            paths.add(place);
        }
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
        trigger("evil.live", Map.of("type", "manual", "filter", "payload[\"" + plain(0) + "\"] == 1"));
        visitor.page().navigate(GivenBrowser.here("/ui/triggers/evil.live/firings"));
        visitor.page().locator(".live-word.on").waitFor();
        execute("evil.live", Map.of("a", 1));
        visitor.page().locator("#firings tbody tr").first().waitFor();
        nothingHappened(visitor, "live");
        assertThat(visitor.page().locator("#firings tbody").textContent()).contains("ran()");
    }

    private static Map<String, Object> grouped() {
        var groups = new LinkedHashMap<String, Object>();
        for (int from = 0; from < ALL.size(); from += 100) {
            var group = new LinkedHashMap<String, Object>();
            ALL.subList(from, Math.min(from + 100, ALL.size())).forEach(piece -> group.put(piece, piece));
            groups.put("group " + from, group);
        }
        return groups;
    }

    /** As many pieces as fit, from one on. */
    private static String joined(int from, int most) {
        var text = new StringBuilder();
        for (int i = 0; i < ALL.size(); i++) {
            var piece = ALL.get((from + i) % ALL.size());
            if (text.length() + piece.length() + 1 > most) {
                break;
            }
            text.append(piece).append(' ');
        }
        return shortened(text.isEmpty() ? ALL.get(from % ALL.size()) : text.toString(), most);
    }

    private static String shortened(String piece, int most) {
        return piece.substring(0, Math.min(piece.length(), most));
    }

    /** What may stand in a text of CEL without more ado. */
    private static String plain(int from) {
        return ALL.stream()
                .skip(from * 20L)
                .filter(piece -> piece.matches("[\\x20-\\x7e&&[^\"\\\\]]+"))
                .limit(60)
                .reduce("", (one, other) -> one + other);
    }
}
