package io.triggergateway.verify;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A scheme document, read and ready; knows no secrets.
 *
 * @param groups what belongs together in the request, such as a time and its signature; check and freshness hold for one
 *     of them; null when the request is one group
 * @param mostSignatures how many signatures or groups of one request are looked at; with more it is refused
 */
record CompiledScheme(
        @Nullable ValueExpression groups,
        Check check,
        int mostSignatures,
        @Nullable KeySource keySource,
        @Nullable Freshness fresh,
        List<HandshakeRule> handshake,
        @Nullable ReplyTemplate reply,
        int onFail,
        @Nullable ValueExpression event,
        @Nullable ValueExpression delivery,
        @Nullable ValueExpression nonce) {

    CompiledScheme {
        handshake = List.copyOf(handshake);
    }

    /** False where the sender publishes its key, or sends the secret itself when it is set up. */
    boolean needsSecret() {
        return !pairs() && (keySource == null || keySource.asksWithSecret());
    }

    /** Every host that may be called to verify or confirm. */
    List<String> hosts() {
        var keys = keySource == null ? Stream.<HostPattern>of() : Stream.of(keySource.hosts());
        var confirmations = handshake.stream()
                .map(HandshakeRule::fetch)
                .filter(Objects::nonNull)
                .map(HandshakeRule.Fetch::hosts);
        return Stream.concat(keys, confirmations)
                .flatMap(pattern -> pattern.hosts().stream())
                .distinct()
                .toList();
    }

    /** Whether the sender may hand over the secret itself. */
    boolean pairs() {
        return handshake.stream().anyMatch(HandshakeRule::pairs);
    }
}
