package io.triggergateway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where calls may go. */
class ReachableAddressesTest {
    static Stream<Arguments> addresses() throws IOException {
        return UrlsTest.lines("addresses.txt").map(line -> Arguments.of((Object[]) line.split(" ")));
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void publicOnesAreReachable(String address, String reachable) throws UnknownHostException {
        assertThat(new ReachableAddresses(List.of()).contains(InetAddress.getByName(address)))
                .isEqualTo(reachable.equals("yes"));
    }

    @Test
    void aZoneHidesNothing() throws UnknownHostException {
        var local = InetAddress.getByName("fe80::1").getAddress();
        var global = InetAddress.getByName("2606:4700::1111").getAddress();
        assertThat(new ReachableAddresses(List.of()).contains(Inet6Address.getByAddress(null, local, 1)))
                .isFalse();
        assertThat(new ReachableAddresses(List.of()).contains(Inet6Address.getByAddress(null, global, 1)))
                .isTrue();
    }

    @Test
    void configuredOnesAreReachableAndTheirNeighboursAreNot() throws UnknownHostException {
        var reachable = new ReachableAddresses(List.of("10.20.0.0/16", "fd00::/64"));
        assertThat(reachable.contains(InetAddress.getByName("10.20.1.2"))).isTrue();
        assertThat(reachable.contains(InetAddress.getByName("10.21.1.2"))).isFalse();
        assertThat(reachable.contains(InetAddress.getByName("64:ff9b::a14:102")))
                .isTrue();
        assertThat(reachable.contains(InetAddress.getByName("fd00::1"))).isTrue();
        assertThat(reachable.contains(InetAddress.getByName("fd00:0:0:1::1"))).isFalse();
        assertThat(reachable.contains(InetAddress.getByName("169.254.169.254"))).isFalse();
    }
}
