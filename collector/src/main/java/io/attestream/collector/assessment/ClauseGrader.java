package io.attestream.collector.assessment;

import java.util.ArrayList;
import java.util.List;

/** CL1 to CL6: what is asked of the management system itself. */
public final class ClauseGrader {
  private final GradingParameters parameters;

  public ClauseGrader(GradingParameters parameters) {
    this.parameters = parameters;
  }

  public Assessment assess(ClauseFacts facts) {
    List<Fired> fired = new ArrayList<>();
    documents(facts, fired);
    facts.plannedEvent().ifPresent(event -> event(event, fired));
    facts.lastReview().ifPresent(review -> review(review, fired));
    cycle(facts, fired);
    independence(facts, fired);
    causes(facts, fired);
    return Assessment.of(Confidence.LOW, fired);
  }

  private void documents(ClauseFacts facts, List<Fired> fired) {
    ManualEvidence documents = facts.documents();
    switch (documents.state()) {
      case MISSING ->
          fired.add(
              facts.documented()
                  ? new Fired(
                      "CL1",
                      Grade.LIKELY_MAJOR,
                      "the documented information that is required is not recorded",
                      "it may exist outside this record")
                  : new Fired(
                      "E3",
                      Grade.NO_EVIDENCE,
                      "no document or record shows how this is met",
                      "it may exist outside this record"));
      case OVERDUE, VALID -> ManualRules.review(documents, parameters.manual(), fired);
    }
  }

  private void event(ClauseFacts.Event event, List<Fired> fired) {
    GradingParameters.Clauses limits = parameters.clauses();
    if (!event.held()) {
      fired.add(
          new Fired(
              "CL2",
              Grade.LIKELY_MAJOR,
              "none was ever held",
              "one may have been held and not recorded"));
    } else if (event.overdueDays() > 0) {
      Grade grade =
          event.overdueDays() > limits.overdueMajorDays()
              ? Grade.LIKELY_MAJOR
              : event.overdueDays() > limits.overdueMinorDays() ? Grade.LIKELY_MINOR : Grade.OFI;
      fired.add(
          new Fired(
              "CL2",
              grade,
              event.overdueDays() + " days past its planned date",
              "a later date may have been agreed"));
    }
  }

  private void review(ClauseFacts.Review review, List<Fired> fired) {
    int missing = review.missingInputs().size();
    String against = "they may have been treated and not minuted";
    if (!review.topManagement()) {
      fired.add(
          new Fired(
              "CL3",
              Grade.LIKELY_MAJOR,
              "top management took no part in the review",
              "the minutes may leave a participant out"));
    }
    if (missing > 0) {
      fired.add(
          new Fired(
              "CL3",
              missing >= parameters.clauses().missingInputsMajor()
                  ? Grade.LIKELY_MAJOR
                  : Grade.LIKELY_MINOR,
              "inputs of 9.3.2 not treated: " + String.join(", ", review.missingInputs()),
              against));
    }
  }

  private void cycle(ClauseFacts facts, List<Fired> fired) {
    Double coverage = facts.cycleCoverage();
    if (coverage != null && coverage < 1) {
      fired.add(
          new Fired(
              "CL4",
              coverage < parameters.clauses().cycleCoverage()
                  ? Grade.LIKELY_MAJOR
                  : Grade.LIKELY_MINOR,
              "the audit cycle covers " + EvidenceRules.percent(coverage),
              "the rest may be planned within the cycle"));
    }
  }

  /** Always means every audit, when there was more than one. */
  private static void independence(ClauseFacts facts, List<Fired> fired) {
    if (facts.ownWorkAudits() > 0) {
      boolean always = facts.audits() > 1 && facts.ownWorkAudits() == facts.audits();
      fired.add(
          new Fired(
              "CL5",
              always ? Grade.LIKELY_MAJOR : Grade.LIKELY_MINOR,
              facts.ownWorkAudits()
                  + " of "
                  + facts.audits()
                  + " audits were held by someone over their own work",
              "a second auditor may have taken that part"));
    }
  }

  private void causes(ClauseFacts facts, List<Fired> fired) {
    long limit = parameters.clauses().causeDays();
    long late = facts.withoutCauseDays().stream().filter(age -> age > limit).count();
    if (late > 0) {
      fired.add(
          new Fired(
              "CL6",
              Grade.LIKELY_MINOR,
              late + " nonconformities without cause analysis after " + limit + " days",
              "the analysis may be under way"));
    }
  }
}
