package io.triggergateway.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a token has to say.
 *
 * @param required one of several values per claim
 * @param bound values that have to equal something in the request
 * @param maxAge in seconds since {@code iat}; null when any age will do
 */
record JwtClaims(
        Map<String, List<Template>> required,
        Map<String, Template> bound,
        @Nullable Long maxAge) {
    private static final long LEEWAY = 60;

    JwtClaims {
        required = Map.copyOf(required);
        bound = Map.copyOf(bound);
    }

    Verdict test(JsonNode claims, Scope scope) {
        if (times(claims, scope.request().now()) instanceof Verdict.Refused refused) {
            return refused;
        }
        for (var claim : required.entrySet()) {
            if (!holds(claims.get(claim.getKey()), claim.getValue(), scope)) {
                return Refusals.because("Expected another value of the token's claim " + claim.getKey()
                        + ", but it is missing or differs");
            }
        }
        for (var claim : bound.entrySet()) {
            if (!holds(claims.get(claim.getKey()), List.of(claim.getValue()), scope)) {
                return Refusals.because("Expected the token's claim " + claim.getKey()
                        + " to match the request, but it is missing or differs: changed body or wrong token");
            }
        }
        return Check.PASSED;
    }

    private Verdict times(JsonNode claims, Instant now) {
        var seconds = now.getEpochSecond();
        for (var name : List.of("exp", "nbf", "iat")) {
            if (claims.has(name) && !claims.get(name).isNumber()) {
                return Refusals.because("Expected a number as the token's claim " + name);
            }
        }
        var expires = claims.path("exp").asLong(Long.MAX_VALUE - LEEWAY) + LEEWAY;
        var starts = Math.max(claims.path("nbf").asLong(0), claims.path("iat").asLong(0)) - LEEWAY;
        if (seconds > expires) {
            return Refusals.stale(seconds - expires);
        }
        if (seconds < starts) {
            return Refusals.early(starts - seconds);
        }
        return age(claims, seconds);
    }

    private Verdict age(JsonNode claims, long seconds) {
        if (maxAge == null) {
            return Check.PASSED;
        }
        if (!claims.has("iat")) {
            return Refusals.missing("the token's claim iat");
        }
        var age = seconds - Math.max(0, claims.get("iat").asLong());
        return age > maxAge ? Refusals.stale(age - maxAge) : Check.PASSED;
    }

    private static boolean holds(@Nullable JsonNode claim, List<Template> allowed, Scope scope) {
        if (claim == null) {
            return false;
        }
        // An audience may be a list (RFC 7519): one of them has to be meant.
        if (claim.isArray()) {
            return claim.valueStream().anyMatch(one -> one.isTextual() && isOneOf(one, allowed, scope));
        }
        return claim.isValueNode() && isOneOf(claim, allowed, scope);
    }

    private static boolean isOneOf(JsonNode claim, List<Template> allowed, Scope scope) {
        var actual = claim.asText().getBytes(StandardCharsets.UTF_8);
        return allowed.stream().anyMatch(template -> {
            var expected = template.render(scope);
            return expected != null && expected.length > 0 && SecretComparison.same(expected, actual);
        });
    }
}
