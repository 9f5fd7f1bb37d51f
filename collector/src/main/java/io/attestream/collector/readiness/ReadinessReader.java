package io.attestream.collector.readiness;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.GradingParameters;
import io.attestream.collector.control.EstateReader;
import io.attestream.collector.parameters.ParametersInForce;
import io.attestream.collector.scopes.NamedScope;
import io.attestream.collector.store.Database;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** The readiness of what a collector keeps, read in one snapshot; writes nothing. Blocks. */
public final class ReadinessReader {
  private final Database database;
  private final EstateReader facts;
  private final ParametersInForce parameters = new ParametersInForce();
  private final Map<String, String> titles;

  public ReadinessReader(Database database, Catalogue catalogue, ControlRegistry registry) {
    this.database = database;
    this.facts = new EstateReader(catalogue, registry);
    this.titles =
        registry.controls().stream().collect(Collectors.toMap(Control::id, Control::title));
  }

  /** The forecast of everything as it is now, a moment of the plan's first day. */
  public Readiness read(Instant now, AuditPlan plan) {
    return read(NamedScope.EVERYTHING, now, plan);
  }

  /** The forecast of a scope; empty for everything. One that is not defined has no units. */
  public Readiness read(String scope, Instant now, AuditPlan plan) {
    return database.read(
        handle -> {
          GradingParameters inForce = parameters.read(handle);
          return new ReadinessGrader(inForce)
              .look(facts.read(handle, inForce, scope, now, plan.audit()), plan, titles);
        });
  }
}
