package io.attestream.collector.nonconformity;

import java.util.ArrayList;
import java.util.List;

/**
 * An entry before it is opened.
 *
 * @param evidence in words; may be empty when there are failures
 * @param finding the failure that it is about; 0 for all in its scope
 * @param scope what is watched; empty when no check shows it
 */
public record Draft(
    Kind kind,
    Requirement requirement,
    Source source,
    String statement,
    String evidence,
    String owner,
    long finding,
    List<Watched> scope) {
  /** Most checks of an entry. */
  public static final int MOST_CHECKS = 50;

  public Draft {
    scope = List.copyOf(scope);
  }

  List<String> problems() {
    List<String> problems = new ArrayList<>();
    TextRules.needed(problems, "the statement", statement, TextRules.LONG);
    TextRules.optional(problems, "the evidence", evidence, TextRules.LONG);
    TextRules.needed(problems, "an owner", owner, TextRules.SHORT);
    if (evidence.isEmpty() && scope.isEmpty()) {
      problems.add("evidence is needed: in words, or checks that fail");
    }
    if (scope.size() > MOST_CHECKS) {
      problems.add("more than " + MOST_CHECKS + " checks");
    }
    return problems;
  }
}
