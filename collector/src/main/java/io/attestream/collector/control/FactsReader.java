package io.attestream.collector.control;

import io.attestream.checks.control.AutomationClass;
import io.attestream.checks.control.Control;
import io.attestream.checks.model.Check;
import io.attestream.collector.assessment.CheckFacts;
import io.attestream.collector.assessment.ControlFacts;
import io.attestream.collector.assessment.ExceptionFacts;
import io.attestream.collector.nonconformity.RegisterFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes the facts of a control of what is known at one moment. */
final class FactsReader {
  private final Mapping mapping;

  FactsReader(Mapping mapping) {
    this.mapping = mapping;
  }

  ControlFacts facts(Control control, Snapshot estate) {
    List<Mapping.Edge> edges = mapping.edges(control.id());
    Observed observed = Observed.of(edges, estate);
    List<CheckFacts> checks = new ArrayList<>();
    long excepted = 0;
    boolean seen = false;
    for (Mapping.Edge edge : edges) {
      List<Counter> counters = estate.counters(edge.check().id());
      if (counters.isEmpty()) {
        continue;
      }
      List<Counter> inScope = counters.stream().map(estate::inScope).toList();
      excepted += failing(counters) - failing(inScope);
      seen |= counters.stream().anyMatch(c -> c.population() > 0);
      checks.add(checkFacts(edge, inScope, estate));
    }
    AutomationClass automation = estate.units().automation(control);
    Decided decided = estate.decided();
    RegisterFacts register = estate.register();
    return new ControlFacts(
        control.id(),
        automation,
        control.foundation(),
        decided.highRisk(control.id()),
        decided.owner(control.id()).isEmpty()
            ? register.owner(control.id())
            : decided.owner(control.id()),
        register.causes(control.id()),
        decided.soa(control.id()),
        decided.unjustifiedExclusions(),
        decided.manual(control.id(), automation),
        observed.coverage(),
        observed.least(),
        estate.period().coverage(observed.units()),
        seen,
        estate.confirmed().tamperingDays(control.id()),
        checks,
        register.actions(control.id(), checks.stream().anyMatch(check -> check.failing() > 0)),
        new ExceptionFacts(
            excepted,
            estate.exceptions().invalid(checks.stream().map(CheckFacts::check).toList())));
  }

  private static CheckFacts checkFacts(Mapping.Edge edge, List<Counter> counters, Snapshot estate) {
    Check check = edge.check();
    List<Counter> failing = counters.stream().filter(Counter::fails).toList();
    long oldest = failing.stream().mapToLong(Counter::oldestFailure).min().orElse(estate.now());
    UnitStates units = estate.units();
    boolean stale = counters.stream().allMatch(c -> units.stale(c.unit()));
    long staleFor = counters.stream().mapToLong(c -> units.staleFor(c.unit())).min().orElse(0);
    PeriodFacts period = estate.period();
    Set<String> failingIn = units.names(failing.stream().map(Counter::unit).toList());
    return new CheckFacts(
        check.id(),
        edge.role(),
        check.severity(),
        counters.stream().mapToLong(Counter::population).sum(),
        failing(counters),
        days(estate.now() - oldest),
        (int) counters.stream().filter(c -> c.population() > 0).count(),
        failing.size(),
        failingIn,
        estate.register().tracked(check.id(), failingIn),
        stale,
        stale ? days(staleFor) : 0,
        period.lapsed(
            check.id(), counters, estate.parameters().grace(check.severity()), estate.now()),
        estate.register().recurrence(check.id()),
        estate.confirmed().exposureDays(check.id(), failingIn),
        period.rateBefore(check.id()));
  }

  private static long failing(List<Counter> counters) {
    return counters.stream().mapToLong(Counter::fail).sum();
  }

  private static long days(long millis) {
    return Math.max(0, Duration.ofMillis(millis).toDays());
  }
}
