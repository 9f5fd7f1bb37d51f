package io.attestream.collector.assessment;

import io.attestream.collector.assessment.SoaRow.Implementation;
import java.util.Optional;

/** G0 to G4: what the Statement of Applicability decides before any evidence is weighed. */
final class GateRules {
  private GateRules() {}

  static Optional<Fired> first(ControlFacts facts, GradingParameters parameters) {
    SoaRow soa = facts.soa();
    return switch (soa.applicability()) {
      case MISSING ->
          Optional.of(
              new Fired(
                  "G1",
                  Grade.LIKELY_MINOR,
                  "the Statement of Applicability has no row for this control",
                  "the row may stand in a version that was not recorded here"));
      case EXCLUDED -> Optional.of(excluded(facts, parameters));
      case APPLICABLE -> notImplemented(facts, parameters);
    };
  }

  private static Fired excluded(ControlFacts facts, GradingParameters parameters) {
    if (facts.concernsSomething()) {
      boolean grave =
          facts.checks().stream().anyMatch(c -> c.key() && c.criticalOrHigh() && c.fails());
      return new Fired(
          "G3",
          grave ? Grade.LIKELY_MAJOR : Grade.LIKELY_MINOR,
          "excluded, yet resources that it concerns were seen",
          "the resources may lie outside the certified scope");
    }
    if (!facts.soa().justified()) {
      boolean many = facts.unjustifiedExclusions() >= parameters.soa().unjustifiedMajor();
      return new Fired(
          "G2",
          many ? Grade.LIKELY_MAJOR : Grade.LIKELY_MINOR,
          "excluded without an approved justification, one of " + facts.unjustifiedExclusions(),
          "a justification may exist outside this record");
    }
    return new Fired(
        "G0",
        Grade.NOT_APPLICABLE,
        "excluded with a justification; nothing seen contradicts it",
        "");
  }

  private static Optional<Fired> notImplemented(ControlFacts facts, GradingParameters parameters) {
    SoaRow soa = facts.soa();
    if (soa.implemented() == Implementation.YES) {
      return Optional.empty();
    }
    boolean overdue = soa.implemented() == Implementation.NO || soa.overdueDays() > 0;
    if (!overdue) {
      return Optional.of(
          new Fired("G4", Grade.OFI, "planned and not yet due", "the plan is on schedule"));
    }
    boolean grave = soa.overdueDays() > parameters.soa().overdueMajorDays() && facts.weighty();
    return Optional.of(
        new Fired(
            "G4",
            grave ? Grade.LIKELY_MAJOR : Grade.LIKELY_MINOR,
            "not implemented, " + Math.max(0, soa.overdueDays()) + " days past its date",
            "a new date may have been approved"));
  }
}
