package io.attestream.checks.expression;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelListsExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The CEL dialect of checks: {@code r}, {@code params} and {@code now}; the standard macros; the
 * extensions for strings, optionals, bindings, sets and some of lists; and the functions of {@link
 * Functions}. Bounded in expression size, parse depth and comprehension steps; regular expressions
 * are RE2, linear in their input. Thread-safe.
 */
public final class Expressions {
  static final int MAX_LENGTH = 4_096;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_NODES = 2_000;
  private static final int MAX_STEPS = 1_000_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(MAX_LENGTH)
          .maxParseRecursionDepth(MAX_DEPTH)
          .maxParseExpressionNodeCount(MAX_NODES)
          .comprehensionMaxIterations(MAX_STEPS)
          .enableHeterogeneousNumericComparisons(true)
          .enableTimestampEpoch(true)
          .build();

  private final Cel cel;
  private final Map<String, Expression> compiled = new ConcurrentHashMap<>();

  public Expressions() {
    MapType document = MapType.create(SimpleType.STRING, SimpleType.DYN);
    CelListsExtensions lists =
        CelExtensions.lists(
            CelListsExtensions.Function.FLATTEN, CelListsExtensions.Function.DISTINCT);
    cel =
        CelFactory.standardCelBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addMacros(TimeMacros.ALL)
            .addVar("r", document)
            .addVar("params", document)
            .addVar("now", SimpleType.TIMESTAMP)
            .addCompilerLibraries(
                CelExtensions.strings(),
                CelExtensions.optional(),
                CelExtensions.bindings(),
                CelExtensions.sets(OPTIONS),
                lists)
            .addRuntimeLibraries(
                CelExtensions.strings(),
                CelExtensions.optional(),
                CelExtensions.sets(OPTIONS),
                lists)
            .addFunctionDeclarations(Functions.declarations())
            .addFunctionBindings(Functions.bindings())
            .setResultType(SimpleType.BOOL)
            .build();
  }

  /**
   * Compiles one expression, or gives what it compiled from the same text before.
   *
   * @throws ExpressionException with every mistake that the compiler found
   */
  public Expression compile(String source) throws ExpressionException {
    Expression known = compiled.get(source);
    if (known == null) {
      known = compileAnew(source);
      compiled.put(source, known);
    }
    return known;
  }

  private Expression compileAnew(String source) throws ExpressionException {
    CelValidationResult result = cel.compile(source);
    try {
      if (result.hasError()) {
        throw new ExpressionException(
            result.getErrors().stream().map(Expressions::mistake).toList());
      }
      CelAbstractSyntaxTree ast = result.getAst();
      ReadAnalysis analysis = ReadAnalysis.of(ast.getExpr());
      if (analysis.wholeResource()) {
        throw failed("r is read by its fields only");
      }
      return new Expression(
          cel.createProgram(ast), analysis.reads(), analysis.params(), analysis.usesClock());
    } catch (CelValidationException | CelEvaluationException e) {
      throw failed(String.valueOf(e.getMessage()));
    }
  }

  private static ExpressionException failed(String message) {
    return new ExpressionException(List.of(new ExpressionException.Mistake(1, 1, message)));
  }

  private static ExpressionException.Mistake mistake(CelIssue issue) {
    int line = Math.max(1, issue.getSourceLocation().getLine());
    int column = Math.max(0, issue.getSourceLocation().getColumn()) + 1;
    return new ExpressionException.Mistake(line, column, issue.getMessage());
  }
}
