package io.triggergateway.trigger;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;
import inet.ipaddr.ipv6.IPv6Address;
import org.jspecify.annotations.Nullable;

/** Reads addresses in their full forms only: what two programs could read differently is no address. */
public final class IpText {
    private static final int MAPPED_BITS = 96;
    private static final IPAddressStringParameters ADDRESS = strict(false);
    private static final IPAddressStringParameters RANGE = strict(true);

    private IpText() {}

    private static IPAddressStringParameters strict(boolean prefix) {
        var builder = new IPAddressStringParameters.Builder()
                .allowEmpty(false)
                .allowAll(false)
                .allowSingleSegment(false)
                .allowMask(false)
                .allowPrefixOnly(false)
                .allowPrefix(prefix)
                .allowWildcardedSeparator(false)
                .setRangeOptions(RangeParameters.NO_RANGE);
        builder.getIPv4AddressParametersBuilder()
                .allow_inet_aton(false)
                .allowLeadingZeros(false)
                .allowUnlimitedLeadingZeros(false)
                .allowPrefixLengthLeadingZeros(false)
                .allowBinary(false);
        builder.getIPv6AddressParametersBuilder()
                .allowZone(false)
                .allowBase85(false)
                .allowBinary(false)
                .allowUnlimitedLeadingZeros(false)
                .allowPrefixLengthLeadingZeros(false);
        return builder.toParams();
    }

    /** One address; null when it is none. An IPv4 address within IPv6 is the IPv4 address. */
    public static @Nullable IPAddress address(String text) {
        return read(text, ADDRESS);
    }

    /** An address or a CIDR range; null when it is neither. */
    public static @Nullable IPAddress range(String text) {
        var range = read(text, RANGE);
        return range == null ? null : range.toPrefixBlock();
    }

    private static @Nullable IPAddress read(String text, IPAddressStringParameters parameters) {
        try {
            return unmapped(new IPAddressString(text, parameters).toAddress());
        } catch (AddressStringException | IncompatibleAddressException malformed) {
            return null;
        }
    }

    private static IPAddress unmapped(IPAddress address) {
        var prefix = address.getNetworkPrefixLength();
        if (!(address instanceof IPv6Address six) || !six.isIPv4Mapped() || prefix != null && prefix < MAPPED_BITS) {
            return address;
        }
        var four = six.getEmbeddedIPv4Address().withoutPrefixLength();
        return prefix == null ? four : four.setPrefixLength(prefix - MAPPED_BITS);
    }
}
