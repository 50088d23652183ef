package io.triggergateway.outbound;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The sentences for calls that brought no answer. */
final class Faults {
    private static final int DEEPEST = 8;

    private Faults() {}

    static OutboundFault late(Origin origin) {
        return fault("Expected an answer of %s in time, but it was not complete by then", origin);
    }

    static OutboundFault tooLong(Origin origin, int limit) {
        return fault("Expected an answer of %s of at most " + limit + " bytes, but it is longer", origin);
    }

    static OutboundFault busy(Origin origin, int limit) {
        return fault("Expected to call %s, but " + limit + " calls are under way already; try again later", origin);
    }

    static OutboundFault forbidden(Origin origin, InetAddress address) {
        return fault(
                "Expected %s to have public addresses only, but it has " + address.getHostAddress()
                        + "; if that is meant, list it in gateway.outbound.private-addresses",
                origin);
    }

    static OutboundFault unknown(Origin origin) {
        return fault("Expected to call %s, but its name has no address", origin);
    }

    /** What broke, in words of our own: those of a library could hold parts of the message. */
    static OutboundFault of(Origin origin, Throwable cause) {
        @Nullable Throwable at = cause;
        for (var depth = 0; at != null && depth < DEEPEST; depth++, at = at.getCause()) {
            switch (at) {
                case OutboundFault fault -> {
                    return fault;
                }
                case UnknownHostException name -> {
                    return unknown(origin);
                }
                case SSLException handshake -> {
                    return fault(
                            "Expected %s to prove who it is, but its certificate is not trusted or not made out to it",
                            origin);
                }
                case ConnectException unreached -> {
                    return fault("Expected to reach %s, but no connection came about", origin);
                }
                default -> {}
            }
        }
        return fault("Expected a whole answer of %s, but the connection broke or what came is not HTTP", origin);
    }

    private static OutboundFault fault(String sentence, Origin origin) {
        return new OutboundFault(sentence.replace("%s", origin.toString()));
    }
}
