package io.triggergateway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisBinaryTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-amd64",
        "Linux, aarch64, linux-arm64",
        "Linux, i386, linux-386",
        "Mac OS X, x86_64, darwin-amd64",
        "Mac OS X, aarch64, darwin-arm64",
    })
    void namesAResourceThatExists(String os, String arch, String suffix) {
        String resource = RedisBinary.resourceFor(os, arch);

        assertThat(resource).isEqualTo("redis-server-7.0.15-" + suffix);
        assertThat(getClass().getResource("/" + resource)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"Windows 11, amd64", "Linux, riscv64", "Mac OS X, i386"})
    void saysWhatToDoOnAPlatformWithoutOne(String os, String arch) {
        assertThatThrownBy(() -> RedisBinary.resourceFor(os, arch))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Expected Linux (amd64, arm64, 386) or macOS (amd64, arm64) for the embedded Redis, but"
                        + " this is " + os + " on " + arch
                        + ". Start a Redis of your own and set quarkus.redis.hosts.");
    }
}
