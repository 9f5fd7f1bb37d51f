package io.attestream.collector.control;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.EstateFacts;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Reads the facts of all controls as they are at one moment; writes nothing. */
public final class EstateReader {
  private final FactsReader facts;

  public EstateReader(Catalogue catalogue, ControlRegistry registry) {
    this.facts = new FactsReader(catalogue, registry);
  }

  /** The facts of every control. Facts of clauses are not kept, so there are none. */
  public EstateFacts read(Handle handle, Instant now) {
    Set<String> all =
        facts.controls().stream().map(Control::id).collect(Collectors.toUnmodifiableSet());
    FactsReader.Estate estate = facts.estate(handle, facts.checksOf(all), now.toEpochMilli());
    return new EstateFacts(
        estate.soaRecorded(),
        facts.controls().stream().map(control -> facts.facts(control, estate)).toList(),
        List.of());
  }
}
