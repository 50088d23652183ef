package io.triggergateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines of {@code access/paths.txt}: a verdict and a request target as it was sent. */
class OpenPathsTest {
    private final OpenPaths paths = new OpenPaths(false);

    @ParameterizedTest
    @MethodSource("lines")
    void judges(String verdict, String target) {
        assertThat(paths.isOpen(target) ? "open" : "closed").isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x09, 0x0a, 0x0d, 0x1f, 0x20, 0x7f, 0x80, 0xe9, 0x130, 0x2024, 0xff0e, 0xff0f})
    void closesOnCharactersThatAreNoneOfAPath(int character) {
        assertThat(paths.isOpen("/api/_triggers/webhooks/a" + (char) character + "b"))
                .isFalse();
    }

    @Test
    void opensMetricsOnlyByConfiguration() {
        assertThat(paths.isOpen("/q/metrics")).isFalse();
        assertThat(new OpenPaths(true).isOpen("/q/metrics")).isTrue();
        assertThat(new OpenPaths(true).isOpen("/q/metrics/x")).isFalse();
        assertThat(new OpenPaths(true).isOpen("/q/openapi")).isFalse();
    }

    @Test
    void knowsManyVariants() throws IOException {
        assertThat(lines().toList()).hasSizeGreaterThan(60);
    }

    static Stream<Arguments> lines() throws IOException {
        try (var file = OpenPathsTest.class.getResourceAsStream("/access/paths.txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# "))
                    .map(line -> line.split(" +", 2))
                    .map(parts -> Arguments.of(parts[0], parts[1]));
        }
    }
}
