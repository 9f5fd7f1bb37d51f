package io.attestream.collector.readiness;

import io.attestream.collector.assessment.Grade;
import java.util.List;

/**
 * The least that has to be fixed so that a control leaves a likely nonconformity at the audit.
 *
 * @param from the grade at the audit when nothing is done
 * @param to the grade when this, and only this, is fixed
 * @param checks whose failures have to end, the fewest first
 */
public record Fix(String control, String title, Grade from, Grade to, List<Failing> checks) {
  public Fix {
    checks = List.copyOf(checks);
  }

  /**
   * A check that has to pass.
   *
   * @param resources how many fail it now
   */
  public record Failing(String check, long resources) {}

  /** Failing resources over all checks; one that fails two checks counts twice. */
  public long resources() {
    return checks.stream().mapToLong(Failing::resources).sum();
  }
}
