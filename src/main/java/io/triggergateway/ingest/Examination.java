package io.triggergateway.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.triggergateway.accept.Cause;
import io.triggergateway.accept.Occurrence;
import io.triggergateway.expression.RequestFacts;
import io.triggergateway.payload.Payload;
import io.triggergateway.telemetry.Traceparent;
import io.triggergateway.verify.CompiledAuth;
import io.triggergateway.verify.HandshakeReply;
import io.triggergateway.verify.InboundRequest;
import io.triggergateway.verify.Inquiry;
import io.triggergateway.verify.Pairing;
import io.triggergateway.verify.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a request turns out to be before any trigger looks at it; a pure function of the request and its route. */
sealed interface Examination {
    /** Why an encoded body is refused. */
    String ENCODED = "Expected a body that is not compressed";

    /** The path's owner cannot work on this replica. */
    record Broken() implements Examination {}

    /** The provider asks whether the endpoint is there. */
    record Handshake(HandshakeReply reply) implements Examination {}

    record OtherMethod(List<String> allowed) implements Examination {
        public OtherMethod {
            allowed = List.copyOf(allowed);
        }
    }

    record Encoded() implements Examination {}

    /** The sender hands over the secret with which it is going to sign. */
    record Pairs(Pairing pairing) implements Examination {}

    /** Others have to be asked before the request can be verified. */
    record Asks(List<Inquiry> inquiries) implements Examination {
        public Asks {
            inquiries = List.copyOf(inquiries);
        }
    }

    /** Nobody can say now whether it comes from its sender. */
    record Unknown(String reason) implements Examination {}

    /** {@code reason} is for the owner, {@code status} for the sender. */
    record Unverified(int status, String reason) implements Examination {}

    /** It comes from its sender, but its body is not what it says. */
    record Malformed(String defect) implements Examination {}

    record Genuine(Occurrence occurrence) implements Examination {}

    /**
     * Examines a request.
     *
     * @param verify how to verify; called at most once
     */
    static Examination of(Arrival arrival, BiFunction<CompiledAuth, InboundRequest, Verdict> verify) {
        var request = arrival.request();
        var owner = arrival.route().owner();
        var auth = owner.auth();
        if (auth == null || owner.broken() != null) {
            return new Broken();
        }
        var open = auth.handshake(request, false);
        if (open.isPresent()) {
            return new Handshake(open.get());
        }
        var pairing = auth.pairing(request);
        if (pairing.isPresent()) {
            return new Pairs(pairing.get());
        }
        var methods = Objects.requireNonNull(owner.definition().endpoint()).methods();
        if (!methods.contains(request.method())) {
            return new OtherMethod(methods.stream().sorted().toList());
        }
        if (arrival.encoded()) {
            return new Encoded();
        }
        var inquiries = request.hasEvidence() ? List.<Inquiry>of() : auth.inquiries(request);
        if (!inquiries.isEmpty()) {
            return new Asks(inquiries);
        }
        return switch (verify.apply(auth, request)) {
            case Verdict.Refused(int status, var reason) -> new Unverified(status, reason);
            case Verdict.Unknown(var reason) -> new Unknown(reason);
            case Verdict.Passed passed -> {
                var verified = auth.handshake(request, true);
                yield verified.isPresent() ? new Handshake(verified.get()) : read(arrival, auth);
            }
        };
    }

    private static Examination read(Arrival arrival, CompiledAuth auth) {
        var payload = arrival.request().payload();
        var defect = payload.defect();
        return defect == null ? new Genuine(occurrence(arrival, auth, payload)) : new Malformed(defect);
    }

    private static Occurrence occurrence(Arrival arrival, CompiledAuth auth, Payload payload) {
        var request = arrival.request();
        var deliveryId = auth.deliveryId(request);
        var types = auth.eventTypes(request);
        return new Occurrence(
                (Supplier<@Nullable JsonNode>) payload::json,
                payload::data,
                request.body(),
                new RequestFacts(
                        request.method(),
                        request.address(),
                        request.headers(),
                        request.query(),
                        arrival.route().parameters()),
                RequestMeta.of(request, auth, payload, deliveryId, types.isEmpty() ? null : types.getFirst()),
                types,
                identity(request, deliveryId),
                auth.bodyNeverRepeats() && !auth.deliveryIdSigned(),
                arrival.trace().handOn(Traceparent.of(request.header("traceparent"))),
                request.now(),
                Cause.DELIVERED);
    }

    private static @Nullable String identity(InboundRequest request, @Nullable String deliveryId) {
        if (deliveryId != null) {
            return "delivery:" + deliveryId;
        }
        var keys = request.header("idempotency-key");
        return keys.size() == 1 && !keys.getFirst().isBlank() ? "key:" + keys.getFirst() : null;
    }
}
