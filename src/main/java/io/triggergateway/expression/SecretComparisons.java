package io.triggergateway.expression;

import dev.cel.bundle.Cel;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.validator.CelAstValidator;
import java.util.Set;

/** Refuses comparisons whose time would tell a stranger how much of a guess was right. */
final class SecretComparisons implements CelAstValidator {
    private static final Set<String> COMPARISONS = Set.of(
            "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "@in", "startsWith", "endsWith", "contains", "matches");
    private static final Set<String> SECRETS = Set.of("secret");
    private static final Set<String> KEYED = Set.of("hmac");

    @Override
    public void validate(CelNavigableAst tree, Cel cel, IssuesFactory issues) {
        tree.getRoot()
                .allNodes()
                .filter(node -> isCall(node.expr(), COMPARISONS))
                .filter(node -> node.allNodes().anyMatch(SecretComparisons::isSecret))
                .forEach(node -> issues.addError(
                        node.id(), "a secret is compared in a way that tells how much was right; use equals(a, b)"));
    }

    private static boolean isSecret(CelNavigableExpr node) {
        var expression = node.expr();
        return isCall(expression, KEYED)
                || expression.getKind() == Kind.IDENT
                        && SECRETS.contains(expression.ident().name());
    }

    private static boolean isCall(CelExpr expression, Set<String> functions) {
        return expression.getKind() == Kind.CALL
                && functions.contains(expression.call().function());
    }
}
