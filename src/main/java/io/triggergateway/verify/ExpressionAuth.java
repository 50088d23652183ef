package io.triggergateway.verify;

import io.triggergateway.expression.Filter;
import io.triggergateway.expression.Outcome;
import io.triggergateway.expression.Proof;
import io.triggergateway.expression.RequestFacts;
import io.triggergateway.expression.Variables;
import io.triggergateway.secret.ActiveSecret;
import io.triggergateway.secret.Credentials;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An expression says who is genuine; one that fails says nobody.
 *
 * @param credentialHeaders what it reads proves something
 */
record ExpressionAuth(Filter expression, Credentials credentials, boolean hasSecret, Set<String> credentialHeaders)
        implements CompiledAuth {
    /** Kept out where nobody can tell which headers prove something. */
    static final Set<String> USUAL_HEADERS = Set.of("authorization", "cookie", "proxy-authorization", "x-api-key");

    /** They prove nothing, and engines have use for them. */
    private static final Set<String> HARMLESS =
            Set.of("content-type", "content-length", "user-agent", "host", "accept");

    private static final Pattern READ =
            Pattern.compile("\\bheaders\\s*(?:\\[\\s*\\??\\s*r?['\"]([^'\"]+)['\"]|\\.\\s*\\??(\\w+))");

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

    /** The usual ones, and those that the expression names. */
    static Set<String> credentialHeaders(String source) {
        var named = READ.matcher(source)
                .results()
                .map(read -> read.group(1) == null ? read.group(2) : read.group(1))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !HARMLESS.contains(name));
        return Stream.concat(USUAL_HEADERS.stream(), named).collect(Collectors.toUnmodifiableSet());
    }
}
