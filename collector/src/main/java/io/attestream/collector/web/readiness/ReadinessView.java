package io.attestream.collector.web.readiness;

import io.attestream.collector.assessment.Assessment;
import io.attestream.collector.assessment.Fired;
import io.attestream.collector.assessment.Grade;
import io.attestream.collector.readiness.Fix;
import io.attestream.collector.readiness.Forecast;
import io.attestream.collector.readiness.Readiness;
import io.attestream.collector.readiness.ReadinessWords;
import io.attestream.collector.web.view.GradeBadge;
import io.attestream.collector.web.view.ScopeChoice;
import java.util.List;
import java.util.Optional;

/**
 * The readiness for an audit.
 *
 * @param scope what the forecast is of
 * @param today the first day that may be asked for
 * @param audit the day that was asked for, as it was typed
 * @param stage 1 or 2
 * @param readiness the answer; empty when the day cannot be used
 * @param problem why it cannot; empty when it can
 */
public record ReadinessView(
    ScopeChoice scope,
    String today,
    String audit,
    long stage,
    Optional<Readiness> readiness,
    String problem) {

  private static final int MOST_RULES = 3;
  private static final int MOST_CHECKS = 5;

  /** Grades in the order in which they are counted. */
  public List<Grade> grades() {
    return ReadinessWords.WORST_FIRST;
  }

  public static GradeBadge badge(Grade grade) {
    return GradeBadge.of(grade.name(), false);
  }

  public static String words(Readiness readiness, Grade grade) {
    return ReadinessWords.inSummary(readiness, grade);
  }

  public static String unassessed(Readiness readiness) {
    return ReadinessWords.unassessed(readiness);
  }

  /** The rules that decide the grade at the audit, the first few of them. */
  public static List<Fired> decisive(Forecast item) {
    return item.then().fired().stream()
        .filter(fired -> fired.grade() == item.then().grade())
        .limit(MOST_RULES)
        .toList();
  }

  /** How many rules fired besides those shown. */
  public static int moreRules(Forecast item) {
    return item.then().fired().size() - decisive(item).size();
  }

  /** The checks of a fix, the first few of them. */
  public static List<Fix.Failing> leading(Fix fix) {
    return fix.checks().stream().limit(MOST_CHECKS).toList();
  }

  /** How many checks a fix has besides those shown. */
  public static int moreChecks(Fix fix) {
    return Math.max(0, fix.checks().size() - MOST_CHECKS);
  }

  public static String need(Fired fired) {
    return ReadinessWords.need(fired);
  }

  /** Where one reads more; empty for a clause. */
  public String link(Forecast item) {
    return item.kind() == Forecast.Kind.CONTROL ? scope.of("/controls/" + item.id()) : "";
  }

  public String link(Fix fix) {
    return scope.of("/controls/" + fix.control());
  }

  /** Lower-case name of the confidence. */
  public static String confidence(Assessment assessment) {
    return assessment.confidence().name().toLowerCase(java.util.Locale.ROOT);
  }
}
