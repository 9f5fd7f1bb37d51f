package io.attestream.collector.nonconformity;

import io.attestream.collector.decision.Decisions;

/**
 * Who takes a step.
 *
 * @param name of the signed-in user, or {@link Decisions#COLLECTOR}
 * @param alone whether nobody else could take it: no other account in use has the role manager or
 *     admin and did neither the work nor owns the entry
 */
public record Actor(String name, boolean alone) {
  /** The collector itself. */
  static final Actor COLLECTOR = new Actor(Decisions.COLLECTOR, false);
}
