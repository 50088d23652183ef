package io.triggergateway.ui;

import static io.restassured.RestAssured.given;
import static io.triggergateway.ui.GivenPages.API;
import static io.triggergateway.ui.GivenPages.execute;
import static io.triggergateway.ui.GivenPages.subscribe;
import static io.triggergateway.ui.GivenPages.trigger;

import java.util.List;
import java.util.Map;

/** A gateway as it looks after a while of work, for pictures. */
final class GivenConsole {
    private static String firing = "";

    private GivenConsole() {}

    static synchronized void fill() {
        if (!firing.isEmpty()) {
            return;
        }
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
        firing = GivenPages.as("viewer")
                .get(API + "/shop.order.paid/firings?limit=1")
                .then()
                .extract()
                .path("items[0].firingId");
    }

    private static void pay(Map<String, Object> order) {
        given().contentType("application/json").body(order).post(API + "/webhooks/shop/orders/paid");
    }

    static List<String> paths() {
        return List.of(
                "/ui",
                "/ui/triggers",
                "/ui/triggers/shop.order.paid",
                "/ui/triggers/reports.daily",
                "/ui/triggers/shop.order.paid/firings",
                "/ui/triggers/shop.order.paid/firings/" + firing,
                "/ui/triggers/customers.import/execute",
                "/ui/triggers/new",
                "/ui/triggers/new?type=webhook",
                "/ui/triggers/new?type=webhook&provider=stripe",
                "/ui/triggers/new?type=schedule",
                "/ui/triggers/customers.import/edit",
                "/ui/triggers/shop.order.paid/test",
                "/ui/pending",
                "/ui/awaits",
                "/ui/awaits/run-7f3a/approve-invoice",
                "/ui/flows",
                "/ui/handoff",
                "/ui/audit",
                "/ui/tokens",
                "/ui/login");
    }
}
