package io.triggergateway.verify;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Two texts are the same and not empty. */
record EqualsCheck(Template first, Template second) implements Check {
    @Override
    public Verdict test(Scope scope) {
        var left = first.render(scope);
        if (left == null) {
            return first.refusal(scope);
        }
        var right = second.render(scope);
        if (right == null) {
            return second.refusal(scope);
        }
        var same = left.length > 0 && SecretComparison.same(left, right);
        return same ? PASSED : Refusals.because("Expected %s to match, but it differs".formatted(subject()));
    }

    private String subject() {
        var expressions = first.usesSecret() ? second.expressions() : first.expressions();
        return expressions.isEmpty() ? "a value" : expressions.getFirst().description();
    }

    /** With the secret on both sides everybody would pass. */
    @Override
    public boolean authenticates() {
        return first.usesSecret() != second.usesSecret();
    }

    /** A hash with the secret in it covers what else is in it; two open values cover each other only. */
    @Override
    public Set<String> covered() {
        return Set.of();
    }

    @Override
    public void credentials(Consumer<ValueExpression> visitor) {
        if (authenticates()) {
            var expressions = new HashSet<>(first.expressions());
            expressions.addAll(second.expressions());
            expressions.forEach(visitor);
        }
    }
}
