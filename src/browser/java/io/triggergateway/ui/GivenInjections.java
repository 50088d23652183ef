package io.triggergateway.ui;

import static io.restassured.RestAssured.given;
import static io.triggergateway.ui.GivenPages.API;
import static io.triggergateway.ui.GivenPages.execute;
import static io.triggergateway.ui.GivenPages.sending;
import static io.triggergateway.ui.GivenPages.subscribe;
import static io.triggergateway.ui.GivenPages.trigger;

import com.fasterxml.jackson.databind.ObjectMapper;
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

/** A gateway to which strangers have sent markup, script and template wherever they may write. */
final class GivenInjections {
    static final List<String> ALL = all();

    private final RedisLink redis;
    private final Keys keys;

    GivenInjections(RedisLink redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** The pages that show it. */
    List<String> fill() {
        var paths = new ArrayList<String>();
        addTriggers(paths);
        addForms(paths);
        addRequests(paths);
        addAwaits(paths);
        addDeadLetters(paths);
        addQuestions(paths);
        return paths;
    }

    private static List<String> all() {
        try (var pieces = GivenInjections.class.getResourceAsStream("/ui/injections.json")) {
            return Arrays.asList(new ObjectMapper().readValue(pieces, String[].class));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
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
    static String plain(int from) {
        return ALL.stream()
                .skip(from * 20L)
                .filter(piece -> piece.matches("[\\x20-\\x7e&&[^\"\\\\]]+"))
                .limit(60)
                .reduce("", (one, other) -> one + other);
    }
}
