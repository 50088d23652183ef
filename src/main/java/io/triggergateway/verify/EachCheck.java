package io.triggergateway.verify;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A check that holds for every item of a batch. */
record EachCheck(String path, JsonPath items, Check check) implements Check {
    @Override
    public Verdict test(Scope scope) {
        var found = items.everyItem(scope.request().json());
        if (found.isEmpty()) {
            return Refusals.missing("items at $" + path + " in the body, and each of them complete");
        }
        for (var item : found) {
            if (check.test(scope.withItem(item)) instanceof Verdict.Refused refused) {
                return refused;
            }
        }
        return PASSED;
    }

    @Override
    public boolean authenticates() {
        return check.authenticates();
    }

    /** Values of one item say nothing about the others. */
    @Override
    public Set<String> covered() {
        return Set.of();
    }

    @Override
    public void credentials(Consumer<ValueExpression> visitor) {
        check.credentials(visitor);
    }

    @Override
    public void keys(Consumer<List<KeyRing>> visitor) {
        check.keys(visitor);
    }
}
