package io.triggergateway.verify;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** One of several holds; never empty. */
record AnyOfCheck(List<Check> checks) implements Check {
    public AnyOfCheck {
        checks = List.copyOf(checks);
    }

    @Override
    public Verdict test(Scope scope) {
        var best = Refusals.missing("any of the credentials that the scheme lists");
        for (var check : checks) {
            switch (check.test(scope)) {
                case Verdict.Passed passed -> {
                    return passed;
                }
                case Verdict.Unknown unknown -> {
                    return unknown;
                }
                case Verdict.Refused refused -> best = Refusals.isMissing(best) ? refused : best;
            }
        }
        return best;
    }

    @Override
    public boolean authenticates() {
        return checks.stream().allMatch(Check::authenticates);
    }

    @Override
    public Set<String> covered() {
        return Coverage.common(checks.stream().map(Check::covered).toList());
    }

    @Override
    public void credentials(Consumer<ValueExpression> visitor) {
        checks.forEach(check -> check.credentials(visitor));
    }

    @Override
    public void keys(Consumer<List<KeyRing>> visitor) {
        checks.forEach(check -> check.keys(visitor));
    }
}
