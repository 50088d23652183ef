package io.triggergateway.verify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a provider asks whether the endpoint is there, and what it wants to hear.
 *
 * @param capture where the secret stands that the provider hands over; null unless the phase is pairing
 * @param fetches whether something has to be fetched first, which this version does not do
 */
record HandshakeRule(
        List<Condition> when,
        Phase phase,
        @Nullable EqualsCheck require,
        @Nullable ValueExpression capture,
        boolean fetches,
        KeyKind key,
        ReplyTemplate reply) {

    enum Phase {
        OPEN,
        VERIFIED,
        PAIRING
    }

    /** An expression that has a value, or a certain one; null literal means any. */
    record Condition(ValueExpression expression, byte @Nullable [] literal) {
        boolean holds(Scope scope) {
            return expression.evaluate(scope).stream()
                    .anyMatch(value -> literal == null ? value.length > 0 : Arrays.equals(value, literal));
        }
    }

    private static final int LONGEST_TOKEN = 128;

    HandshakeRule {
        when = List.copyOf(when);
    }

    /** Null when the request is no such handshake, or one that this gateway does not answer. */
    @Nullable
    HandshakeReply answer(Scope scope, boolean verified) {
        var due = !fetches && (phase == Phase.OPEN || phase == Phase.VERIFIED && verified);
        if (!due || !when.stream().allMatch(condition -> condition.holds(scope))) {
            return null;
        }
        if (require != null && require.test(scope) instanceof Verdict.Refused) {
            return new HandshakeReply(Refusals.FORBIDDEN, Map.of(), new byte[0], false);
        }
        var genuine = phase == Phase.VERIFIED || require != null;
        return phase == Phase.VERIFIED || harmless(scope) ? reply.render(scope, genuine) : null;
    }

    /**
     * Null when the request does not bring exactly one secret by this rule. The request proves nothing about its sender:
     * whoever calls this has to know that one is expected now.
     */
    @Nullable
    Pairing pair(Scope scope) {
        if (capture == null || !when.stream().allMatch(condition -> condition.holds(scope))) {
            return null;
        }
        var found = capture.evaluate(scope);
        var answer = reply.render(scope, false);
        return found.size() == 1 && found.getFirst().length > 0 && answer != null
                ? new Pairing(found.getFirst(), answer)
                : null;
    }

    /**
     * Strangers must not have the secret sign what they like: an open reply signs short tokens only, and those are no
     * body that any sender signs.
     */
    private boolean harmless(Scope scope) {
        return reply.templates().stream()
                .filter(Template::usesSecret)
                .flatMap(template -> template.expressions().stream())
                .flatMap(expression -> expression.allSources().stream())
                .filter(source -> !(source instanceof Source.SecretText || source instanceof Source.Constant))
                .allMatch(source -> source.read(scope).stream().allMatch(HandshakeRule::isToken));
    }

    private static boolean isToken(byte[] value) {
        return value.length <= LONGEST_TOKEN
                && new String(value, StandardCharsets.ISO_8859_1)
                        .chars()
                        .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-._~+/=".indexOf(c) >= 0));
    }
}
