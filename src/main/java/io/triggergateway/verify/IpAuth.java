package io.triggergateway.verify;

import inet.ipaddr.IPAddress;
import io.triggergateway.trigger.IpText;
import java.util.List;

/** The client's address is in one of the ranges. */
record IpAuth(List<IPAddress> ranges) implements CompiledAuth {
    public IpAuth {
        ranges = List.copyOf(ranges);
    }

    @Override
    public Verdict verify(InboundRequest request) {
        var address = IpText.address(request.address());
        if (address == null) {
            return refused("Expected an IP address, but the client's cannot be read");
        }
        return ranges.stream().anyMatch(range -> range.contains(address))
                ? Check.PASSED
                : refused("Expected an address from the list, but the client's is %s"
                        .formatted(address.toCanonicalString()));
    }

    private static Verdict refused(String reason) {
        return new Verdict.Refused(Refusals.FORBIDDEN, reason);
    }
}
