package io.attestream.collector.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attestream.checks.control.Control;
import io.attestream.collector.assessment.Assessment;
import io.attestream.collector.assessment.ControlFacts;
import io.attestream.collector.assessment.ControlGrader;
import io.attestream.collector.assessment.EstateAssessment;
import io.attestream.collector.assessment.EstateFacts;
import io.attestream.collector.assessment.EstateGrader;
import io.attestream.collector.assessment.Fired;
import io.attestream.collector.live.LiveEvent;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.store.Database;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Keeps the grade of each control and the history of its changes. Grades are derived: they can be
 * computed anew from counters and the clock at any time, and are when the collector starts.
 */
final class GradeKeeper {
  private final Database database;
  private final FactsReader facts;
  private final ControlGrader grader;
  private final EstateGrader estates;
  private final LiveEvents live;
  private final Turns turns;
  private final Clock clock;
  private final ObjectMapper json = new ObjectMapper();

  GradeKeeper(
      Database database,
      FactsReader facts,
      ControlGrader grader,
      LiveEvents live,
      Turns turns,
      Clock clock) {
    this.database = database;
    this.facts = facts;
    this.grader = grader;
    this.estates = new EstateGrader(grader.parameters());
    this.live = live;
    this.turns = turns;
    this.clock = clock;
  }

  /** Assesses these controls now and says what changed. A blocking call. */
  void assess(Set<String> controls) {
    long now = clock.millis();
    List<LiveEvent.GradeChanged> changes =
        database.write(
            handle -> {
              FactsReader.Estate estate = facts.estate(handle, facts.checksOf(controls), now);
              List<LiveEvent.GradeChanged> changed = new ArrayList<>();
              for (Control control : facts.controls()) {
                if (controls.contains(control.id())) {
                  ControlFacts controlFacts = facts.facts(control, estate);
                  keep(handle, control, controlFacts, grader.assess(controlFacts), now)
                      .ifPresent(changed::add);
                }
              }
              return changed;
            });
    changes.forEach(live::publish);
  }

  /** Assesses all controls, and what shows only across them and in clauses. A blocking call. */
  void assessAll() {
    long now = clock.millis();
    Set<String> all = facts.controls().stream().map(Control::id).collect(Collectors.toSet());
    List<LiveEvent.GradeChanged> changes =
        database.write(
            handle -> {
              FactsReader.Estate estate = facts.estate(handle, facts.checksOf(all), now);
              List<ControlFacts> controls =
                  facts.controls().stream().map(c -> facts.facts(c, estate)).toList();
              EstateAssessment graded =
                  estates.assess(new EstateFacts(estate.soaRecorded(), controls, List.of()));
              boolean first = none(handle);
              List<LiveEvent.GradeChanged> changed = new ArrayList<>();
              for (int i = 0; i < controls.size(); i++) {
                ControlFacts control = controls.get(i);
                Assessment assessment =
                    Objects.requireNonNull(graded.controls().get(control.control()));
                keep(handle, facts.controls().get(i), control, assessment, now)
                    .ifPresent(changed::add);
              }
              keepClauses(handle, graded.clauses(), first, now);
              turns.look(handle, now);
              return changed;
            });
    changes.forEach(live::publish);
  }

  /** Before the first round nothing had a grade, so that nothing turns in it. */
  private static boolean none(Handle handle) {
    return handle.createQuery("SELECT COUNT(*) FROM grade").mapTo(Long.class).one() == 0;
  }

