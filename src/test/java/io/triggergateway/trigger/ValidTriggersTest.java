package io.triggergateway.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.schedule.ScheduleCompiler;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidTriggersTest {
    private static Trigger read(String name) {
        var findings = new Findings();
        var trigger = TriggerReader.read(Documents.resource("/valid-triggers/%s.yaml".formatted(name)), findings);
        assertThat(findings.errors()).isEmpty();
        return Objects.requireNonNull(trigger);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stripe.payment.succeeded",
                "tenant.orders",
                "nightly.cleanup",
                "data.import",
                "user.created",
                "every.other.day",
                "tokens.only",
                "custom.kinds",
                "handed.over",
                "report.order"
            })
    void survivesWritingAndReading(String name) {
        var trigger = read(name);
        var findings = new Findings();
        var again = TriggerReader.read(Documents.stored(TriggerWriter.write(trigger)), findings);
        assertThat(findings.errors()).isEmpty();
        assertThat(again).isEqualTo(trigger);
        if (trigger.schedule() != null) {
            assertThat(ScheduleCompiler.compile(trigger.schedule(), "/schedule", findings))
                    .isNotNull();
        }
    }

    @Test
    void readsAWebhook() {
        var trigger = read("stripe.payment.succeeded");
        var endpoint = Objects.requireNonNull(trigger.endpoint());
        assertThat(endpoint.path()).isEqualTo("/stripe");
        assertThat(endpoint.methods()).containsExactly("POST");
        assertThat(endpoint.auth())
                .isEqualTo(new Auth.Signature(
                        "stripe", null, List.of(new Secret("env:STRIPE_WEBHOOK_SECRET", null, null)), Map.of()));
        assertThat(trigger.config())
                .isEqualTo(new TriggerConfig(
                        true,
                        Duration.ofDays(90),
                        new TriggerConfig.RateLimit(1000, Duration.ofHours(1), "ip"),
                        new TriggerConfig.Deduplicate(
                                true, "payload.id", Duration.ofDays(4), TriggerConfig.Deduplicate.Body.AUTO),
                        null));
    }

    @Test
    void readsCombinedAuthentication() {
        var endpoint = Objects.requireNonNull(read("tenant.orders").endpoint());
        assertThat(endpoint.path()).isEqualTo("/{tenant}/orders");
        assertThat(endpoint.methods()).containsExactlyInAnyOrder("POST", "PUT");
        assertThat(endpoint.response())
                .isEqualTo(new Endpoint.Response(
                        200, Map.of("X-Received", "yes", "Content-Type", "application/json"), "{\"ok\":true}"));
        assertThat(shortForm(endpoint).secrets())
                .containsExactly(
                        new Secret("newer", Instant.parse("2026-10-31T23:00:00Z"), null),
                        new Secret("older", null, Instant.parse("2026-12-01T00:00:00.500Z")),
                        new Secret("oldest", null, null));
    }

    @Test
    void turnsTheShortFormOfASignatureIntoAScheme() {
        var endpoint = Objects.requireNonNull(read("tenant.orders").endpoint());
        assertThat(shortForm(endpoint).scheme()).isEqualTo(Documents.yaml("""
                        verify:
                          algorithm: hmac-sha256
                          key: utf8
                          signature: "header:X-Signature | after 'sha256='"
                          over: "{body}"
                          encoding: hex
                        """));
    }

    private static Auth.Signature shortForm(Endpoint endpoint) {
        var any = (Auth.Any) ((Auth.All) endpoint.auth()).of().get(1);
        return (Auth.Signature) any.of().get(2);
    }

    @Test
    void readsASchedule() {
        var trigger = read("nightly.cleanup");
        assertThat(trigger.enabled()).isFalse();
        assertThat(trigger.config().deduplicate().enabled()).isFalse();
        assertThat(trigger.schedule())
                .isEqualTo(new ScheduleSpec(
                        new ScheduleSpec.Timing.Cron("0 2 * * *"),
                        ZoneId.of("America/New_York"),
                        ScheduleSpec.Overlap.SKIP,
                        Duration.ofSeconds(30),
                        new ScheduleSpec.CatchUp(ScheduleSpec.CatchUp.Policy.LATEST, Duration.ofHours(1), 100),
                        ScheduleSpec.Gap.SHIFT,
                        ScheduleSpec.Repeat.BOTH,
                        Instant.parse("2026-11-24T14:00:00Z"),
                        Instant.parse("2030-01-01T00:00:00Z"),
                        1000L,
                        Duration.ofHours(2)));
    }

    @Test
    void leavesDefaultsOut() {
        assertThat(
                        TriggerWriter.write(
                                Documents.trigger(
                                        "{name: a, type: webhook, enabled: true, endpoint: {path: x, method: POST, auth: {type: apikey, header: X-API-Key, secrets: [s]}}, config: {persistData: true}}")))
                .isEqualTo(Documents.yaml(
                        "{name: a, type: webhook, endpoint: {path: /webhooks/x, auth: {type: apikey, secret: s}}}"));
    }

    @Test
    void writesDurationsAsMillisecondsAndInstantsInUtc() {
        var written = TriggerWriter.write(read("nightly.cleanup")).get("schedule");
        assertThat(written.get("jitter").asLong()).isEqualTo(30_000);
        assertThat(written.get("runTimeout").asLong()).isEqualTo(7_200_000);
        assertThat(written.get("startAt").asText()).isEqualTo("2026-11-24T14:00:00.000Z");
    }

    @Test
    void keepsAPathThatRepeatsThePrefix() {
        var trigger = Documents.trigger(
                "{name: a, type: webhook, endpoint: {path: /webhooks/webhooks/x, auth: {type: none}}}");
        assertThat(Documents.trigger(TriggerWriter.write(trigger).toString())).isEqualTo(trigger);
    }

    @Test
    void dropsTheLineEndOfAKey() {
        var trigger = Documents.webhook(
                "{type: signature, provider: a, secret: \"-----BEGIN PUBLIC KEY-----\\nMIIB\\n-----END PUBLIC KEY-----\\n\"}");
        var signature = (Auth.Signature) Documents.auth(trigger);
        assertThat(signature.secrets().getFirst().value()).endsWith("-----");
    }

    @Test
    void collectsEverythingThatIsWrong() {
        var findings = new Findings();
        var document =
                Documents.yaml("{name: A, type: schedule, enabled: 1, schedule: {at: noon, overlap: x}, extra: 1}");
        assertThat(TriggerReader.read(document, findings)).isNull();
        assertThat(findings.errors())
                .extracting(FieldError::pointer)
                .containsExactlyInAnyOrder("/name", "/enabled", "/schedule/at", "/schedule/overlap", "/extra");
    }
}
