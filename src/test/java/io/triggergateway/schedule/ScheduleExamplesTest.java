package io.triggergateway.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each form of a schedule, and its next ten times. */
class ScheduleExamplesTest {
    static Stream<Arguments> examples() {
        return StreamSupport.stream(
                        Schedules.resource("/schedules/examples.yaml").spliterator(), false)
                .map(example -> Arguments.of(example.get("schedule").asText(), example));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void firesAtTheseTimesNext(String schedule, JsonNode example) {
        var compiled = Schedules.of(schedule);
        var expected = StreamSupport.stream(example.get("next").spliterator(), false)
                .map(time -> Instant.parse(time.asText()))
                .toList();
        var from = Instant.parse(example.get("from").asText());
        assertThat(compiled.next(from, 10)).extracting(Slot::scheduledTime).isEqualTo(expected);
        if (!expected.isEmpty()) {
            assertThat(compiled.between(from, expected.getLast(), 100))
                    .extracting(Slot::scheduledTime)
                    .isEqualTo(expected);
            assertThat(compiled.previous(expected.getLast()))
                    .hasValueSatisfying(slot -> assertThat(slot.scheduledTime()).isEqualTo(expected.getLast()));
        }
    }
}
