package io.attestream.collector.decision;

import io.attestream.collector.log.LogRefusal;
import java.util.List;

/** A decision that cannot be: what is wrong, a sentence each. */
public final class DecisionRefused extends LogRefusal {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  public DecisionRefused(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  public DecisionRefused(String problem) {
    this(List.of(problem));
  }

  public List<String> problems() {
    return problems;
  }

  /** Throws when there is a problem. */
  public static void unlessFree(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new DecisionRefused(problems);
    }
  }
}
