package io.attestream.collector.control;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.Assessment;
import io.attestream.collector.assessment.ControlFacts;
import io.attestream.collector.assessment.EstateAssessment;
import io.attestream.collector.assessment.EstateFacts;
import io.attestream.collector.assessment.EstateGrader;
import io.attestream.collector.clauses.ClauseRegister;
import io.attestream.collector.parameters.ParametersInForce;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/**
 * The grades of a scope, computed from the counters of its units when they are asked for: a commit costs
 * nothing for a scope, and nothing that is kept can fall behind. Writes nothing.
 */
public final class ScopeBoard {
  private final Mapping mapping;
  private final FactsReader facts;
  private final ClauseRegister clauses;
  private final ParametersInForce parameters = new ParametersInForce();

  public ScopeBoard(Catalogue catalogue, ControlRegistry registry) {
    this.mapping = new Mapping(catalogue, registry);
    this.facts = new FactsReader(mapping);
    this.clauses = new ClauseRegister(registry);
  }

  /**
   * A control in a scope.
   *
   * @param freshUntil until when its evidence is fresh enough, in epoch milliseconds; empty without a result
   */
  public record Graded(ControlFacts facts, Assessment assessment, OptionalLong freshUntil) {}

  /** All of a scope: controls by Annex A id, clauses by number. */
  public record Grades(Map<String, Graded> controls, Map<String, Assessment> clauses) {}

  /** The grades now. */
  public Grades grades(Handle handle, String scope, Instant now) {
    Snapshot known =
        Snapshot.read(
            handle,
            mapping.checksOf(mapping.ids()),
            parameters.read(handle),
            scope,
            now.toEpochMilli());
    EstateFacts estate =
        new EstateFacts(
            known.decided().soaRecorded(),
            mapping.controls().stream().map(control -> facts.facts(control, known)).toList(),
            clauses.facts(handle, known.register(), known.decided().today()));
    EstateAssessment graded = new EstateGrader(known.parameters()).assess(estate);
    Map<String, Graded> controls = new HashMap<>();
    for (ControlFacts of : estate.controls()) {
      controls.put(
          of.control(),
          new Graded(
              of,
              Objects.requireNonNull(graded.controls().get(of.control())),
              Freshness.until(mapping.edges(of.control()), known)));
    }
    return new Grades(controls, graded.clauses());
  }
}
