package io.attestream.collector.web.agent;

import io.attestream.collector.web.view.Counts;
import io.attestream.collector.web.view.When;
import java.util.List;
import java.util.Optional;

/**
 * The agents, their units and the tokens for more.
 *
 * @param scope what the owner of the evidence declared; empty when nothing
 * @param tokens only for administrators; else empty
 * @param newToken a token that was just made, shown once, or empty
 * @param problem why no token was made, or empty
 */
public record AgentListView(
    List<Line> agents,
    List<Unit> units,
    Optional<Scope> scope,
    List<Token> tokens,
    String newToken,
    String problem) {

  /** An enrolled agent. */
  public record Line(
      String id,
      String version,
      String keyId,
      AgentState state,
      long commits,
      When enrolled,
      Optional<When> lastCommit,
      Optional<When> nextBy) {}

  /**
   * A scope unit as its newest commit left it.
   *
   * @param late whether the promised next commit did not come
   * @param resources how many resources the scan saw
   * @param gaps listings that did not complete
   */
  public record Unit(
      String name,
      String agent,
      boolean late,
      long resources,
      Counts counts,
      long commit,
      When committed,
      When nextBy,
      List<Gap> gaps) {}

  /** A listing that did not complete: what stands in for its population is UNKNOWN. */
  public record Gap(String type, String api, String error) {}

  /**
   * The owner's present scope.
   *
   * @param entry its index in the log
   * @param undeclared units that report and are not in it
   */
  public record Scope(
      long serial, long entry, When from, List<Declared> declared, List<String> undeclared) {}

  /**
   * A unit that the owner requires.
   *
   * @param every the longest time that may pass between two commits
   */
  public record Declared(
      String agent, String unit, String every, Optional<When> committed, AgentState state) {}

  /** An enrolment token, without its secret. */
  public record Token(
      String label, When created, When expires, Optional<When> used, String usedBy, boolean open) {}
}
