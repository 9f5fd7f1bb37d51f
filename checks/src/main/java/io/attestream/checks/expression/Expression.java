package io.attestream.checks.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.attestream.evidence.model.UnknownReason;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A compiled expression. Immutable and safe for concurrent use. */
public final class Expression {
  private static final Pattern QUOTED = Pattern.compile("'([^']{1,100})'");

  private final CelRuntime.Program program;
  private final Set<Read> reads;
  private final Set<String> params;
  private final boolean usesClock;

  Expression(CelRuntime.Program program, Set<Read> reads, Set<String> params, boolean usesClock) {
    this.program = program;
    this.reads = Set.copyOf(reads);
    this.params = Set.copyOf(params);
    this.usesClock = usesClock;
  }

  /** What came of an evaluation. */
  public sealed interface Result {
    /** A boolean. */
    record Value(boolean holds) implements Result {}

    /** No value; the detail is stable for equal evidence. */
    record Unknown(UnknownReason reason, String detail) implements Result {}
  }

  private static final Result HOLDS = new Result.Value(true);
  private static final Result FAILS = new Result.Value(false);

  /** Evaluates over a projection. Bounded in comprehension steps; never throws for bad evidence. */
  public Result evaluate(Map<String, Object> observed, Map<String, Object> params, Instant now) {
    try {
      Object value = program.eval(Map.of("r", observed, "params", params, "now", now));
      if (value instanceof Boolean holds) {
        return holds ? HOLDS : FAILS;
      }
      return new Result.Unknown(UnknownReason.EXPRESSION_ERROR, "result is not true or false");
    } catch (CelEvaluationException e) {
      return unknown(e);
    }
  }

  private static Result unknown(CelEvaluationException error) {
    CelErrorCode code = error.getErrorCode();
    String message = String.valueOf(error.getMessage());
    return switch (code) {
      case ATTRIBUTE_NOT_FOUND ->
          new Result.Unknown(UnknownReason.MISSING_FIELD, "no field " + quoted(message));
      case INDEX_OUT_OF_BOUNDS ->
          new Result.Unknown(UnknownReason.MISSING_FIELD, "list is shorter than the index");
      case BAD_FORMAT -> new Result.Unknown(UnknownReason.UNPARSABLE, plain(message));
      case ITERATION_BUDGET_EXCEEDED ->
          new Result.Unknown(UnknownReason.LIMIT_EXCEEDED, "too many steps");
      case INTERNAL_ERROR,
          DIVIDE_BY_ZERO,
          DUPLICATE_ATTRIBUTE,
          INVALID_ARGUMENT,
          OVERLOAD_NOT_FOUND,
          AMBIGUOUS_OVERLOAD,
          TYPE_NOT_FOUND,
          NUMERIC_OVERFLOW ->
          new Result.Unknown(UnknownReason.EXPRESSION_ERROR, plain(message));
    };
  }

  private static String quoted(String message) {
    Matcher matcher = QUOTED.matcher(message);
    return matcher.find() ? matcher.group(1) : plain(message);
  }

  /** Without the library's "evaluation error at <input>:12:" and at most 200 characters. */
  private static String plain(String message) {
    String text = message.replaceFirst("^evaluation error(?: at [^ ]*)?: ", "");
    int end = text.offsetByCodePoints(0, Math.min(200, text.codePointCount(0, text.length())));
    return text.substring(0, end);
  }

  /** What it reads of {@code r}. */
  public Set<Read> reads() {
    return reads;
  }

  /** The parameters that it reads. */
  public Set<String> params() {
    return params;
  }

  /** Whether it reads {@code now}. */
  public boolean usesClock() {
    return usesClock;
  }
}
