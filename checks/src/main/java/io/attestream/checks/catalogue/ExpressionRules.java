package io.attestream.checks.catalogue;

import io.attestream.checks.expression.Expression;
import io.attestream.checks.expression.Read;
import io.attestream.checks.model.Param;
import io.attestream.checks.path.ObservePath;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What must hold between the expressions of a check, its paths and its parameters. */
final class ExpressionRules {
  private final Fields fields;
  private final Map<String, Param> params;
  private final List<ObservePath> observe;
  private final List<ObservePath> context;

  ExpressionRules(
      Fields fields,
      Map<String, Param> params,
      List<ObservePath> observe,
      List<ObservePath> context) {
    this.fields = fields;
    this.params = params;
    this.observe = observe;
    this.context = context;
  }

  void check(Optional<Expression> passes, Optional<Expression> applies) {
    Set<Read> reads = new LinkedHashSet<>();
    Set<String> used = new TreeSet<>();
    passes.ifPresent(expression -> collect("passes", expression, reads, used));
    applies.ifPresent(expression -> collect("applies", expression, reads, used));
    if (passes.isEmpty() || (fields.has("applies") && applies.isEmpty())) {
      return;
    }
    for (ObservePath path : observe) {
      if (reads.stream().noneMatch(read -> needs(read, path))) {
        fields.problem(
            fields.line("observe"),
            "no expression reads '" + path + "'; remove it or move it to 'context'");
      }
    }
    for (ObservePath path : context) {
      if (reads.stream().anyMatch(read -> readsFrom(read, path))) {
        fields.problem(
            fields.line("context"), "an expression reads '" + path + "'; move it to 'observe'");
      }
    }
    for (String name : params.keySet()) {
      if (!used.contains(name)) {
        fields.problem(fields.line("params"), "no expression reads params." + name);
      }
    }
  }

  /** Whether the value at the path, or part of it, is read. */
  private static boolean readsFrom(Read read, ObservePath path) {
    return read.kind() == Read.Kind.VALUE
        ? path.overlaps(read.path())
        : path.keysOnly().covers(read.path());
  }

  private boolean needs(Read read, ObservePath path) {
    return readsFrom(read, path)
        || (read.coveredBy(path)
            && observe.stream().noneMatch(other -> !other.equals(path) && read.coveredBy(other)));
  }

  private void collect(String key, Expression expression, Set<Read> reads, Set<String> used) {
    reads.addAll(expression.reads());
    used.addAll(expression.params());
    for (Read read : expression.reads()) {
      if (!read.coveredBy(observe)) {
        fields.problem(
            fields.valueLine(key),
            "'" + key + "' reads r." + read.path() + ", which 'observe' does not hold");
      }
    }
    for (String name : expression.params()) {
      if (!params.containsKey(name)) {
        fields.problem(
            fields.valueLine(key),
            "'"
                + key
                + "' reads params."
                + name
                + ", which is not declared"
                + Nearest.hint(name, params.keySet()));
      }
    }
  }
}
