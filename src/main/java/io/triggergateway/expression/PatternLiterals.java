package io.triggergateway.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.bundle.Cel;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.validator.CelAstValidator;

/** Refuses patterns that RE2 cannot run; the library's own check asks another engine, which has back-references. */
final class PatternLiterals implements CelAstValidator {
    /** In RE2's instructions; a text takes time in proportion to them. */
    static final int MAX_SIZE = 5_000;

    @Override
    public void validate(CelNavigableAst tree, Cel cel, IssuesFactory issues) {
        tree.getRoot()
                .allNodes()
                .map(node -> node.expr())
                .filter(expression -> expression.getKind() == Kind.CALL
                        && expression.call().function().equals("matches"))
                .forEach(call -> check(call.call().args().getLast(), issues));
    }

    private static void check(CelExpr pattern, IssuesFactory issues) {
        if (pattern.getKind() != Kind.CONSTANT || pattern.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
            return;
        }
        try {
            int size = Pattern.compile(pattern.constant().stringValue()).programSize();
            if (size > MAX_SIZE) {
                issues.addError(pattern.id(), "the pattern is too large; use smaller repetitions");
            }
        } catch (PatternSyntaxException unsupported) {
            issues.addError(
                    pattern.id(), "the pattern is not one that RE2 knows (%s)".formatted(unsupported.getDescription()));
        }
    }
}
