package io.attestream.collector.parameters;

import io.attestream.collector.assessment.GradingParameters;
import java.time.Instant;

/**
 * Parameters as they were decided.
 *
 * @param version 0 for the defaults, on which nobody decided
 */
public record ParametersVersion(
    long version, String by, Instant at, String reason, GradingParameters parameters) {
  static final ParametersVersion DEFAULTS =
      new ParametersVersion(0, "", Instant.EPOCH, "", GradingParameters.DEFAULTS);
}
