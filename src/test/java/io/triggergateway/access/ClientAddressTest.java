package io.triggergateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
    private final ClientAddress addresses = new ClientAddress(GivenAccess.proxies("10.0.0.0/8", "192.0.2.1"));

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 198.51.100.7,                    203.0.113.9",
        "10.1.1.1,    198.51.100.7,                    198.51.100.7",
        "10.1.1.1,    '198.51.100.7, 192.0.2.1',       198.51.100.7",
        "10.1.1.1,    '1.1.1.1, 198.51.100.7',         198.51.100.7",
        "10.1.1.1,    '10.9.9.9',                      10.9.9.9",
    })
    void believesNobodyButTrustedProxies(String peer, String forwarded, String client) {
        assertThat(addresses.of(peer, List.of(forwarded))).isEqualTo(client);
    }
}
