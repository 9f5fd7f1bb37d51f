package io.attestream.collector.assessment;

import java.util.List;

/** N5 and O6: documents and records past their review, or soon to expire. */
final class ManualRules {
  private ManualRules() {}

  static void review(ManualEvidence manual, GradingParameters.Manual limits, List<Fired> fired) {
    long overdue = manual.overdueDays();
    if (overdue > limits.minorDays()) {
      fired.add(
          new Fired(
              "N5",
              Grade.LIKELY_MINOR,
              "documents or records " + overdue + " days past their review",
              "the review may have been held and not recorded"));
    } else if (overdue > 0) {
      fired.add(
          new Fired("O6", Grade.OFI, "review " + overdue + " days overdue", "it may be under way"));
    } else if (manual.present() && manual.expiresInDays() <= limits.expiryDays()) {
      fired.add(
          new Fired(
              "O6",
              Grade.OFI,
              "something expires in " + manual.expiresInDays() + " days",
              "a renewal may be under way"));
    }
  }
}
