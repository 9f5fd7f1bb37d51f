package io.attestream.collector.assessment;

import java.util.List;

/**
 * The grade of a control with its reasons.
 *
 * @param fired all rules that fired, the worst first
 */
public record Assessment(Grade grade, Confidence confidence, List<Fired> fired) {
  public Assessment {
    fired = List.copyOf(fired);
  }
}
