package io.attestream.checks.lint;

/**
 * Something that a rule found.
 *
 * @param subject what it is about, stable: a check id, {@code aws 8.15}, {@code 5.9 8.20}
 */
public record Finding(Rule rule, String subject, String message) {

  /** The rules. */
  public enum Rule {
    /** An edge leads to a number that Annex A does not have. */
    UNKNOWN_CONTROL(true),
    /** A check leads to a control for which its provider can show nothing. */
    EDGE_TO_MANUAL_CONTROL(true),
    /** A check claims more of a control than the control's class allows. */
    EDGE_TOO_STRONG(true),
    /** Two controls rest on the same checks, so that one of them is not really looked at. */
    SAME_CHECKS(true),
    /** A control of class full or partial has no key check on the provider. */
    NO_KEY_CHECK(true),
    /** A check names a row that the plan does not have. */
    UNKNOWN_PLAN_ROW(true),
    /** Two checks have the same title. */
    SAME_TITLE(true),
    /** A row of the plan has no check yet. */
    PLAN_ROW_OPEN(false),
    /** A check weighs its failure otherwise than each of its rows in the plan. */
    OTHER_SEVERITY(false);

    private final boolean blocks;

    Rule(boolean blocks) {
      this.blocks = blocks;
    }

    /** Whether a finding must be accepted in writing; the others are a report. */
    public boolean blocks() {
      return blocks;
    }
  }

  /** {@code RULE subject}: what an accepted finding is known by. */
  public String key() {
    return rule + " " + subject;
  }

  @Override
  public String toString() {
    return rule + " " + subject + ": " + message;
  }
}
