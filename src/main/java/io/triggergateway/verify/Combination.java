package io.triggergateway.verify;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Several kinds of authentication as one: the first that knows event or delivery says what they are. */
sealed interface Combination extends CompiledAuth permits AllAuth, AnyAuth {
    List<CompiledAuth> of();

    @Override
    default List<String> eventTypes(InboundRequest request) {
        return of().stream()
                .map(auth -> auth.eventTypes(request))
                .filter(types -> !types.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    @Override
    default @Nullable String deliveryId(InboundRequest request) {
        return of().stream()
                .map(auth -> auth.deliveryId(request))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    default boolean knowsDeliveryId() {
        return of().stream().anyMatch(CompiledAuth::knowsDeliveryId);
    }

    @Override
    default Optional<HandshakeReply> reply(InboundRequest request) {
        return of().stream().flatMap(auth -> auth.reply(request).stream()).findFirst();
    }

    @Override
    default @Nullable String user(InboundRequest request) {
        return of().stream()
                .filter(auth -> auth.verify(request) instanceof Verdict.Passed)
                .map(auth -> auth.user(request))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    default @Nullable String challenge() {
        return of().stream()
                .map(CompiledAuth::challenge)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    default Set<String> credentialHeaders() {
        var all = new HashSet<String>();
        of().forEach(auth -> all.addAll(auth.credentialHeaders()));
        return all;
    }

    /** Whether those that need nobody's word give this verdict already. */
    default boolean isDecidedAs(Class<? extends Verdict> verdict, InboundRequest request) {
        return of().stream()
                .filter(auth -> auth.inquiries(request).isEmpty())
                .anyMatch(auth -> verdict.isInstance(auth.verify(request)));
    }

    /** All questions of all. */
    default List<Inquiry> questions(InboundRequest request) {
        return of().stream().flatMap(auth -> auth.inquiries(request).stream()).toList();
    }
}
