package io.triggergateway.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    private final Findings findings = new Findings();

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "3600000, 3600000",
        "500ms, 500",
        "30s, 30000",
        "5m, 300000",
        "1h, 3600000",
        "1d, 86400000",
        "1w, 604800000",
        "PT1H, 3600000",
        "P1DT2H, 93600000",
        "P2W, 1209600000",
        "PT0.25S, 250",
        "3650d, 315360000000"
    })
    void readsDurations(String written, long milliseconds) {
        assertThat(Durations.parse(Documents.yaml(written), "/d", findings)).hasMillis(milliseconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "1.5",
                "\"60000\"",
                "1y",
                "1h30m",
                "-5m",
                "3651d",
                "PT-1S",
                "PT0.0001S",
                "P1Y",
                "true",
                "[1]",
                "9223372036854775807",
                "999999999999w",
                "99999999999999999999s",
                "''",
                "PT9999999999999H",
                "٣s"
            })
    void refusesOtherDurations(String written) {
        assertThat(Durations.parse(Documents.yaml(written), "/d", findings)).isNull();
        assertThat(findings.errors()).extracting(FieldError::pointer).containsExactly("/d");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T09:00:00-05:00, 2026-11-24T14:00:00.000Z",
        "2026-11-24t09:00:00.1239z, 2026-11-24T09:00:00.123Z",
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000Z",
        "8999-12-31T23:59:59Z, 8999-12-31T23:59:59.000Z"
    })
    void readsInstantsAndWritesThemInUtc(String written, String utc) {
        var instant = Instants.parse(Documents.yaml(written), "/i", findings);
        assertThat(findings.errors()).isEmpty();
        assertThat(instant).isEqualTo(Instant.parse(utc));
        assertThat(Instants.format(Instant.parse(utc))).isEqualTo(utc);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-24",
                "2026-11-24T09:00:00",
                "2026-11-24T09:00Z",
                "2026-02-29T00:00:00Z",
                "1763974800000",
                "2026-11-24T24:00:00Z",
                "1969-12-31T23:59:59Z",
                "9000-01-01T00:00:00Z",
                "2026-11-24T09:00:00+19:00"
            })
    void refusesOtherInstants(String written) {
        assertThat(Instants.parse(Documents.yaml(written), "/i", findings)).isNull();
        assertThat(findings.errors()).extracting(FieldError::pointer).containsExactly("/i");
    }

    @Test
    void quotesOnlyTheBeginningOfLongText() {
        Durations.parse(Documents.yaml('"' + "x".repeat(1000) + '"'), "/d", findings);
        assertThat(findings.errors().getFirst().detail()).hasSizeLessThan(200).contains("x…");
    }
}
