package io.attestream.collector.web.control;

import io.attestream.checks.control.Theme;
import io.attestream.collector.web.view.Counts;
import io.attestream.collector.web.view.GradeBadge;
import io.attestream.collector.web.view.GradeRow;
import io.attestream.collector.web.view.Mark;
import io.attestream.collector.web.view.ScopeChoice;
import io.attestream.collector.web.view.SeverityBadge;
import io.attestream.collector.web.view.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One control.
 *
 * @param scope what the grade is of
 * @param foundation whether the absence of this control alone can be major
 * @param classes for each provider how far checks can show the control
 * @param limits the grading parameters that the rules which fired look at
 * @param manual what a person has to bring
 * @param marks its nonconformities, the newest first
 * @param assessed when the grade was last computed
 * @param history grades that it had, the newest first; none are kept of a scope
 * @param freshUntil until when its evidence is fresh enough, if nothing comes in; empty without a result
 */
public record ControlView(
    ScopeChoice scope,
    String id,
    String title,
    Theme theme,
    String explanation,
    boolean foundation,
    List<ProviderClass> classes,
    GradeBadge grade,
    String confidence,
    Optional<When> since,
    Optional<When> assessed,
    Optional<Fresh> freshUntil,
    List<GradeRow.Rule> rules,
    List<Limit> limits,
    List<Line> checks,
    String manual,
    List<Past> history,
    List<Mark> marks) {

  /** A grading parameter, {@code graceDays.high} and {@code 7 days}. */
  public record Limit(String key, String value, String meaning) {}

  /** @param past whether that moment is past */
  public record Fresh(When until, boolean past) {}

  /** How far checks with one provider can show the control. */
  public record ProviderClass(String provider, String letter, String meaning) {}

  /**
   * A mapped check.
   *
   * @param strength full, partial or weak
   * @param why why the check says something about the control
   * @param oldest since when the oldest current failure lasts
   * @param excepted how many of the failures are under an approved exception
   */
  public record Line(
      String id,
      String title,
      SeverityBadge severity,
      String strength,
      String why,
      Counts counts,
      Optional<When> oldest,
      long excepted) {}

  /** A grade that the control had. */
  public record Past(GradeBadge grade, When at, String reason) {}

  /** Rules that fired alike, one after the other, told once. */
  public record Reading(String rule, GradeBadge grade, List<Fact> facts, String against) {
    private boolean covers(GradeRow.Rule other) {
      return rule.equals(other.rule())
          && grade.equals(other.grade())
          && against.equals(other.against());
    }
  }

  /** @param check the check that the fact is about, when its text begins with one */
  public record Fact(Optional<Line> check, String text) {}

  public List<Reading> readings() {
    List<Reading> readings = new ArrayList<>();
    for (GradeRow.Rule rule : rules) {
      Reading last = readings.isEmpty() ? null : readings.get(readings.size() - 1);
      if (last == null || !last.covers(rule)) {
        last = new Reading(rule.rule(), rule.grade(), new ArrayList<>(), rule.against());
        readings.add(last);
      }
      last.facts().add(fact(rule.facts()));
    }
    return readings;
  }

  private Fact fact(String text) {
    for (Line line : checks) {
      String lead = line.id() + ": ";
      if (text.startsWith(lead)) {
        return new Fact(Optional.of(line), text.substring(lead.length()));
      }
    }
    return new Fact(Optional.empty(), text);
  }

  /** Whether only people can evidence it. */
  public boolean manualOnly() {
    return checks.isEmpty();
  }

  /** All results of the mapped checks. */
  public Counts counts() {
    return checks.stream().map(Line::counts).reduce(Counts.NONE, Counts::plus);
  }
}
