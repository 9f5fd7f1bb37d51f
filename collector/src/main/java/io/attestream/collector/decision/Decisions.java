package io.attestream.collector.decision;

/** Where decisions by people go. */
public interface Decisions {
  /**
   * Carries a decision out and logs it, both or neither. Blocks until it is durable.
   *
   * @param by name of the signed-in user
   * @throws DecisionRefused when it cannot be
   */
  <R> R decide(String by, DecisionWork<R> work);
}
