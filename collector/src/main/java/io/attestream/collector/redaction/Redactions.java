package io.attestream.collector.redaction;

/** Erases disclosures. */
@FunctionalInterface
public interface Redactions {
  /**
   * Erases and logs, both or neither for each entry. Blocks until it is durable and the database files
   * are rewritten without it, which takes as long as copying them.
   *
   * @param by name of the administrator
   * @throws io.attestream.collector.decision.DecisionRefused when it cannot be
   */
  Erased erase(String by, Erasure erasure);
}
