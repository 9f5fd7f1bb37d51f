package io.attestream.collector.assurance;

/** What the results of a check in a unit come to. Its ordinal is stored in {@code check_turn}. */
public enum CheckState {
  /** At least one passed, none failed, none was unknown. */
  PASS,
  /** At least one failed. */
  FAIL,
  /** None applied. */
  NOT_APPLICABLE,
  /** At least one was unknown, none failed. */
  UNKNOWN,
  /** There was no result. */
  NONE;

  /** Of counts. */
  static CheckState of(long pass, long fail, long notApplicable, long unknown) {
    return fail > 0
        ? FAIL
        : unknown > 0 ? UNKNOWN : pass > 0 ? PASS : notApplicable > 0 ? NOT_APPLICABLE : NONE;
  }
}
