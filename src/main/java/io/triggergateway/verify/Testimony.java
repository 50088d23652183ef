package io.triggergateway.verify;

import io.triggergateway.secret.Credentials;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Somebody else's word is the verdict. */
sealed interface Testimony extends CompiledAuth permits ServiceAuth, PluginAuth {
    Credentials credentials();

    /** Whether the trigger has secrets at all, valid now or not. */
    boolean hasSecret();

    /** What is asked about a request. */
    Inquiry inquiry(InboundRequest request);

    @Override
    default List<Inquiry> inquiries(InboundRequest request) {
        return lacksSecret(request) ? List.of() : List.of(inquiry(request));
    }

    @Override
    default Verdict verify(InboundRequest request) {
        return lacksSecret(request)
                ? Refusals.noSecret()
                : judge(request.evidence().about(inquiry(request)));
    }

    /** An empty secret must not be handed over where there is meant to be one: whatever is empty would equal it. */
    private boolean lacksSecret(InboundRequest request) {
        return hasSecret() && credentials().active(request.now()).isEmpty();
    }

    @Override
    default Set<String> credentialHeaders() {
        return ExpressionAuth.USUAL_HEADERS;
    }

    /** Nobody's word is no pass. */
    private static Verdict judge(Evidence.@Nullable Finding finding) {
        return switch (finding) {
            case null -> new Verdict.Unknown("Expected a verdict, but nobody has been asked");
            case Evidence.Finding.Word(var verdict) -> verdict;
            case Evidence.Finding.Unknown(var reason) -> new Verdict.Unknown(reason);
            case Evidence.Finding.Keys keys -> new Verdict.Unknown("Expected a verdict, but got keys");
        };
    }
}
