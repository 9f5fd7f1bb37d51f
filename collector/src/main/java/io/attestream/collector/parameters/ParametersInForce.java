package io.attestream.collector.parameters;

import io.attestream.collector.assessment.GradingParameters;
import org.jdbi.v3.core.Handle;

/** What is in force, read anew only when there is a new version. Safe for any thread. */
public final class ParametersInForce {
  private volatile ParametersVersion last = ParametersVersion.DEFAULTS;

  /** As the handle's transaction sees it. */
  public GradingParameters read(Handle handle) {
    long version =
        handle
            .createQuery("SELECT COALESCE(MAX(version), 0) FROM grading_parameters")
            .mapTo(Long.class)
            .one();
    ParametersVersion known = last;
    if (known.version() != version) {
      known = ParametersTable.current(handle);
      last = known;
    }
    return known.parameters();
  }
}
