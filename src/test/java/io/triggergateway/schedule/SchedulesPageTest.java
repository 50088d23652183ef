package io.triggergateway.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.trigger.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of docs/schedules.md about changes of the clocks is what schedules do. */
class SchedulesPageTest {
    private static final Path PAGE = Path.of("docs", "schedules.md");
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter WITH_OFFSET = DateTimeFormatter.ofPattern("HH:mmxxx", Locale.ROOT);

    /** A row of the table. */
    record Row(String schedule, String zone, LocalDateTime from, LocalDateTime to, String fires) {
        static Row of(String line) {
            var cells = line.split("\\s*\\|\\s*");
            return new Row(
                    cells[1].replace("`", ""),
                    cells[2],
                    LocalDateTime.parse(cells[3], LOCAL),
                    LocalDateTime.parse(cells[4], LOCAL),
                    cells[5]);
        }
    }

    static Stream<Row> rows() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.startsWith("| schedule | zone |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(Row::of);
    }

    @Test
    void hasATable() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void firesAsThePageSays(Row row) {
        var zone = ZoneId.of(row.zone());
        var schedule = Schedules.of("%s, timezone: %s".formatted(row.schedule(), zone));
        var before = row.from().minusDays(2).atZone(zone).toInstant();
        var after = row.to().plusDays(2).atZone(zone).toInstant();
        var fires = schedule.between(before, after, 1000).stream()
                .filter(slot -> !slot.localTime().isBefore(row.from())
                        && !slot.localTime().isAfter(row.to()))
                .map(slot -> shown(slot, zone))
                .collect(Collectors.joining(", "));
        assertThat(fires.isEmpty() ? "not at all" : fires).isEqualTo(row.fires());
    }

    private static String shown(Slot slot, ZoneId zone) {
        var time = WITH_OFFSET.format(slot.scheduledTime().atZone(zone));
        return slot.reason() == Slot.Reason.REGULAR ? time : time + " " + Words.of(slot.reason());
    }
}
