package io.triggergateway.verify;

import java.util.List;
import java.util.Optional;

/** One has to pass. */
record AnyAuth(List<CompiledAuth> of) implements Combination {
    public AnyAuth {
        of = List.copyOf(of);
    }

    @Override
    public Verdict verify(InboundRequest request) {
        Verdict.Refused best = Refusals.missing("credentials of one of the kinds listed");
        Verdict.Unknown unknown = null;
        for (var auth : of) {
            switch (auth.verify(request)) {
                case Verdict.Passed passed -> {
                    return passed;
                }
                case Verdict.Unknown it -> unknown = it;
                case Verdict.Refused refused -> best = better(best, refused);
            }
        }
        return unknown == null ? best : unknown;
    }

    /** Nobody is asked about a request that one of them lets pass already. */
    @Override
    public List<Inquiry> inquiries(InboundRequest request) {
        var questions = questions(request);
        return questions.isEmpty() || isDecidedAs(Verdict.Passed.class, request) ? List.of() : questions;
    }

    /** The first that is about something the sender did send; credentials say more than an address. */
    private static Verdict.Refused better(Verdict.Refused best, Verdict.Refused next) {
        var replace = Refusals.isMissing(best) && !Refusals.isMissing(next)
                || best.status() == Refusals.FORBIDDEN && !Refusals.isMissing(next);
        return replace ? next : best;
    }

    /** Another of them may have let the request in without signing anything. */
    @Override
    public boolean deliveryIdSigned() {
        return of.stream().allMatch(CompiledAuth::deliveryIdSigned);
    }

    @Override
    public Optional<HandshakeReply> handshake(InboundRequest request, boolean verified) {
        return of.stream()
                .flatMap(auth -> auth.handshake(request, verified).stream())
                .findFirst();
    }

    @Override
    public boolean bodyNeverRepeats() {
        return of.stream().allMatch(CompiledAuth::bodyNeverRepeats);
    }
}
