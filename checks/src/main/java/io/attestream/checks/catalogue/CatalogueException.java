package io.attestream.checks.catalogue;

import io.attestream.checks.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A catalogue that cannot be used, with every mistake in it. */
public final class CatalogueException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<Problem> problems;

  public CatalogueException(List<Problem> problems) {
    super(
        problems.stream()
            .map(Problem::toString)
            .collect(Collectors.joining("\n", problems.size() + " problem(s)\n", "")));
    this.problems = List.copyOf(problems);
  }

  /** Each with file, line and message. */
  public List<Problem> problems() {
    return problems;
  }
}
