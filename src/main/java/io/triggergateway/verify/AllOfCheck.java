package io.triggergateway.verify;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Every one holds. */
record AllOfCheck(List<Check> checks) implements Check {
    public AllOfCheck {
        checks = List.copyOf(checks);
    }

    @Override
    public Verdict test(Scope scope) {
        for (var check : checks) {
            if (check.test(scope) instanceof Verdict.Refused refused) {
                return refused;
            }
        }
        return PASSED;
    }

    @Override
    public boolean authenticates() {
        return checks.stream().anyMatch(Check::authenticates);
    }

    @Override
    public Set<String> covered() {
        var all = new HashSet<String>();
        checks.forEach(check -> all.addAll(check.covered()));
        return all;
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
