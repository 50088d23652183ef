package io.triggergateway.verify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When a provider asks whether the endpoint is there, and what it wants to hear.
 *
 * @param capture where the secret stands that the provider hands over; null unless the phase is pairing
 * @param fetch what has to be fetched before the answer is given; null for nothing
 */
record HandshakeRule(
        List<Condition> when,
        Phase phase,
        @Nullable EqualsCheck require,
        @Nullable Fetch fetch,
        @Nullable ValueExpression capture,
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

    /** A call that has to succeed before the answer is given. */
    record Fetch(Template url, HostPattern hosts) {}

    private static final int LONGEST_TOKEN = 128;
    private static final int LONGEST_SECRET = 1024;

    HandshakeRule {
        when = List.copyOf(when);
    }

    /** Null when the request is no such handshake. */
    @Nullable
    HandshakeReply answer(Scope scope, boolean verified) {
        var due = phase == Phase.OPEN || phase == Phase.VERIFIED && verified;
        if (!due || !applies(scope)) {
            return null;
        }
        if (require != null && require.test(scope) instanceof Verdict.Refused) {
            return HandshakeReply.refusing(Refusals.FORBIDDEN);
        }
        var genuine = phase == Phase.VERIFIED || require != null;
        var answer = phase == Phase.VERIFIED || harmless(scope) ? reply.render(scope, genuine) : null;
        return answer == null || fetch == null ? answer : fetching(answer, fetch, scope);
    }

    /** Only what was verified is followed, and only to the places that the document lists. */
    private static HandshakeReply fetching(HandshakeReply answer, Fetch fetch, Scope scope) {
        var url = fetch.url().render(scope);
        var target = url == null ? null : fetch.hosts().accept(new String(url, StandardCharsets.UTF_8));
        return target == null ? HandshakeReply.refusing(Refusals.FORBIDDEN) : answer.after(target);
    }

    /** The secret that the sender hands over, and what it wants to hear; null when this is no such request. */
    @Nullable
    Pairing pairing(Scope scope) {
        if (!pairs() || !applies(scope)) {
            return null;
        }
        var secrets = Objects.requireNonNull(capture).evaluate(scope);
        var answer = reply.render(scope, false);
        return secrets.size() != 1
                        || secrets.getFirst().length == 0
                        || secrets.getFirst().length > LONGEST_SECRET
                        || answer == null
                ? null
                : new Pairing(new String(secrets.getFirst(), StandardCharsets.UTF_8), answer);
    }

    boolean pairs() {
        return phase == Phase.PAIRING && capture != null;
    }

    private boolean applies(Scope scope) {
        return when.stream().allMatch(condition -> condition.holds(scope));
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
