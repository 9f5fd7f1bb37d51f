package io.attestream.collector.web.control;

import io.attestream.checks.control.AutomationClass;
import io.attestream.checks.control.Control;
import io.attestream.checks.control.Theme;
import io.attestream.collector.exceptions.Coverage;
import io.attestream.collector.grading.ParameterValues;
import io.attestream.collector.grading.RuleParameters;
import io.attestream.collector.parameters.ParametersTable;
import io.attestream.collector.scopes.ScopeUnits;
import io.attestream.collector.web.control.ControlView.Line;
import io.attestream.collector.web.control.ControlView.Past;
import io.attestream.collector.web.control.ControlView.ProviderClass;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.view.CheckCounters;
import io.attestream.collector.web.view.Counts;
import io.attestream.collector.web.view.GradeBadge;
import io.attestream.collector.web.view.GradeRow;
import io.attestream.collector.web.view.Mark;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.ScopeChoice;
import io.attestream.collector.web.view.ScopeGrades;
import io.attestream.collector.web.view.SeverityBadge;
import io.attestream.collector.web.view.When;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Reads controls: the registry's words, the grade, and the counters of the mapped checks. */
public final class ControlQuery {
  private static final int PAST = 100;

  private final Reference reference;

  public ControlQuery(Reference reference) {
    this.reference = reference;
  }

  /** All controls that match, in the order of Annex A; 404 for a scope that is not defined. */
  public ControlListView list(
      Handle handle,
      String scope,
      Optional<GradeBadge> grade,
      Optional<Theme> theme,
      String search,
      Instant now) {
    ScopeChoice choice = ScopeChoice.read(handle, scope);
    Map<String, GradeRow> grades =
        ScopeGrades.read(handle, reference.scopes(), choice, now).controls();
    CheckCounters counters = CheckCounters.in(handle, ScopeUnits.of(handle, scope));
    String wanted = search.toLowerCase(Locale.ROOT);
    List<ControlListView.Line> lines =
        reference.controls().stream()
            .filter(c -> theme.map(t -> t == c.theme()).orElse(true))
            .filter(c -> (c.id() + " " + c.title()).toLowerCase(Locale.ROOT).contains(wanted))
            .map(c -> line(c, grade(grades, c), counters, now))
            .filter(line -> grade.map(g -> g == line.grade()).orElse(true))
            .toList();
    return new ControlListView(choice, grade, theme, search, lines, reference.controls().size());
  }

  private ControlListView.Line line(
      Control control, GradeRow row, CheckCounters counters, Instant now) {
    List<Reference.Mapped> mapped = reference.mapped(control.id());
    Counts counts =
        mapped.stream()
            .map(m -> counters.of(m.check().id()).counts())
            .reduce(Counts.NONE, Counts::plus);
    return new ControlListView.Line(
        control.id(),
        control.title(),
        row.badge(),
        row.confidence().toLowerCase(Locale.ROOT),
        row.fired().isEmpty() ? "" : row.fired().get(0).facts(),
        "AWS " + control.awsClass().label() + ", Kubernetes " + control.kubernetesClass().label(),
        mapped.size(),
        counts,
        since(row.since(), now));
  }

  /** One control; 404 when Annex A has no such number, or when the scope is not defined. */
  public ControlView one(Handle handle, String scope, String id, Instant now) {
    Control control =
        reference
            .control(id)
            .orElseThrow(() -> HttpProblem.notFound("Annex A has no control '" + id + "'."));
    ScopeChoice choice = ScopeChoice.read(handle, scope);
    ScopeUnits units = ScopeUnits.of(handle, scope);
    ScopeGrades grades = ScopeGrades.read(handle, reference.scopes(), choice, now);
    GradeRow row = grade(grades.controls(), control);
    CheckCounters counters = CheckCounters.in(handle, units);
    List<Reference.Mapped> mapped = reference.mapped(id);
    Coverage exceptions =
        Coverage.read(
            handle,
            mapped.stream().map(m -> m.check().id()).collect(Collectors.toUnmodifiableSet()),
            units,
            LocalDate.ofInstant(now, ZoneOffset.UTC));
    return new ControlView(
        choice,
        control.id(),
        control.title(),
        control.theme(),
        control.explanation(),
        control.foundation(),
        List.of(
            provider("AWS", control.awsClass()), provider("Kubernetes", control.kubernetesClass())),
        row.badge(),
        row.confidence().toLowerCase(Locale.ROOT),
        since(row.since(), now),
        since(row.assessedAt(), now),
        choice.everything()
            ? fresh(handle, id, now)
            : grades.freshUntil(id).map(at -> fresh(at, now)),
        row.fired(),
        limits(handle, row, mapped),
        mapped.stream().map(m -> check(m, counters, exceptions, now)).toList(),
        control.manualPart(),
        choice.everything() ? history(handle, id, row.automation().equals("N"), now) : List.of(),
        Mark.ofControl(handle, id, now));
  }

