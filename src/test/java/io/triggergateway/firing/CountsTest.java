package io.triggergateway.firing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountsTest {
    private static final Instant QUARTER_PAST = Instant.parse("2026-11-23T10:15:00Z");
    private static final long HOUR = QUARTER_PAST.toEpochMilli() / 3_600_000;

    @Test
    void takesOfTheFirstHourOnlyTheLaterPart() {
        var counts = of(Map.of(HOUR, Map.of("accepted", 5L), HOUR - 1, Map.of("accepted", 100L)));

        assertThat(counts.within(1)).containsEntry("accepted", 80L);
        assertThat(counts.within(24)).containsEntry("accepted", 105L);
    }

    @Test
    void leavesOutWhatIsOlder() {
        var counts = of(Map.of(HOUR - 2, Map.of("accepted", 5L), HOUR - 25, Map.of("ignored", 7L)));

        assertThat(counts.within(1)).containsEntry("accepted", 0L);
        assertThat(counts.within(24)).containsEntry("accepted", 5L).containsEntry("ignored", 0L);
        assertThat(counts.within(720)).containsEntry("ignored", 7L);
    }

    @Test
    void listsEveryHourUpToTheOneThatRuns() {
        var hours = of(Map.of(HOUR - 1, Map.of("failed", 3L))).document(3).path("hours");

        assertThat(hours).hasSize(3);
        assertThat(hours.get(0).path("hour").textValue()).isEqualTo("2026-11-23T08:00:00.000Z");
        assertThat(hours.get(1).path("failed").longValue()).isEqualTo(3);
        assertThat(hours.get(2).path("failed").longValue()).isZero();
    }

    @Test
    void tellsRateAndShareOfSuccess() {
        var document = of(Map.of(
                        HOUR,
                        Map.of("accepted", 60L, "ignored", 15L, "failed", 15L, "rejected", 10L, "duplicate", 99L)))
                .document(1);

        assertThat(document.path("ratePerMinute").doubleValue()).isEqualTo(1.5);
        assertThat(document.path("successShare").doubleValue()).isEqualTo(0.75);
        assertThat(document.path("lastFire").textValue()).isEqualTo("2026-11-23T10:15:00.000Z");
    }

    @Test
    void tellsNoShareOfNothing() {
        var document = new Counts(Map.of(), null, QUARTER_PAST).document(1);

        assertThat(document.path("successShare").isNull()).isTrue();
        assertThat(document.path("lastFire").isNull()).isTrue();
        assertThat(document.path("ratePerMinute").doubleValue()).isZero();
    }

    private static Counts of(Map<Long, Map<String, Long>> byHour) {
        return new Counts(byHour, QUARTER_PAST, QUARTER_PAST);
    }
}
