package io.triggergateway.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.AstDepthLimitValidator;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import java.util.EnumSet;
import java.util.List;

/** CEL as this gateway speaks it: its names, functions and limits. */
final class Language {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_NODES = 5_000;
    private static final int MAX_ITERATIONS = 10_000;

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .enableOptionalSyntax(true)
            .maxExpressionCodePointSize(Expressions.MAX_SOURCE)
            .maxParseRecursionDepth(MAX_DEPTH)
            .maxParseExpressionNodeCount(MAX_NODES)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .maxRegexProgramSize(PatternLiterals.MAX_SIZE)
            .build();

    /** The library's own versions of these can make any amount of text of a little; see {@link BoundedTexts}. */
    private static final EnumSet<CelStringExtensions.Function> UNBOUNDED = EnumSet.of(
            CelStringExtensions.Function.REPLACE,
            CelStringExtensions.Function.JOIN,
            CelStringExtensions.Function.SPLIT);

    private static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(CelExtensions.strings(EnumSet.complementOf(UNBOUNDED)), CelExtensions.optional())
            .addFunctionBindings(BoundedTexts.bindings())
            .addFunctionBindings(ProofFunctions.bindings())
            .build();

    private static final Language TRIGGER = new Language(Scope.TRIGGER);
    private static final Language SUBSCRIPTION = new Language(Scope.SUBSCRIPTION);
    private static final Language PROOF = new Language(Scope.PROOF);

    private final CelCompiler compiler;
    private final CelValidator validator;

    private Language(Scope scope) {
        var builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(CelExtensions.strings(), CelExtensions.optional());
        scope.names().forEach(name -> builder.addVar(name, type(name)));
        var proves = scope == Scope.PROOF;
        compiler = builder.addFunctionDeclarations(proves ? ProofFunctions.declarations() : List.of())
                .build();
        validator = CelValidatorFactory.standardCelValidatorBuilder(compiler, RUNTIME)
                .addAstValidators(
                        AstDepthLimitValidator.newInstance(MAX_DEPTH),
                        new PatternLiterals(),
                        TimestampLiteralValidator.INSTANCE,
                        DurationLiteralValidator.INSTANCE)
                .addAstValidators(proves ? List.of(new SecretComparisons()) : List.of())
                .build();
    }

    static Language of(Scope scope) {
        return switch (scope) {
            case TRIGGER -> TRIGGER;
            case SUBSCRIPTION -> SUBSCRIPTION;
            case PROOF -> PROOF;
        };
    }

    /** The typed tree of a source that is right. */
    CelAbstractSyntaxTree check(String source) throws CelValidationException {
        var tree = compiler.compile(source).getAst();
        return validator.validate(tree).getAst();
    }

    CelRuntime.Program program(CelAbstractSyntaxTree tree) throws CelEvaluationException {
        return RUNTIME.createProgram(tree);
    }

    private static CelType type(String name) {
        return switch (name) {
            case "headers", "query", "params" -> MapType.create(SimpleType.STRING, SimpleType.STRING);
            case "method", "ip", "trigger", "url" -> SimpleType.STRING;
            case "body", "secret" -> SimpleType.BYTES;
            case "now" -> SimpleType.TIMESTAMP;
            default -> SimpleType.DYN;
        };
    }
}
