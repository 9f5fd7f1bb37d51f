package io.attestream.collector.grading;

import io.attestream.checks.yaml.Problem;
import java.util.List;

/** A facts file that cannot be graded, with every mistake that was found. */
public final class FactsException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  FactsException(List<Problem> problems) {
    super(String.join("\n", problems.stream().map(Problem::toString).toList()));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
