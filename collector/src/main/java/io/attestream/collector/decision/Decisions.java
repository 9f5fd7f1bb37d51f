package io.attestream.collector.decision;

/** Where decisions go: those of people, and those that the collector takes by its clock. */
public interface Decisions {
  /** The name under which the collector itself decides; no user may have it. */
  String COLLECTOR = "collector";

  /**
   * Carries a decision out and logs it, both or neither. Blocks until it is durable.
   *
   * @param by name of the signed-in user, or {@link #COLLECTOR}
   * @throws DecisionRefused when it cannot be
   */
  <R> R decide(String by, DecisionWork<R> work);
}
