package io.triggergateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.triggergateway.verify.InboundRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a form comes from here, behind a proxy that has its own idea of the host. */
class SameOriginTest {
    private static boolean sent(String publicUrl, String site, String origin) {
        var headers = new LinkedHashMap<String, List<String>>();
        headers.put("host", List.of("10.0.0.7:8080"));
        if (!site.isEmpty()) {
            headers.put("sec-fetch-site", List.of(site));
        }
        if (!origin.isEmpty()) {
            headers.put("origin", List.of(origin.split(" ")));
        }
        return new SameOrigin(publicUrl)
                .sent(new InboundRequest("POST", "/", "/", Map.of(), headers, new byte[0], "", Instant.EPOCH));
    }

    @ParameterizedTest
    @CsvSource({
        "https://Hooks.example.com/in, same-origin, '', true",
        "https://hooks.example.com/in, same-origin, null, true",
        "https://hooks.example.com/in, same-origin, https://hooks.example.com, true",
        "https://hooks.example.com/in, '', https://hooks.example.com, true",
        "https://hooks.example.com/in, '', http://10.0.0.7:8080, true",
        "https://hooks.example.com/in, same-origin, https://example.com, false",
        "https://hooks.example.com/in, '', https://hooks.example.com:444, false",
        "https://hooks.example.com/in, '', http://hooks.example.com, false",
        "https://hooks.example.com/in, '', null, false",
        "https://hooks.example.com/in, '', '', false",
        "https://hooks.example.com/in, same-site, https://hooks.example.com, false",
        "https://hooks.example.com/in, none, null, false",
        "https://hooks.example.com/in, same-origin, https://hooks.example.com https://hooks.example.com, false",
    })
    void isWhatTheBrowserSays(String publicUrl, String site, String origin, boolean ours) {
        assertThat(sent(publicUrl, site, origin)).isEqualTo(ours);
    }

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example.com, false",
        "http://localhost:8080, false",
        "http://127.0.0.1, false",
        "http://[::1]:8080, false",
        "http://hooks.intern:8080/in, true",
        "http://localhost.example.com, true",
    })
    void browsersProtectWhatIsEncryptedOrLocal(String publicUrl, boolean unprotected) {
        assertThat(new SameOrigin(publicUrl).isUnprotected()).isEqualTo(unprotected);
    }
}
