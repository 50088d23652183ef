package io.triggergateway.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelKind;
import dev.cel.runtime.CelEvaluationException;
import io.triggergateway.trigger.Findings;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compiles CEL when a document is written, so that what cannot run is refused then. A replica that only reads such a
 * document later compiles each expression when it first needs it: that takes about a millisecond, and there may be
 * tens of thousands.
 */
public final class Expressions {
    /** Longest source, in characters. */
    public static final int MAX_SOURCE = 10_000;

    private static final int MAX_ISSUES = 5;

    private Expressions() {}

    /** Null when the source is wrong, and then the findings say where and why. */
    public static @Nullable Expression compile(String source, Scope scope, String pointer, Findings findings) {
        if (findings.isTrusted()) {
            return Expression.later(source, scope);
        }
        var tree = check(source, scope, pointer, findings);
        return tree == null ? null : expression(source, scope, tree);
    }

    /** Like {@link #compile}, for an expression that gives true or false. */
    public static @Nullable Filter filter(String source, Scope scope, String pointer, Findings findings) {
        if (findings.isTrusted()) {
            return new Filter(Expression.later(source, scope), Equalities.UNTOLD);
        }
        var tree = check(source, scope, pointer, findings);
        if (tree == null) {
            return null;
        }
        var type = tree.getResultType();
        if (type.kind() != CelKind.BOOL && type.kind() != CelKind.DYN) {
            findings.add(
                    pointer, "Expected an expression that gives true or false, but it gives %s".formatted(type.name()));
            return null;
        }
        return new Filter(expression(source, scope, tree), EqualityFinder.in(tree));
    }

    /** Like {@link #compile}, for an expression that gives a text or a number. */
    public static @Nullable Key key(String source, Scope scope, String pointer, Findings findings) {
        if (findings.isTrusted()) {
            return new Key(Expression.later(source, scope));
        }
        var tree = check(source, scope, pointer, findings);
        if (tree == null) {
            return null;
        }
        var type = tree.getResultType();
        if (!Set.of(CelKind.STRING, CelKind.INT, CelKind.UINT, CelKind.DOUBLE, CelKind.BOOL, CelKind.DYN)
                .contains(type.kind())) {
            findings.add(pointer, "Expected an expression that gives a text, but it gives %s".formatted(type.name()));
            return null;
        }
        return new Key(expression(source, scope, tree));
    }

    private static @Nullable CelAbstractSyntaxTree check(
            String source, Scope scope, String pointer, Findings findings) {
        if (source.isBlank() || source.length() > MAX_SOURCE) {
            findings.add(
                    pointer,
                    "Expected a CEL expression of 1 to 10,000 characters, but it has %,d"
                            .formatted(source.strip().length()));
            return null;
        }
        try {
            return Language.of(scope).check(source);
        } catch (CelValidationException invalid) {
            invalid.getErrors().stream().limit(MAX_ISSUES).forEach(issue -> findings.add(pointer, Reasons.of(issue)));
        } catch (StackOverflowError tooDeep) {
            findings.add(pointer, "Expected a CEL expression that is nested less deeply, but this one cannot be read");
        }
        return null;
    }

    /** The program of a source that was found right before; throws what it is not right for any more. */
    static Expression.Compiled compiled(String source, Scope scope) throws CelValidationException {
        return compiled(scope, Language.of(scope).check(source));
    }

    private static Expression expression(String source, Scope scope, CelAbstractSyntaxTree tree) {
        return Expression.now(source, scope, compiled(scope, tree));
    }

    private static Expression.Compiled compiled(Scope scope, CelAbstractSyntaxTree tree) {
        var names = tree.getReferenceMap().values().stream()
                .map(CelReference::name)
                .filter(scope.names()::contains)
                .collect(Collectors.toSet());
        try {
            return new Expression.Compiled(names, Language.of(scope).program(tree));
        } catch (CelEvaluationException impossible) {
            throw new IllegalStateException("Expected a checked expression to become a program", impossible);
        }
    }
}
