package io.triggergateway.verify;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One has to pass; the first that knows event or delivery says what they are. */
record AnyAuth(List<CompiledAuth> of) implements CompiledAuth {
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
        var all = of.stream().flatMap(auth -> auth.inquiries(request).stream()).toList();
        var passes = !all.isEmpty()
                && of.stream()
                        .filter(auth -> auth.inquiries(request).isEmpty())
                        .anyMatch(auth -> auth.verify(request) instanceof Verdict.Passed);
        return passes ? List.of() : all;
    }

    /** The first that is about something the sender did send; credentials say more than an address. */
    private static Verdict.Refused better(Verdict.Refused best, Verdict.Refused next) {
        var replace = Refusals.isMissing(best) && !Refusals.isMissing(next)
                || best.status() == Refusals.FORBIDDEN && !Refusals.isMissing(next);
        return replace ? next : best;
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

    @Override
    public boolean knowsDeliveryId() {
        return of.stream().anyMatch(CompiledAuth::knowsDeliveryId);
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
    public Optional<HandshakeReply> reply(InboundRequest request) {
        return of.stream().flatMap(auth -> auth.reply(request).stream()).findFirst();
    }

    @Override
    public boolean bodyNeverRepeats() {
        return of.stream().allMatch(CompiledAuth::bodyNeverRepeats);
    }

    @Override
    public Set<String> credentialHeaders() {
        var all = new HashSet<String>();
        of.forEach(auth -> all.addAll(auth.credentialHeaders()));
        return all;
    }
}
