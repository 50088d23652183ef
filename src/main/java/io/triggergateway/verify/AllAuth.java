package io.triggergateway.verify;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every one has to pass; the first that knows event or delivery says what they are. */
record AllAuth(List<CompiledAuth> of) implements CompiledAuth {
    public AllAuth {
        of = List.copyOf(of);
    }

    @Override
    public Verdict verify(InboundRequest request) {
        Integer secret = null;
        Verdict.Unknown unknown = null;
        for (var auth : of) {
            switch (auth.verify(request)) {
                case Verdict.Passed(var used) -> secret = secret == null ? used : secret;
                case Verdict.Unknown it -> unknown = it;
                case Verdict.Refused refused -> {
                    return refused;
                }
            }
        }
        return unknown == null ? new Verdict.Passed(secret) : unknown;
    }

    /** Nobody is asked about a request that the others refuse already. */
    @Override
    public List<Inquiry> inquiries(InboundRequest request) {
        var all = of.stream().flatMap(auth -> auth.inquiries(request).stream()).toList();
        var hopeless = !all.isEmpty()
                && of.stream()
                        .filter(auth -> auth.inquiries(request).isEmpty())
                        .anyMatch(auth -> auth.verify(request) instanceof Verdict.Refused);
        return hopeless ? List.of() : all;
    }

    @Override
    public List<String> eventTypes(InboundRequest request) {
        return of.stream()
                .map(auth -> auth.eventTypes(request))
                .filter(types -> !types.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    @Override
    public @Nullable String deliveryId(InboundRequest request) {
        return of.stream()
                .map(auth -> auth.deliveryId(request))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Whichever supplies the id has to sign it. */
    @Override
    public boolean deliveryIdSigned() {
        var suppliers = of.stream().filter(CompiledAuth::knowsDeliveryId).toList();
        return !suppliers.isEmpty() && suppliers.stream().allMatch(CompiledAuth::deliveryIdSigned);
    }

    @Override
    public boolean knowsDeliveryId() {
        return of.stream().anyMatch(CompiledAuth::knowsDeliveryId);
    }

    /** An open answer still needs the others, such as a list of addresses, to pass. */
    @Override
    public Optional<HandshakeReply> handshake(InboundRequest request, boolean verified) {
        for (var auth : of) {
            var reply = auth.handshake(request, verified);
            if (reply.isPresent()) {
                return verified || othersPass(auth, request) ? reply : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean othersPass(CompiledAuth one, InboundRequest request) {
        return of.stream().filter(auth -> auth != one).allMatch(auth -> auth.verify(request) instanceof Verdict.Passed);
    }

    @Override
    public Optional<HandshakeReply> reply(InboundRequest request) {
        return of.stream().flatMap(auth -> auth.reply(request).stream()).findFirst();
    }

    @Override
    public boolean bodyNeverRepeats() {
        return of.stream().anyMatch(CompiledAuth::bodyNeverRepeats);
    }

    @Override
    public Set<String> credentialHeaders() {
        var all = new HashSet<String>();
        of.forEach(auth -> all.addAll(auth.credentialHeaders()));
        return all;
    }
}