  /** Of what goes by severity, only the severities of the control's checks. */
  private static List<ControlView.Limit> limits(
      Handle handle, GradeRow row, List<Reference.Mapped> mapped) {
    List<String> rules = row.fired().stream().map(GradeRow.Rule::rule).toList();
    Set<String> severities =
        mapped.stream().map(m -> m.check().severity().key()).collect(Collectors.toSet());
    return RuleParameters.of(rules, ParametersTable.current(handle).parameters()).stream()
        .filter(e -> !e.key().contains("Days.") || severities.contains(lastPart(e.key())))
        .map(e -> new ControlView.Limit(e.key(), value(e), e.meaning()))
        .toList();
  }

  private static String lastPart(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  private static String value(ParameterValues.Entry entry) {
    if (entry.value().isEmpty()) {
      return "none";
    }
    return entry.unit().equals("days") ? entry.value() + " days" : entry.value();
  }

  private static Optional<ControlView.Fresh> fresh(Handle handle, String id, Instant now) {
    return handle
        .createQuery("SELECT fresh_until FROM grade WHERE control = :control")
        .bind("control", id)
        .mapTo(Long.class)
        .findOne()
        .map(at -> fresh(at, now));
  }

  private static ControlView.Fresh fresh(long at, Instant now) {
    return new ControlView.Fresh(When.of(at, now), at < now.toEpochMilli());
  }

  private static Line check(
      Reference.Mapped mapped, CheckCounters counters, Coverage exceptions, Instant now) {
    CheckCounters.Counter counter = counters.of(mapped.check().id());
    return new Line(
        mapped.check().id(),
        mapped.check().title(),
        SeverityBadge.of(mapped.check().severity().name()),
        mapped.edge().strength().key(),
        mapped.edge().why(),
        counter.counts(),
        since(counter.oldestFailure(), now),
        exceptions.of(mapped.check().id()));
  }

  private static List<Past> history(Handle handle, String id, boolean manual, Instant now) {
    return handle
        .createQuery(
            """
            SELECT at, grade, detail FROM grade_history
            WHERE control = :control ORDER BY at DESC LIMIT :most
            """)
        .bind("control", id)
        .bind("most", PAST)
        .map(
            (row, context) -> {
              GradeRow past =
                  GradeRow.of(
                      id,
                      row.getString("grade"),
                      "",
                      row.getString("detail"),
                      0,
                      row.getLong("at"));
              return new Past(
                  GradeBadge.of(past.grade(), manual),
                  When.of(past.assessedAt(), now),
                  past.fired().isEmpty() ? "" : past.fired().get(0).facts());
            })
        .list();
  }

  private static GradeRow grade(Map<String, GradeRow> grades, Control control) {
    GradeRow row = grades.get(control.id());
    return row == null ? GradeRow.unassessed(control) : row;
  }

  private static Optional<When> since(long millis, Instant now) {
    return millis == 0 ? Optional.empty() : Optional.of(When.of(millis, now));
  }

  private static ProviderClass provider(String name, AutomationClass automation) {
    String meaning =
        switch (automation) {
          case F -> "Checks can show the technical part of this control in full.";
          case P -> "Checks can show a material part; documents and records complete it.";
          case W -> "Checks give hints only; documents and records carry this control.";
          case N -> "No check can show this control; only documents and records can.";
        };
    return new ProviderClass(name, automation.label(), meaning);
  }
}
