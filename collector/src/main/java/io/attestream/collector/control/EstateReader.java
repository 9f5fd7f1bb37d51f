package io.attestream.collector.control;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.EstateFacts;
import io.attestream.collector.assessment.GradingParameters;
import io.attestream.collector.clauses.ClauseRegister;
import io.attestream.collector.exceptions.Coverage;
import io.attestream.collector.exceptions.ExceptionTable;
import io.attestream.collector.scopes.ScopeUnits;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
   * The facts of every control now, and of the clauses once their register is begun; and the same again
   * from each day until {@code last} on which an exception that stands now does so no longer.
   *
   * @param parameters by which they will be graded
   * @param scope a scope's name, or empty for everything
   */
  public List<DatedFacts> read(
      Handle handle, GradingParameters parameters, String scope, Instant now, LocalDate last) {
    Set<String> checks = mapping.checksOf(mapping.ids());
    Snapshot estate = Snapshot.read(handle, checks, parameters, scope, now.toEpochMilli());
    LocalDate today = estate.decided().today();
    ScopeUnits in = ScopeUnits.of(handle, scope);
    List<DatedFacts> dated = new ArrayList<>();
    dated.add(new DatedFacts(today, facts(handle, estate)));
    for (LocalDate day : ExceptionTable.ends(handle, today, last)) {
      Coverage then = Coverage.read(handle, checks, in, day);
      dated.add(new DatedFacts(day, facts(handle, estate.with(then))));
    }
    return dated;
  }

  private EstateFacts facts(Handle handle, Snapshot estate) {
    return new EstateFacts(
        estate.decided().soaRecorded(),
        mapping.controls().stream().map(control -> facts.facts(control, estate)).toList(),
        clauses.facts(handle, estate.register(), estate.decided().today()));
  }
}
