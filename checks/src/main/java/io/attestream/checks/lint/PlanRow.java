package io.attestream.checks.lint;

import io.attestream.checks.model.Severity;
import java.util.List;

/**
 * A row of the plan: something that checks should show. One row may need several checks.
 *
 * @param provider {@code aws} or {@code k8s}
 * @param holds what should hold, in short
 * @param note what of it checks do not show, and why; empty where they show all of it
 */
public record PlanRow(
    String id,
    String provider,
    Severity severity,
    List<String> controls,
    String holds,
    String note) {
  public PlanRow {
    controls = List.copyOf(controls);
  }
}
