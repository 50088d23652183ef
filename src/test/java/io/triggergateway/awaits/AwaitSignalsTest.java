package io.triggergateway.awaits;

import static io.triggergateway.awaits.GivenAwaits.ROOT;
import static io.triggergateway.awaits.GivenAwaits.as;
import static io.triggergateway.awaits.GivenAwaits.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Engines that would rather not speak HTTP. */
@QuarkusTest
class AwaitSignalsTest {
    private final GivenAwaits awaits;

    AwaitSignalsTest(GivenAwaits awaits) {
        this.awaits = awaits;
    }

    private void signal(Object... fields) {
        var arguments = new Object[fields.length + 2];
        arguments[0] = awaits.keys().signals();
        arguments[1] = "*";
        System.arraycopy(fields, 0, arguments, 2, fields.length);
        awaits.redis().call("XADD", arguments);
    }

    @Test
    void aSignalRegistersAndTheEndOfTheRunEnds() {
        signal("type", "await", "runId", "signal-run", "stepId", "s", "body", "{\"type\":\"time\",\"delay\":\"1h\"}");
        awaits.eventually(() -> as("viewer").get(ROOT + "/signal-run/s").statusCode() == 200);
        signal("type", "run-completed", "runId", "signal-run");
        awaits.eventually(() -> !awaits.messages("signal-run").isEmpty());
        assertThat(awaits.only("signal-run")).containsEntry("outcome", "cancelled");
    }

    @Test
    void theEndOfARunOverHttpEndsItToo() {
        put("signal-http", "s", "{\"type\": \"time\", \"delay\": \"1h\"}").statusCode(201);
        as("engine")
                .body("{\"status\": \"failed\"}")
                .post("/api/_triggers/runs/signal-http/status")
                .then()
                .statusCode(200);
        assertThat(awaits.only("signal-http")).containsEntry("outcome", "cancelled");
    }

    @Test
    void whatIsWrongIsSetAsideWithTheReason() {
        signal("type", "await", "runId", "signal-bad", "stepId", "s", "body", "{\"type\":\"time\"}");
        awaits.eventually(() -> awaits.redis().call("XRANGE", awaits.keys().poisonSignals(), "-", "+").items().stream()
                .anyMatch(entry -> entry.at(1).items().stream()
                        .anyMatch(value -> value.text().startsWith("/delay: Expected 'delay'"))));
        assertThat(as("viewer").get(ROOT + "/signal-bad/s").statusCode()).isEqualTo(404);
    }
}
