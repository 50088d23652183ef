package io.triggergateway.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelEvaluationListener;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * What one evaluation may cost. The library bounds iterations only; strings that double and lists that are compared in
 * a loop would still take all memory or time, so every value that an expression touches is charged by its size.
 */
final class Budget implements CelEvaluationListener {
    /** Steps; some tens of milliseconds when all are used. */
    static final int STEPS = 1_000_000;

    private static final int CHARACTERS_PER_STEP = 32;

    private long left = STEPS;

    /** Once it is used up, every further step fails: no {@code || true} can hide that. */
    boolean exceeded() {
        return left < 0;
    }

    void charge(long steps) {
        left -= steps;
        if (left < 0) {
            throw new BudgetExceeded();
        }
    }

    @Override
    public void callback(CelExpr expression, Object value) {
        if (touchesAccumulator(expression)) {
            charge(1);
        } else {
            chargeWhole(value);
        }
    }

    /**
     * The list that a macro grows is touched at every iteration; charging it each time would make an honest
     * {@code map} quadratic. What is added to it has been charged by itself.
     */
    private static boolean touchesAccumulator(CelExpr expression) {
        return switch (expression.getKind()) {
            case IDENT -> expression.ident().name().startsWith("@");
            case CALL -> {
                var call = expression.call();
                yield call.function().equals("_?_:_")
                        || (call.function().equals("_+_")
                                && isAccumulator(call.args().getFirst()));
            }
            default -> false;
        };
    }

    private static boolean isAccumulator(CelExpr operand) {
        return operand.getKind() == Kind.IDENT && operand.ident().name().startsWith("@");
    }

    /** Views of the payload charge when they are read; what the expression made itself is charged in full. */
    private void chargeWhole(Object value) {
        charge(1);
        switch (value) {
            case String text -> charge(text.length() / CHARACTERS_PER_STEP);
            case CelByteString bytes -> charge(bytes.size() / CHARACTERS_PER_STEP);
            case JsonList ignored -> {}
            case JsonMap ignored -> {}
            case Collection<?> made -> made.forEach(this::chargeWhole);
            case Map<?, ?> made ->
                made.forEach((key, member) -> {
                    chargeWhole(key);
                    chargeWhole(member);
                });
            case Optional<?> optional -> optional.ifPresent(this::chargeWhole);
            default -> {}
        }
    }

    /** Ends an evaluation from within; it never leaves this package. */
    static final class BudgetExceeded extends RuntimeException {
        private BudgetExceeded() {
            super("cost limit", null, false, false);
        }
    }
}
