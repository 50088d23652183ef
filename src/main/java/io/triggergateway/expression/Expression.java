package io.triggergateway.expression;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Set;

/** One compiled CEL expression; safe for use by many threads. */
public final class Expression {
    private final String source;
    private final Set<String> names;
    private final CelRuntime.Program program;

    Expression(String source, Set<String> names, CelRuntime.Program program) {
        this.source = source;
        this.names = Set.copyOf(names);
        this.program = program;
    }

    /** As it was written. */
    public String source() {
        return source;
    }

    /** The top-level names that it reads; {@code payload} is missing when a firing need not be parsed for it. */
    public Set<String> names() {
        return names;
    }

    /** Its value as JSON. Never throws for what a payload holds. */
    public TransformResult evaluate(Variables variables) {
        return new Transform(new Template.Cel(this)).apply(variables);
    }

    Evaluation run(Variables variables) {
        var budget = new Budget();
        try {
            var value = program.trace(name -> variables.find(name, budget), budget);
            return budget.exceeded() ? new Evaluation.Failed(Reasons.TOO_COSTLY) : new Evaluation.Value(value);
        } catch (CelEvaluationException failure) {
            return new Evaluation.Failed(budget.exceeded() ? Reasons.TOO_COSTLY : Reasons.of(failure));
        } catch (Budget.BudgetExceeded tooCostly) {
            return new Evaluation.Failed(Reasons.TOO_COSTLY);
        }
    }
}
