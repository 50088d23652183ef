package io.triggergateway.verify;

import java.util.List;
import java.util.Optional;

/** Every one has to pass. */
record AllAuth(List<CompiledAuth> of) implements Combination {
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
        var questions = questions(request);
        return questions.isEmpty() || isDecidedAs(Verdict.Refused.class, request) ? List.of() : questions;
    }

    /** Whichever supplies the id has to sign it. */
    @Override
    public boolean deliveryIdSigned() {
        var suppliers = of.stream().filter(CompiledAuth::knowsDeliveryId).toList();
        return !suppliers.isEmpty() && suppliers.stream().allMatch(CompiledAuth::deliveryIdSigned);
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
    public boolean bodyNeverRepeats() {
        return of.stream().anyMatch(CompiledAuth::bodyNeverRepeats);
    }
}
