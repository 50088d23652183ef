package io.triggergateway.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What schedules say in plain words. */
class ScheduleSentenceTest {
    static Stream<Arguments> sentences() {
        return StreamSupport.stream(
                        Schedules.resource("/schedules/sentences.yaml").spliterator(), false)
                .map(each -> Arguments.of(
                        each.get("schedule").asText(), each.get("says").asText()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sentences")
    void readsAScheduleOut(String schedule, String says) {
        assertThat(ScheduleSentence.of(Schedules.of(schedule).spec())).isEqualTo(says);
    }

    static Stream<String> expressions() {
        try (var file =
                Objects.requireNonNull(ScheduleSentenceTest.class.getResourceAsStream("/schedules/expressions.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.isBlank()).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void hasWordsForEveryExpression(String expression) {
        var says =
                ScheduleSentence.of(Schedules.of("cron: \"" + expression + "\"").spec());
        assertThat(says).matches("[A-Z].*, UTC\\.").doesNotContain("*", "#", "null", "  ", ", ,");
    }
}
