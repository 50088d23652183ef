package io.triggergateway.verify;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One condition that a genuine request fulfils. */
interface Check {
    Verdict PASSED = new Verdict.Passed(null);

    Verdict test(Scope scope);

    /** Whether only somebody with the secret can fulfil it. */
    boolean authenticates();

    /** The spelling of every expression whose value cannot be changed without the check failing. */
    Set<String> covered();

    /** Shows the expressions that carry a signature or a secret. */
    void credentials(Consumer<ValueExpression> visitor);

    /** Who a request that has passed says that its sender is; null when it does not say. */
    default @Nullable String user(Scope scope) {
        return null;
    }

    /** Shows the keys that it uses, to try them at registration. */
    default void keys(Consumer<List<KeyRing>> visitor) {}
}
