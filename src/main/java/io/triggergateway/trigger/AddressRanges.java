package io.triggergateway.trigger;

import inet.ipaddr.IPAddress;
import java.util.ArrayList;
import java.util.List;

/** Addresses and CIDR ranges, v4 and v6; an IPv4 address within IPv6 is the IPv4 address. */
public final class AddressRanges {
    private final List<IPAddress> ranges;

    private AddressRanges(List<IPAddress> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /** Reads ranges; IllegalArgumentException with a sentence for one that is none. */
    public static AddressRanges of(List<String> texts) {
        var ranges = new ArrayList<IPAddress>();
        for (var text : texts) {
            var range = IpText.range(text);
            if (range == null) {
                throw new IllegalArgumentException(
                        "Expected an address or a range such as 10.0.0.0/8, but found '%s'".formatted(text));
            }
            ranges.add(range);
        }
        return new AddressRanges(ranges);
    }

    /** True when the text is an address within one of the ranges. */
    public boolean contains(String address) {
        if (ranges.isEmpty()) {
            return false;
        }
        var parsed = IpText.address(address);
        return parsed != null && ranges.stream().anyMatch(range -> range.contains(parsed));
    }
}
