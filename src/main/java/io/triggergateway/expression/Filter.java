package io.triggergateway.expression;

import java.util.Set;

/** An expression that decides; one that fails counts as false. */
public final class Filter {
    private static final Outcome MATCHES = new Outcome.Matches();
    private static final Outcome DIFFERS = new Outcome.Differs(null);

    private final Expression expression;
    private final Equalities equalities;

    Filter(Expression expression, Equalities equalities) {
        this.expression = expression;
        this.equalities = equalities;
    }

    /** What it demands of single fields; of a stored document that is not checked again, nothing is told. */
    public Equalities equalities() {
        return equalities;
    }

    /** The top-level names that it reads. */
    public Set<String> names() {
        return expression.names();
    }

    /** Never throws for what a payload holds. */
    public Outcome test(Variables variables) {
        return switch (expression.run(variables)) {
            case Evaluation.Value(Boolean matches) -> matches ? MATCHES : DIFFERS;
            case Evaluation.Value(var other) ->
                new Outcome.Differs(
                        "Expected the filter to give true or false, but it gave %s".formatted(Reasons.kind(other)));
            case Evaluation.Failed(var reason) -> new Outcome.Differs(reason);
        };
    }
}
