package io.triggergateway.verify;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One compiled kind of authentication, with what its sender says about a delivery; immutable, for many threads. */
public interface CompiledAuth extends Verifier {
    /** What has to be asked elsewhere before {@link #verify} can decide; empty for nearly all. */
    default List<Inquiry> inquiries(InboundRequest request) {
        return List.of();
    }

    /** The event types that the request carries, distinct and in order; more than one in a batch, empty when unknown. */
    default List<String> eventTypes(InboundRequest request) {
        return List.of();
    }

    /** The first of {@link #eventTypes}; null when unknown. */
    default @Nullable String eventType(InboundRequest request) {
        var types = eventTypes(request);
        return types.isEmpty() ? null : types.getFirst();
    }

    /** What the sender calls this delivery, at most 256 characters; null when unknown. */
    default @Nullable String deliveryId(InboundRequest request) {
        return null;
    }

    /** Whether deliveries have an id here at all. */
    default boolean knowsDeliveryId() {
        return false;
    }

    /** Whether the delivery id cannot be changed without breaking the signature. */
    default boolean deliveryIdSigned() {
        return false;
    }

    /**
     * The answer to a provider that asks whether the endpoint is there; empty for any other request.
     *
     * @param verified false before verification, which gives open answers only; true after it has passed
     */
    default Optional<HandshakeReply> handshake(InboundRequest request, boolean verified) {
        return Optional.empty();
    }

    /** Whether its sender hands over the secret when it is set up. */
    default boolean pairs() {
        return false;
    }

    /**
     * The secret that a provider hands over with its first request, and the answer to that; empty for any other request.
     * Nothing proves who sent it: it is for endpoints only that somebody has just made ready for it and that have no
     * secret yet.
     */
    default Optional<Pairing> pairing(InboundRequest request) {
        return Optional.empty();
    }

    /** What the sender insists to hear on success; empty when it does not care. */
    default Optional<HandshakeReply> reply(InboundRequest request) {
        return Optional.empty();
    }

    /** Whether two genuine deliveries never have the same body. */
    default boolean bodyNeverRepeats() {
        return false;
    }

    /** Who has sent a request that has passed; null when it does not say. */
    default @Nullable String user(InboundRequest request) {
        return null;
    }

    /** What a browser has to be told so that it asks its user for credentials; null where it cannot. */
    default @Nullable String challenge() {
        return null;
    }

    /** Lower-case names of the headers that carry credentials or signatures, to be kept out of what is stored. */
    default Set<String> credentialHeaders() {
        return Set.of();
    }
}
