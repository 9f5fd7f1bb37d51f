package io.attestream.collector.control;

import io.attestream.checks.control.Control;
import io.attestream.collector.assessment.Assessment;
import io.attestream.collector.assessment.ControlFacts;
import io.attestream.collector.assessment.ControlGrader;
import io.attestream.collector.assessment.EstateAssessment;
import io.attestream.collector.assessment.EstateFacts;
import io.attestream.collector.assessment.EstateGrader;
import io.attestream.collector.clauses.ClauseRegister;
import io.attestream.collector.live.LiveEvent;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.parameters.ParametersInForce;
import io.attestream.collector.store.Database;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Keeps the grade of each control and the history of its changes. Grades are derived: they can be
 * computed anew from counters, roll-ups and the clock at any time, and are when the collector starts.
 */
final class GradeKeeper {
  private final Database database;
  private final Mapping mapping;
  private final FactsReader facts;
  private final ClauseRegister clauses;
  private final ParametersInForce parameters = new ParametersInForce();
  private final GradeTable table = new GradeTable();
  private final LiveEvents live;
  private final Turns turns;
  private final Clock clock;

  GradeKeeper(
      Database database,
      Mapping mapping,
      ClauseRegister clauses,
      LiveEvents live,
      Turns turns,
      Clock clock) {
    this.database = database;
    this.mapping = mapping;
    this.clauses = clauses;
    this.facts = new FactsReader(mapping);
    this.live = live;
    this.turns = turns;
    this.clock = clock;
  }

  /**
   * Assesses these controls now and says what changed. A blocking call.
   *
   * @return when a grade may change next by clock alone, in epoch milliseconds
   */
  long assess(Set<String> controls) {
    long now = clock.millis();
    Round round =
        database.write(
            handle -> {
              Snapshot known = known(handle, controls, now);
              ControlGrader grader = new ControlGrader(known.parameters());
              Round graded = new Round(known.deadline(mapping));
              for (Control control : mapping.controls()) {
                if (controls.contains(control.id())) {
                  ControlFacts of = facts.facts(control, known);
                  graded.keep(handle, known, of, grader.assess(of));
                }
              }
              return graded;
            });
    round.changes.forEach(live::publish);
    return round.deadline;
  }

  /** The same for all controls, and for what shows only across them and in clauses. */
  long assessAll() {
    long now = clock.millis();
    Round round =
        database.write(
            handle -> {
              Snapshot known = known(handle, mapping.ids(), now);
              List<ControlFacts> controls =
                  mapping.controls().stream().map(c -> facts.facts(c, known)).toList();
              EstateAssessment graded =
                  new EstateGrader(known.parameters())
                      .assess(
                          new EstateFacts(
                              known.decided().soaRecorded(),
                              controls,
                              clauses.facts(handle, known.register(), known.decided().today())));
              boolean first = none(handle);
              Round all = new Round(known.deadline(mapping));
              for (ControlFacts of : controls) {
                all.keep(
                    handle, known, of, Objects.requireNonNull(graded.controls().get(of.control())));
              }
              if (!first) {
                turns.clauses(handle, graded.clauses(), now);
              }
              table.keepClauses(handle, graded.clauses(), now);
              return all;
            });
    round.changes.forEach(live::publish);
    return round.deadline;
  }

  /** Before the first round nothing had a grade, so that nothing turns in it. */
  private static boolean none(Handle handle) {
    return handle.createQuery("SELECT COUNT(*) FROM grade").mapTo(Long.class).one() == 0;
  }

  private Snapshot known(Handle handle, Set<String> controls, long now) {
    return Snapshot.read(handle, mapping.checksOf(controls), parameters.read(handle), now);
  }

  private final class Round {
    private final long deadline;
    private final List<LiveEvent.GradeChanged> changes = new ArrayList<>();

    private Round(long deadline) {
      this.deadline = deadline;
    }

    private void keep(Handle handle, Snapshot known, ControlFacts of, Assessment assessment) {
      table
          .keep(
              handle,
              of,
              assessment,
              Freshness.until(mapping.edges(of.control()), known),
              known.now())
          .ifPresent(
              change -> {
                changes.add(change);
                turns.control(
                    handle, change, mapping.title(change.control()), assessment, known.now());
              });
    }
  }
}
