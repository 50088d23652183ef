package io.triggergateway.trigger;

import inet.ipaddr.AddressStringParameters;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;

/** Addresses and CIDR ranges, only in their plain written forms. */
final class AddressRange {
    private static final int LONGEST = 60;

    /** No wildcards, netmasks, octal or short forms: what looks like one address must be one. */
    private static final IPAddressStringParameters PLAIN = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowWildcardedSeparator(false)
            .allowMask(false)
            .setRangeOptions(AddressStringParameters.RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowLeadingZeros(false)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .allowBase85(false)
            .getParentBuilder()
            .toParams();

    private AddressRange() {}

    static boolean isValid(String text) {
        return text.length() <= LONGEST && !text.startsWith("/") && new IPAddressString(text, PLAIN).isValid();
    }
}
