package io.triggergateway.ui;

import static io.restassured.RestAssured.given;
import static io.triggergateway.ui.GivenPages.API;
import static io.triggergateway.ui.GivenPages.execute;
import static io.triggergateway.ui.GivenPages.subscribe;
import static io.triggergateway.ui.GivenPages.trigger;

import io.triggergateway.redis.Keys;
import io.triggergateway.redis.RedisLink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A gateway as it looks after a while of work, for pictures. */
final class GivenConsole {
    private static String firing = "";
    private static String job = "";
    private static String letter = "";

    private final RedisLink redis;
    private final Keys keys;

    GivenConsole(RedisLink redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** Once for all tests. */
    void fill() {
        if (!firing.isEmpty()) {
            return;
        }
        addTriggers();
        addFirings();
        addAwaits();
        firing = GivenPages.as("viewer")
                .get(API + "/shop.order.paid/firings?limit=1")
                .then()
                .extract()
                .path("items[0].firingId");
        job = GivenPages.sending(
                        "operator",
                        Map.of("last", 5, "filter", "payload.total > 45", "flows", List.of("write-invoice")))
                .post(API + "/shop.order.paid/replay")
                .then()
                .extract()
                .path("id");
        letter = deadLetter("shop.order.paid", "ship-order", "{\"orderId\":\"A-0998\",\"total\":120.5}");
    }

    /** A message that was delivered too often; its id. */
    String deadLetter(String trigger, String flow, String data) {
        var entry = redis.call(
                "XADD",
                keys.dead(0, ""),
                "*",
                "dead.group",
                "engines",
                "dead.consumer",
                "engine-2",
                "dead.deliveries",
                6,
                "dead.lastDelivered",
                "2026-11-23T20:00:00.000Z",
                "dead.entryId",
                "1795464000000-0",
                "type",
                "start-run",
                "id",
                "m0-" + trigger,
                "flow",
                flow,
                "runId",
                "r0-" + trigger,
                "trigger",
                trigger,
                "time",
                "2026-11-23T19:55:00.000Z",
                "data",
                data);
        return "0." + entry.text();
    }

    /** Where messages to engines are. */
    String handoff() {
        return keys.handoff(0, "");
    }

    private static void addTriggers() {
        trigger(
                "shop.order.paid",
                Map.of(
                        "type", "webhook",
                        "displayName", "Order paid",
                        "description", "The shop tells that an order has been paid.",
                        "source", "shop",
                        "tags", List.of("orders", "money"),
                        "endpoint", Map.of("path", "/shop/orders/paid", "auth", Map.of("type", "none")),
                        "schema", Map.of("type", "object", "required", List.of("orderId"))));
        trigger("shop.stock.low", Map.of("type", "event", "displayName", "Stock is low", "source", "shop"));
        trigger(
                "reports.daily",
                Map.of(
                        "type", "schedule",
                        "displayName", "Daily report",
                        "source", "finance",
                        "schedule", Map.of("cron", "0 7 * * 1-5", "timezone", "Europe/Berlin")));
        trigger(
                "customers.import",
                Map.of(
                        "type", "manual",
                        "displayName", "Import customers",
                        "description", "Reads a file of customers into the shop.",
                        "source", "back office",
                        "schema",
                                Map.of(
                                        "type", "object",
                                        "required", List.of("file"),
                                        "properties",
                                                Map.of(
                                                        "file",
                                                                Map.of(
                                                                        "type",
                                                                        "string",
                                                                        "title",
                                                                        "Address of the file"),
                                                        "overwrite",
                                                                Map.of(
                                                                        "type",
                                                                        "boolean",
                                                                        "title",
                                                                        "Overwrite those that exist"),
                                                        "country",
                                                                Map.of(
                                                                        "enum",
                                                                        List.of("Germany", "Portugal", "Norway"))))));
        subscribe("shop.order.paid", "ship-order", "auto");
        subscribe("shop.order.paid", "write-invoice", "auto");
        subscribe("shop.order.paid", "check-fraud", "manual");
        subscribe("customers.import", "import-customers", "auto");
        subscribe("reports.daily", "daily-report", "auto");
    }

    private static void addFirings() {
        for (int order = 0; order < 14; order++) {
            pay(Map.of(
                    "orderId",
                    "A-" + (1000 + order),
                    "total",
                    41.9 + order,
                    "paid",
                    true,
                    "customer",
                    Map.of("name", "Ada Lovelace", "country", "PT", "notes", List.of()),
                    "lines",
                    List.of(Map.of("article", "Desk", "quantity", 1), Map.of("article", "Lamp", "quantity", 2))));
        }
        for (int wrong = 0; wrong < 3; wrong++) {
            pay(Map.of("order", wrong));
        }
        execute("customers.import", Map.of("file", "https://files.example.com/customers.csv"));
    }

    private static void addAwaits() {
        GivenPages.await(
                "run-7f3a",
                "approve-invoice",
                Map.of(
                        "type",
                        "webhook",
                        "flow",
                        "write-invoice",
                        "timeout",
                        "2d",
                        "context",
                        Map.of("invoice", "INV-2026-0042", "total", 4180.5)));
        GivenPages.await(
                "run-81cc",
                "stock",
                Map.of(
                        "type",
                        "event",
                        "event",
                        "shop.stock.low",
                        "filter",
                        "event.article == 'desk'",
                        "flow",
                        "reorder",
                        "timeout",
                        "6h"));
        GivenPages.await("run-90ab", "pause", Map.of("type", "time", "delay", 3600000, "flow", "ship-order"));
    }

    private static void pay(Map<String, Object> order) {
        given().contentType("application/json").body(order).post(API + "/webhooks/shop/orders/paid");
    }

    /** Every page, by what a picture of it is called. */
    Map<String, String> screens() {
        var screens = new LinkedHashMap<String, String>();
        screens.put("overview", "/ui");
        screens.put("triggers", "/ui/triggers");
        screens.put("trigger", "/ui/triggers/shop.order.paid");
        screens.put("schedule", "/ui/triggers/reports.daily");
        screens.put("trigger-firings", "/ui/triggers/shop.order.paid/firings");
        screens.put("firing", "/ui/triggers/shop.order.paid/firings/" + firing);
        screens.put("start", "/ui/triggers/customers.import/execute");
        screens.put(
                "replay",
                "/ui/triggers/shop.order.paid/replay?asked=yes&last=10&filter=payload.total+%3E+45&status=pending&flow=write-invoice");
        screens.put("firings", "/ui/firings");
        screens.put("new", "/ui/triggers/new");
        screens.put("new-webhook", "/ui/triggers/new?type=webhook");
        screens.put("new-stripe", "/ui/triggers/new?type=webhook&provider=stripe");
        screens.put("new-schedule", "/ui/triggers/new?type=schedule");
        screens.put("edit", "/ui/triggers/customers.import/edit");
        screens.put("try", "/ui/triggers/shop.order.paid/test");
        screens.put("pending", "/ui/pending");
        screens.put("awaits", "/ui/awaits");
        screens.put("await", "/ui/awaits/run-7f3a/approve-invoice");
        screens.put("flows", "/ui/flows");
        screens.put("handoff", "/ui/handoff");
        screens.put("dead-letter", "/ui/handoff/dead/" + letter);
        screens.put("jobs", "/ui/jobs");
        screens.put("job", "/ui/jobs/" + job);
        screens.put("audit", "/ui/audit");
        screens.put("tokens", "/ui/tokens");
        screens.put("login", "/ui/login");
        return screens;
    }

    List<String> paths() {
        return List.copyOf(screens().values());
    }
}
