package io.attestream.collector.nonconformity;

import java.util.List;
import java.util.Locale;

/** The steps of the two lives, from which stages each is taken, and where it leads. */
public enum StepKind {
  CORRECTION("Correction", true, Stage.CORRECTED, Stage.OPEN),
  CAUSE("Cause analysis", true, Stage.CAUSE, Stage.CORRECTED, Stage.REOPENED),
  PLAN("Plan", true, Stage.PLAN, Stage.CAUSE, Stage.PLAN),
  PLAN_ACCEPTANCE("Plan accepted", true, Stage.PLAN, Stage.PLAN),
  IMPLEMENTATION("Implementation", true, Stage.IMPLEMENTED, Stage.PLAN),
  VERIFICATION("Verification", true, Stage.VERIFYING, Stage.IMPLEMENTED),
  EFFECTIVENESS("Effective", true, Stage.EFFECTIVE, Stage.VERIFYING),
  REOPENING("Reopened", true, Stage.REOPENED, Stage.IMPLEMENTED, Stage.VERIFYING, Stage.EFFECTIVE),
  ACCEPTANCE("Accepted", false, Stage.ACCEPTED, Stage.OPEN),
  REJECTION("Rejected", false, Stage.REJECTED, Stage.OPEN),
  COMPLETION("Done", false, Stage.DONE, Stage.ACCEPTED);

  private final String title;
  private final boolean nonconformity;
  private final Stage to;
  private final List<Stage> from;

  StepKind(String title, boolean nonconformity, Stage to, Stage... from) {
    this.title = title;
    this.nonconformity = nonconformity;
    this.to = to;
    this.from = List.of(from);
  }

  public String title() {
    return title;
  }

  /** Whether it belongs to the life of a nonconformity, or else to that of an OFI. */
  boolean nonconformity() {
    return nonconformity;
  }

  Stage to() {
    return to;
  }

  List<Stage> from() {
    return from;
  }

  /** The kind of the decision in the log. */
  String logged() {
    return "nonconformity-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
