package io.attestream.evidence.leaf;

import io.attestream.evidence.model.Status;

/** Leaves by status. */
public record Tally(long pass, long fail, long notApplicable, long unknown) {
  public static final Tally ZERO = new Tally(0, 0, 0, 0);

  public long total() {
    return pass + fail + notApplicable + unknown;
  }

  public long of(Status status) {
    return switch (status) {
      case PASS -> pass;
      case FAIL -> fail;
      case NOT_APPLICABLE -> notApplicable;
      case UNKNOWN -> unknown;
    };
  }
}
