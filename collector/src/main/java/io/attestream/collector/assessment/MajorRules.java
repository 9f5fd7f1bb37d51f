package io.attestream.collector.assessment;

import io.attestream.checks.model.Severity;
import java.util.ArrayList;
import java.util.List;

/** M1 to M6: doubt that effective control is in place at all. */
final class MajorRules {
  private MajorRules() {}

  static List<Fired> fired(ControlFacts facts, GradingParameters parameters) {
    List<Fired> fired = new ArrayList<>();
    absence(facts, parameters, fired);
    systemic(facts, parameters, fired);
    aggregation(facts, parameters, fired);
    recurrence(facts, fired);
    overdueActions(facts, parameters, fired);
    exposure(facts, fired);
    return fired;
  }

  private static void absence(ControlFacts facts, GradingParameters parameters, List<Fired> fired) {
    List<CheckFacts> keys =
        facts.checks().stream().filter(c -> c.key() && c.population() > 0).toList();
    boolean absent =
        !keys.isEmpty()
            && keys.stream()
                .allMatch(
                    c ->
                        c.failRate() >= parameters.absence().share()
                            && c.oldestFailureDays() >= parameters.absence().days());
    if (absent) {
      fired.add(
          new Fired(
              "M1",
              facts.weighty() ? Grade.LIKELY_MAJOR : Grade.LIKELY_MINOR,
              "every key check fails nearly everywhere: "
                  + String.join("; ", keys.stream().map(CheckFacts::facts).toList()),
              "the aim may be met by means that the checks do not see"));
    }
  }

  private static void systemic(
      ControlFacts facts, GradingParameters parameters, List<Fired> fired) {
    for (CheckFacts check : facts.checks()) {
      if (check.key()
          && check.criticalOrHigh()
          && parameters.systemic(check)
          && parameters.pastMajorAge(check)) {
        fired.add(
            new Fired(
                "M2",
                Grade.LIKELY_MAJOR,
                check.facts() + ", in " + check.failingUnits() + " of " + check.units() + " units",
                "a compensating control may cover these resources"));
      }
    }
  }

  private static void aggregation(
      ControlFacts facts, GradingParameters parameters, List<Fired> fired) {
    List<CheckFacts> minors =
        facts.checks().stream().filter(c -> MinorRules.minor(c, parameters)).toList();
    long keys = facts.checks().stream().filter(CheckFacts::key).count();
    long minorKeys = minors.stream().filter(CheckFacts::key).count();
    if (minors.size() >= parameters.aggregation().checks()
        && GradingParameters.share(minorKeys, keys) >= parameters.aggregation().keyShare()
        && minors.stream().anyMatch(CheckFacts::criticalOrHigh)) {
      fired.add(
          new Fired(
              "M3",
              Grade.LIKELY_MAJOR,
              minors.size() + " checks of this control are minor on their own",
              "the failures may have unrelated causes"));
    }
  }

  private static void recurrence(ControlFacts facts, List<Fired> fired) {
    for (CheckFacts check : facts.checks()) {
      if (check.recurrence() < 1 || !check.fails()) {
        continue;
      }
      fired.add(
          new Fired(
              "M4",
              recurrenceGrade(check),
              check.facts() + ", came back " + check.recurrence() + " times after an effective fix",
              "the new failure may have another cause"));
    }
  }

  private static Grade recurrenceGrade(CheckFacts check) {
    return switch (check.severity()) {
      case CRITICAL, HIGH -> Grade.LIKELY_MAJOR;
      case MEDIUM -> check.recurrence() >= 2 ? Grade.LIKELY_MAJOR : Grade.LIKELY_MINOR;
      case LOW -> Grade.OFI;
    };
  }

  private static void overdueActions(
      ControlFacts facts, GradingParameters parameters, List<Fired> fired) {
    for (CorrectiveAction action : facts.actions()) {
      long allowed =
          action.grade() == Grade.LIKELY_MAJOR
              ? parameters.actions().majorOverdueDays()
              : parameters.actions().minorOverdueDays();
      if (action.overdueDays() > allowed) {
        fired.add(
            new Fired(
                "M5",
                Grade.LIKELY_MAJOR,
                "corrective action ("
                    + action.grade().words()
                    + ") "
                    + action.overdueDays()
                    + " days overdue",
                "a later date may have been agreed"));
      }
    }
  }

  private static void exposure(ControlFacts facts, List<Fired> fired) {
    for (CheckFacts check : facts.checks()) {
      if (check.fails() && check.severity() == Severity.CRITICAL && check.exposureDays() >= 1) {
        fired.add(
            new Fired(
                "M6",
                Grade.LIKELY_MAJOR,
                check.facts() + ", classified data exposed for " + check.exposureDays() + " d",
                "the exposure may have been intended and approved"));
      }
    }
    if (facts.tamperingDays() >= 1) {
      fired.add(
          new Fired(
              "M6",
              Grade.LIKELY_MAJOR,
              "logs or evidence tampered with for " + facts.tamperingDays() + " d",
              "the change may have been ordered and recorded elsewhere"));
    }
  }
}
