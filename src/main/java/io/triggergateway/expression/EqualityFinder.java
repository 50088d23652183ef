package io.triggergateway.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the conditions {@code field == constant} that a filter joins by {@code &&}. As all of them have to be true, and
 * none that fails can be made up for by another, their order and what stands between them do not matter.
 */
final class EqualityFinder {
    /** Every one costs each event a look into its payload; a filter with more is evaluated for the others. */
    private static final int MOST = 8;

    private static final Set<String> PAYLOAD = Set.of("payload", "event");

    private final TreeMap<FieldPath, String> constants = new TreeMap<>();
    private boolean complete = true;

    private EqualityFinder() {}

    static Equalities in(CelAbstractSyntaxTree tree) {
        var finder = new EqualityFinder();
        finder.visit(tree.getExpr());
        return new Equalities(finder.constants, finder.complete);
    }

    private void visit(CelExpr condition) {
        if (isCall(condition, "_&&_")) {
            condition.call().args().forEach(this::visit);
        } else if (!isCall(condition, "_==_") || !take(condition.call().args())) {
            complete = false;
        }
    }

    private boolean take(List<CelExpr> sides) {
        return take(sides.get(0), sides.get(1)) || take(sides.get(1), sides.get(0));
    }

    private boolean take(CelExpr field, CelExpr constant) {
        var value = constant.getKind() == Kind.CONSTANT ? IndexValue.of(constant.constant()) : null;
        var path = value == null ? null : path(field);
        if (value == null || path == null) {
            return false;
        }
        var other = constants.get(path);
        if (other != null) {
            return other.equals(value);
        }
        return constants.size() < MOST && constants.put(path, value) == null;
    }

    private static @Nullable FieldPath path(CelExpr field) {
        var names = new ArrayList<String>();
        var rest = field;
        while (rest.getKind() != Kind.IDENT) {
            if (rest.getKind() == Kind.SELECT && !rest.select().testOnly()) {
                names.add(rest.select().field());
                rest = rest.select().operand();
            } else if (isCall(rest, "_[_]") && isText(rest.call().args().get(1))) {
                names.add(rest.call().args().get(1).constant().stringValue());
                rest = rest.call().args().get(0);
            } else {
                return null;
            }
        }
        Collections.reverse(names);
        return PAYLOAD.contains(rest.ident().name()) ? new FieldPath(names) : null;
    }

    private static boolean isText(CelExpr expression) {
        return expression.getKind() == Kind.CONSTANT
                && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    private static boolean isCall(CelExpr expression, String function) {
        return expression.getKind() == Kind.CALL && expression.call().function().equals(function);
    }
}
