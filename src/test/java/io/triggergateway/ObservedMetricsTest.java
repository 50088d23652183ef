package io.triggergateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.oneOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.triggergateway.telemetry.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What dashboard and alerts ask for is what the service measures, and each alert says what to do. */
@QuarkusTest
class ObservedMetricsTest {
    private static final String ROOT = "/api/_triggers/";
    private static final int LOOKS = 5_000;
    private static final Path ALERTS = Path.of("deploy", "prometheus", "alerts.yaml");
    private static final Path DASHBOARD = Path.of("deploy", "grafana", "trigger-gateway.json");
    private static final Path RUNBOOK = Path.of("docs", "runbook.md");
    private static final Pattern METRIC = Pattern.compile("\\b(?:trigger_gateway|jvm|process)_[a-z_]+");
    private static final Pattern OUTCOME = Pattern.compile("outcome[=!]~?\"([a-z|-]+)\"");

    private final Metrics metrics;

    ObservedMetricsTest(Metrics metrics) {
        this.metrics = metrics;
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer test-token-of-" + role).contentType("application/json");
    }

    private static String scrape() {
        return as("a-viewer").get("/q/metrics").asString();
    }

    private static Set<String> scraped() {
        return scrape().lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> asked(String expressions) {
        return METRIC.matcher(expressions)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String expressions(JsonNode document) {
        return String.join("\n", document.findValuesAsText("expr"));
    }

    /** A request that passes with the second secret, so that everything that is measured lazily is there. */
    private void usesAnOldSecret() {
        as("an-admin")
                .body(
                        "{\"name\":\"observed\",\"type\":\"webhook\",\"endpoint\":{\"path\":\"/observed\",\"auth\":"
                                + "{\"type\":\"any\",\"of\":[{\"type\":\"bearer\",\"secret\":\"new\"},{\"type\":\"bearer\",\"secret\":\"old\"}]}}}")
                .put(ROOT + "observed")
                .then()
                .statusCode(201);
        given().header("Authorization", "Bearer old")
                .post(ROOT + "webhooks/observed")
                .then()
                .statusCode(202);
        metrics.secretUsed("observed", 1);
    }

    /** Likewise an await that ends by time, perhaps before its registration is answered. */
    private static void anAwaitEnds() {
        as("an-engine")
                .body("{\"type\":\"time\",\"delay\":1}")
                .put(ROOT + "awaits/observed-run/step")
                .then()
                .statusCode(oneOf(200, 201));
        eventually(() -> scraped().contains("trigger_gateway_awaits_lateness_seconds_max"));
        eventually(() -> scraped().contains("trigger_gateway_awaits_ended_total"));
    }

    private static void eventually(BooleanSupplier holds) {
        for (int look = 0; look < LOOKS; look++) {
            if (holds.getAsBoolean()) {
                return;
            }
        }
        throw new AssertionError("Expected it within %d looks, but it did not come about".formatted(LOOKS));
    }

    @Test
    void everyMetricIsInAScrape() throws IOException {
        usesAnOldSecret();
        anAwaitEnds();
        eventually(() -> scraped().contains("trigger_gateway_handoff_lag"));
        eventually(() -> scrape().contains("trigger_gateway_redis_reachable 1.0"));
        var found = scraped();
        var ofAlerts = asked(expressions(new YAMLMapper().readTree(ALERTS.toFile())));
        var ofDashboard = asked(expressions(new YAMLMapper().readTree(DASHBOARD.toFile())));
        assertThat(ofAlerts).hasSizeGreaterThan(15);
        assertThat(ofDashboard).hasSizeGreaterThan(20);
        assertThat(found).containsAll(ofAlerts).containsAll(ofDashboard);
        assertThat(ofDashboard)
                .containsAll(found.stream()
                        .filter(name -> name.startsWith("trigger_gateway_"))
                        .toList());
        assertThat(scrape())
                .contains("schedule_slots_total{outcome=\"missed\"}")
                .contains("trigger_gateway_redis_fit 1.0")
                .containsPattern("trigger_gateway_redis_memory_used_bytes [1-9]");
    }

    @Test
    void outcomesThatAreAskedForAreThoseOfTheCode() throws IOException {
        var text = Files.readString(ALERTS) + expressions(new YAMLMapper().readTree(DASHBOARD.toFile()));
        var asked = OUTCOME.matcher(text)
                .results()
                .flatMap(found -> Set.of(found.group(1).split("\\|")).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        var code = new StringBuilder();
        for (var file : Set.of(
                "ingest/Refused", "ingest/Accepted", "ingest/Ingest", "scheduler/SlotFirer", "telemetry/Metrics")) {
            code.append(Files.readString(Path.of("src/main/java/io/triggergateway/" + file + ".java")));
        }
        assertThat(asked)
                .hasSizeGreaterThan(8)
                .allSatisfy(outcome -> assertThat(code).contains("\"" + outcome + "\""));
    }

    @Test
    void everyAlertHasItsChapter() throws IOException {
        var alerts = new YAMLMapper().readTree(ALERTS.toFile()).findValuesAsText("alert");
        var runbook = Files.readString(RUNBOOK);
        var chapters = Pattern.compile("(?m)^## (\\w+)$")
                .matcher(runbook)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(chapters).isEqualTo(alerts);
        assertThat(new YAMLMapper().readTree(ALERTS.toFile()).findValuesAsText("runbook_url"))
                .isEqualTo(alerts.stream()
                        .map(alert -> "docs/runbook.md#" + alert.toLowerCase(Locale.ROOT))
                        .toList());
    }
}
