package io.attestream.collector.assessment;

import java.util.List;

/**
 * The facts of all controls and clauses in one scope.
 *
 * @param soaRecorded whether there is a Statement of Applicability at all
 */
public record EstateFacts(
    boolean soaRecorded, List<ControlFacts> controls, List<ClauseFacts> clauses) {
  public EstateFacts {
    controls = List.copyOf(controls);
    clauses = List.copyOf(clauses);
  }
}
