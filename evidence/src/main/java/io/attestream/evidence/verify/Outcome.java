package io.attestream.evidence.verify;

/** What a verification came to, with the process's exit code. */
public enum Outcome {
  /** Everything that the bundle claims is proven against the given keys, without a gap. */
  VALID(0),
  /**
   * Proven, but for some time there is no evidence although it was promised or required, or some
   * results could not be judged again although that was asked for.
   */
  VALID_WITH_GAPS(1),
  /** Proven for a sample of commits; whether others were left out, a sample cannot show. */
  VALID_SAMPLE(1),
  /** No log key was given: the bundle agrees with itself, and nothing says whose it is. */
  UNANCHORED(2),
  /** Something contradicts the bundle; the problems name the file and place. */
  INVALID(3);

  private final int exitCode;

  Outcome(int exitCode) {
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
