package io.triggergateway.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds a host's addresses; may take its time. */
@FunctionalInterface
interface HostResolver {
    /** At least one address, the preferred one first. */
    List<InetAddress> addresses(String host) throws UnknownHostException;
}
