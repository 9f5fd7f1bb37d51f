package io.attestream.checks.expression;

import java.util.List;
import java.util.stream.Collectors;

/** An expression that does not compile. */
public final class ExpressionException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param line line within the expression, from 1
   */
  public record Mistake(int line, int column, String message) {}

  private final transient List<Mistake> mistakes;

  ExpressionException(List<Mistake> mistakes) {
    super(mistakes.stream().map(Mistake::message).collect(Collectors.joining("; ")));
    this.mistakes = List.copyOf(mistakes);
  }

  /** All that is wrong, in the order of the text. */
  public List<Mistake> mistakes() {
    return mistakes;
  }
}
