package io.attestream.collector.assessment;

import io.attestream.checks.control.AutomationClass;
import java.util.ArrayList;
import java.util.List;

/** E1 to E3: missing evidence never becomes conforming. */
final class EvidenceRules {
  private EvidenceRules() {}

  static List<Fired> fired(ControlFacts facts, GradingParameters parameters) {
    List<Fired> fired = new ArrayList<>();
    if (facts.automation() != AutomationClass.N) {
      automated(facts, fired);
    }
    if (facts.hasData() && facts.coverage() < parameters.evidence().coverage()) {
      fired.add(
          new Fired(
              "E2",
              Grade.NO_EVIDENCE,
              "only " + percent(facts.coverage()) + " observed of " + facts.leastSeen(),
              "the missing part may be out of scope"));
    }
    if (facts.manual().state() == ManualEvidence.State.MISSING) {
      boolean full = facts.automation() == AutomationClass.F;
      fired.add(
          new Fired(
              "E3",
              full ? Grade.OFI : Grade.NO_EVIDENCE,
              "the documents and records that complete this control are not recorded",
              "they may exist outside this record"));
    }
    return fired;
  }

  private static void automated(ControlFacts facts, List<Fired> fired) {
    List<CheckFacts> withData = facts.checks().stream().filter(c -> c.population() > 0).toList();
    if (withData.isEmpty()) {
      fired.add(
          new Fired(
              "E1",
              Grade.NO_EVIDENCE,
              "no check of this control has judged a resource",
              "there may be nothing in scope that it concerns"));
    } else if (withData.stream().allMatch(CheckFacts::stale)) {
      long days = withData.stream().mapToLong(CheckFacts::staleDays).max().orElse(0);
      fired.add(
          new Fired(
              "E1",
              Grade.NO_EVIDENCE,
              "all evidence is older than twice its cadence, by up to " + days + " d",
              "the agents may be under maintenance"));
    }
  }

  static String percent(double share) {
    return Math.round(share * 1000) / 10.0 + " %";
  }
}
