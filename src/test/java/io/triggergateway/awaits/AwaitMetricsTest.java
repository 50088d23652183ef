package io.triggergateway.awaits;

import static io.triggergateway.awaits.GivenAwaits.as;
import static io.triggergateway.awaits.GivenAwaits.post;
import static io.triggergateway.awaits.GivenAwaits.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the metrics tell of awaits. */
@QuarkusTest
class AwaitMetricsTest {
    private final GivenAwaits awaits;
    private final AwaitCensus census;

    AwaitMetricsTest(GivenAwaits awaits, AwaitCensus census) {
        this.awaits = awaits;
        this.census = census;
    }

    private double metric(String line) {
        census.look();
        var metrics = as("admin").get("/q/metrics").asString();
        var found = Pattern.compile("^trigger_gateway_awaits_" + Pattern.quote(line) + " (.*)$", Pattern.MULTILINE)
                .matcher(metrics);
        return found.find() ? Double.parseDouble(found.group(1)) : 0;
    }

    @Test
    void tellWhatWaitsAndWhatHasBecomeOfIt() {
        var registered = metric("registered_total{type=\"until\"}");
        var resolved = metric("ended_total{outcome=\"resolved\",type=\"until\"}");
        var cancelled = metric("ended_total{outcome=\"cancelled\",type=\"until\"}");
        var late = metric("lateness_seconds_count{type=\"until\"}");
        for (var step : new String[] {"a", "b", "c"}) {
            put("metrics", step, "{\"type\": \"until\", \"at\": \"2199-01-01T00:00:00Z\"}")
                    .statusCode(201);
        }
        assertThat(metric("open")).isGreaterThanOrEqualTo(3);

        awaits.makeDue("metrics", "a");
        awaits.settle();
        awaits.eventually(() -> !awaits.messages("metrics").isEmpty());
        post("engine", "metrics", "b", "cancel", "").statusCode(200);

        assertThat(metric("registered_total{type=\"until\"}")).isGreaterThanOrEqualTo(registered + 3);
        assertThat(metric("ended_total{outcome=\"resolved\",type=\"until\"}")).isGreaterThanOrEqualTo(resolved + 1);
        assertThat(metric("ended_total{outcome=\"cancelled\",type=\"until\"}")).isGreaterThanOrEqualTo(cancelled + 1);
        awaits.eventually(() -> metric("lateness_seconds_count{type=\"until\"}") >= late + 1);
        assertThat(metric("lateness_seconds_max{type=\"until\"}")).isGreaterThan(1000);
    }
}
