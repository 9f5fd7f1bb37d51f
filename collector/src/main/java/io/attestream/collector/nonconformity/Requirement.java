package io.attestream.collector.nonconformity;

import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.Clause;
import java.util.Optional;

/**
 * What is not met. Controls and clauses share numbers, so controls are written as the standard does.
 *
 * @param text {@code A.8.15} for a control of Annex A, {@code 9.2} for a clause
 */
public record Requirement(String text) {
  private static final String ANNEX = "A.";

  public static Requirement ofControl(String control) {
    return new Requirement(ANNEX + control);
  }

  /** The number of the control, when it is one. */
  public Optional<String> control() {
    return text.startsWith(ANNEX) ? Optional.of(text.substring(ANNEX.length())) : Optional.empty();
  }

  boolean known(ControlRegistry registry) {
    return control()
        .map(control -> registry.byId(control).isPresent())
        .orElseGet(() -> Clause.ids().contains(text));
  }
}
