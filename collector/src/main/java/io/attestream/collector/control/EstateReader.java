package io.attestream.collector.control;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.EstateFacts;
import io.attestream.collector.assessment.GradingParameters;
import io.attestream.collector.clauses.ClauseRegister;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Reads the facts of all controls as they are at one moment; writes nothing. */
public final class EstateReader {
  private final Mapping mapping;
  private final FactsReader facts;
  private final ClauseRegister clauses;

  public EstateReader(Catalogue catalogue, ControlRegistry registry) {
    this.mapping = new Mapping(catalogue, registry);
    this.facts = new FactsReader(mapping);
    this.clauses = new ClauseRegister(registry);
  }

  /**
   * The facts of every control, and of the clauses once their register is begun.
   *
   * @param parameters by which they will be graded
   */
  public EstateFacts read(Handle handle, GradingParameters parameters, Instant now) {
    Snapshot estate =
        Snapshot.read(handle, mapping.checksOf(mapping.ids()), parameters, now.toEpochMilli());
    return new EstateFacts(
        estate.decided().soaRecorded(),
        mapping.controls().stream().map(control -> facts.facts(control, estate)).toList(),
        clauses.facts(handle, estate.register(), estate.decided().today()));
  }
}
