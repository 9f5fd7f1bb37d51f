package io.attestream.collector.web.agent;

import io.attestream.collector.web.view.Counts;
import io.attestream.collector.web.view.When;
import java.util.List;
import java.util.Optional;

/**
 * The agents, their units and the tokens for more.
 *
 * @param tokens only for administrators; else empty
 * @param newToken a token that was just made, shown once, or empty
 * @param problem why no token was made, or empty
 */
public record AgentListView(
    List<Line> agents, List<Unit> units, List<Token> tokens, String newToken, String problem) {

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

  /** An enrolment token, without its secret. */
  public record Token(
      String label, When created, When expires, Optional<When> used, String usedBy, boolean open) {}
}