  private void keepClauses(
      Handle handle, Map<String, Assessment> clauses, boolean first, long now) {
    if (!first) {
      turns.clauses(handle, clauses, now);
    }
    clauses.forEach(
        (clause, assessment) ->
            handle
                .createUpdate(
                    """
                    INSERT INTO clause_grade (clause, grade, detail, since, assessed_at)
                    VALUES (:clause, :grade, :detail, :now, :now)
                    ON CONFLICT (clause) DO UPDATE SET
                      grade = excluded.grade, detail = excluded.detail,
                      since = CASE WHEN clause_grade.grade = excluded.grade THEN clause_grade.since
                        ELSE excluded.since END,
                      assessed_at = excluded.assessed_at
                    """)
                .bind("clause", clause)
                .bind("grade", assessment.grade().name())
                .bind("detail", detail(Map.of(), assessment.fired()))
                .bind("now", now)
                .execute());
    handle.createQuery("SELECT clause FROM clause_grade").mapTo(String.class).list().stream()
        .filter(clause -> !clauses.containsKey(clause))
        .forEach(clause -> handle.execute("DELETE FROM clause_grade WHERE clause = ?", clause));
  }

  /** Writes today's verdict counts of these checks, so that a trend needs no history scan. */
  void rollUp(Set<String> checks) {
    if (checks.isEmpty()) {
      return;
    }
    long day = Math.floorDiv(clock.millis(), 86_400_000L);
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO daily_rollup (day, check_id, unit_id, pass, fail, na, unknown)
                    SELECT :day, check_id, unit_id, pass, fail, na, unknown FROM counter
                    WHERE check_id IN (<checks>)
                    ON CONFLICT (day, check_id, unit_id) DO UPDATE SET
                      pass = excluded.pass, fail = excluded.fail,
                      na = excluded.na, unknown = excluded.unknown
                    """)
                .bind("day", day)
                .bindList("checks", List.copyOf(checks))
                .execute());
  }

  private Optional<LiveEvent.GradeChanged> keep(
      Handle handle, Control about, ControlFacts controlFacts, Assessment assessment, long now) {
    String control = about.id();
    Optional<String> before =
        handle
            .createQuery("SELECT grade FROM grade WHERE control = :control")
            .bind("control", control)
            .mapTo(String.class)
            .findOne();
    String grade = assessment.grade().name();
    String detail = detail(facts(controlFacts), assessment.fired());
    boolean changed = !before.equals(Optional.of(grade));
    handle
        .createUpdate(
            """
            INSERT INTO grade (control, grade, confidence, detail, since, assessed_at)
            VALUES (:control, :grade, :confidence, :detail, :now, :now)
            ON CONFLICT (control) DO UPDATE SET
              grade = excluded.grade, confidence = excluded.confidence, detail = excluded.detail,
              since = CASE WHEN grade.grade = excluded.grade THEN grade.since ELSE excluded.since END,
              assessed_at = excluded.assessed_at
            """)
        .bind("control", control)
        .bind("grade", grade)
        .bind("confidence", assessment.confidence().name())
        .bind("detail", detail)
        .bind("now", now)
        .execute();
    if (!changed) {
      return Optional.empty();
    }
    handle
        .createUpdate(
            """
            INSERT INTO grade_history (control, at, grade, detail)
            VALUES (:control, :now, :grade, :detail)
            ON CONFLICT (control, at) DO UPDATE SET grade = excluded.grade, detail = excluded.detail
            """)
        .bind("control", control)
        .bind("now", now)
        .bind("grade", grade)
        .bind("detail", detail)
        .execute();
    before.ifPresent(from -> turns.control(handle, about, from, assessment, now));
    return Optional.of(new LiveEvent.GradeChanged(control, before.orElse(""), grade));
  }

  private static Map<String, Object> facts(ControlFacts controlFacts) {
    return Map.of(
        "automation", controlFacts.automation().name(),
        "foundation", controlFacts.foundation(),
        "coveragePermille", Math.round(controlFacts.coverage() * 1000),
        "manual", controlFacts.manual().state().name(),
        "checks", controlFacts.checks().size());
  }

  private String detail(Map<String, Object> facts, List<Fired> fired) {
    try {
      return json.writeValueAsString(
          Map.of(
              "fired",
              fired.stream()
                  .map(
                      f ->
                          Map.of(
                              "rule", f.rule(),
                              "grade", f.grade().name(),
                              "facts", f.facts(),
                              "against", f.against()))
                  .toList(),
              "facts",
              facts));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a grade's detail is plain text and numbers", e);
    }
  }
}
