package io.triggergateway.outbound;

import inet.ipaddr.ipv6.IPv6Address;
import io.triggergateway.trigger.AddressRanges;
import io.triggergateway.trigger.IpText;
import java.net.InetAddress;
import java.util.List;

/** Which addresses a call may go to: public ones, and those that are configured although they are not. */
final class ReachableAddresses {
    /** All of IPv4 and what is handed out of IPv6: an address that nobody foresaw is not public. */
    private static final AddressRanges PUBLIC = AddressRanges.of(List.of("0.0.0.0/1", "128.0.0.0/1", "2000::/3"));

    /** What the IANA registries of special-purpose addresses set aside, and the host that serves machines in Azure. */
    private static final AddressRanges SET_ASIDE = AddressRanges.of(List.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20"));

    private static final AddressRanges TRANSLATED = AddressRanges.of(List.of("64:ff9b::/96"));

    private final AddressRanges configured;

    /** @param configured reachable although not public; IllegalArgumentException with a sentence for one that is no range */
    ReachableAddresses(List<String> configured) {
        this.configured = AddressRanges.of(configured);
    }

    boolean contains(InetAddress address) {
        var text = meant(withoutZone(address));
        return PUBLIC.contains(text) && !SET_ASIDE.contains(text) || configured.contains(text);
    }

    private static String withoutZone(InetAddress address) {
        var text = address.getHostAddress();
        var zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    /** A network without IPv4 reaches all of IPv4 through a translator: the address within is the one that counts. */
    private static String meant(String address) {
        return TRANSLATED.contains(address) && IpText.address(address) instanceof IPv6Address six
                ? six.getEmbeddedIPv4Address().toCanonicalString()
                : address;
    }
}
