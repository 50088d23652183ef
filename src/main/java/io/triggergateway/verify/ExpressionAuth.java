package io.triggergateway.verify;

import io.triggergateway.expression.Filter;
import io.triggergateway.expression.Outcome;
import io.triggergateway.expression.Proof;
import io.triggergateway.expression.RequestFacts;
import io.triggergateway.expression.Variables;
import io.triggergateway.secret.ActiveSecret;
import io.triggergateway.secret.Credentials;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An expression says who is genuine; one that fails says nobody. */
record ExpressionAuth(Filter expression, Credentials credentials, boolean hasSecret) implements CompiledAuth {
    /** Nobody can tell which headers prove something, so those that usually do are kept out. */
    static final Set<String> USUAL_HEADERS = Set.of("authorization", "cookie", "proxy-authorization", "x-api-key");

    private static final List<ActiveSecret> NO_SECRET = List.of(new ActiveSecret(0, new byte[0]));

    /** Tried with every secret that is valid now. */
    @Override
    public Verdict verify(InboundRequest request) {
        var secrets = hasSecret ? credentials.active(request.now()) : NO_SECRET;
        Verdict.Refused refused = Refusals.noSecret();
        for (var secret : secrets) {
            switch (expression.test(variables(request, secret.value()))) {
                case Outcome.Matches matches -> {
                    return hasSecret ? new Verdict.Passed(secret.index()) : Check.PASSED;
                }
                case Outcome.Differs(var reason) ->
                    refused = Refusals.because(
                            reason == null ? "Expected the expression to give true, but it gave false" : reason);
            }
        }
        return refused;
    }

    private static Variables variables(InboundRequest request, byte[] secret) {
        var facts = new RequestFacts(request.method(), request.address(), request.headers(), request.query(), Map.of());
        return Variables.of(request.now(), request::json, facts, new Proof(request.url(), request.body(), secret));
    }

    @Override
    public Set<String> credentialHeaders() {
        return USUAL_HEADERS;
    }
}
