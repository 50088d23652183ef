package io.triggergateway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be asked. */
class OutboundRequestTest {
    private static final URI URL = URI.create("https://hooks.example.com/?token=s3cr3t");

    @ParameterizedTest
    @ValueSource(strings = {"get", "CONNECT", "TRACE", "GET / HTTP/1.1", ""})
    void refusesOtherMethods(String method) {
        assertThatIllegalArgumentException().isThrownBy(() -> new OutboundRequest(method, URL, Map.of(), new byte[0]));
    }

    @ParameterizedTest
    @CsvSource({
        "Host, other",
        "Transfer-Encoding, chunked",
        "Accept-Encoding, gzip",
        "X-A, 'a\r\nHost: other'",
        "X-A, 'a\nb'",
        "X-A, ä",
        "X A, a",
        "'', a"
    })
    void refusesHeadersThatFrameOrCannotBeCarried(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OutboundRequest("GET", URL, Map.of(name, value), new byte[0]));
    }

    @Test
    void doesNotShowSecretsAsText() {
        var request = new OutboundRequest("GET", URL, Map.of("Authorization", "s3cr3t"), new byte[0]);
        assertThat(request.headers()).isEqualTo(Map.of("authorization", "s3cr3t"));
        assertThat(request.toString()).doesNotContain("s3cr3t");
        assertThat(new OutboundReply(200, Map.of("set-cookie", "s3cr3t"), new byte[3]))
                .hasToString("OutboundReply[200, 3 bytes]");
    }
}
