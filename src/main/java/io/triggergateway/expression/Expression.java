package io.triggergateway.expression;

import dev.cel.common.CelValidationException;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One CEL expression; safe for use by many threads. */
public final class Expression {
    private static final String UNREADABLE =
            "This version of the gateway cannot read the expression, which another one accepted; write it anew";

    private final String source;
    private final Scope scope;
    private volatile @Nullable Compiled compiled;

    private Expression(String source, Scope scope, @Nullable Compiled compiled) {
        this.source = source;
        this.scope = scope;
        this.compiled = compiled;
    }

    /** What an expression becomes; the program is null for one that this version cannot read, and the reason says why. */
    record Compiled(Set<String> names, CelRuntime.@Nullable Program program, String reason) {
        Compiled {
            names = Set.copyOf(names);
        }

        Compiled(Set<String> names, CelRuntime.Program program) {
            this(names, program, "");
        }
    }

    static Expression now(String source, Scope scope, Compiled compiled) {
        return new Expression(source, scope, compiled);
    }

    /** One that was found right before, and is compiled when somebody first needs it. */
    static Expression later(String source, Scope scope) {
        return new Expression(source, scope, null);
    }

    /** As it was written. */
    public String source() {
        return source;
    }

    /** The top-level names that it reads; {@code payload} is missing when a firing need not be parsed for it. */
    public Set<String> names() {
        return compiled().names();
    }

    /** Its value as JSON. Never throws for what a payload holds. */
    public TransformResult evaluate(Variables variables) {
        return new Transform(new Template.Cel(this)).apply(variables);
    }

    Evaluation run(Variables variables) {
        var ready = compiled();
        var program = ready.program();
        if (program == null) {
            return new Evaluation.Failed(ready.reason());
        }
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

    /** Two threads may both do it; they get the same. */
    private Compiled compiled() {
        var known = compiled;
        if (known == null) {
            known = compile();
            compiled = known;
        }
        return known;
    }

    private Compiled compile() {
        try {
            return Expressions.compiled(source, scope);
        } catch (CelValidationException other) {
            return new Compiled(Set.of(), null, UNREADABLE);
        }
    }
}
