package io.attestream.collector.control;

import io.attestream.collector.assessment.GradingParameters;
import io.attestream.collector.confirmed.ConfirmedFacts;
import io.attestream.collector.exceptions.Coverage;
import io.attestream.collector.nonconformity.RegisterFacts;
import io.attestream.collector.scopes.NamedScope;
import io.attestream.collector.scopes.ScopeUnits;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * What is known at one moment: read once for any number of controls.
 *
 * @param counters of the checks that were asked for, by check
 * @param now epoch milliseconds
 */
record Snapshot(
    UnitStates units,
    Map<String, List<Counter>> counters,
    Coverage exceptions,
    Decided decided,
    PeriodFacts period,
    RegisterFacts register,
    ConfirmedFacts confirmed,
    GradingParameters parameters,
    long now) {

  /** Of everything. */
  static Snapshot read(Handle handle, Set<String> checks, GradingParameters parameters, long now) {
    return read(handle, checks, parameters, NamedScope.EVERYTHING, now);
  }

  /** Of a scope: its units, and the Statement that holds in it. */
  static Snapshot read(
      Handle handle, Set<String> checks, GradingParameters parameters, String scope, long now) {
    ScopeUnits in = ScopeUnits.of(handle, scope);
    LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(now), ZoneOffset.UTC);
    return new Snapshot(
        UnitStates.read(handle, in, parameters.evidence().staleCadences(), now),
        Counter.read(handle, checks, in),
        Coverage.read(handle, checks, in, today),
        Decided.read(handle, scope, today),
        PeriodFacts.read(handle, checks, in, parameters.period().days(), now),
        RegisterFacts.read(handle, in, parameters.recurrence().windowDays(), now),
        ConfirmedFacts.read(handle, in, today),
        parameters,
        now);
  }

  /** The same, as if these exceptions stood. */
  Snapshot with(Coverage others) {
    return new Snapshot(
        units, counters, others, decided, period, register, confirmed, parameters, now);
  }

  List<Counter> counters(String check) {
    return counters.getOrDefault(check, List.of());
  }

  /** A counter less the failures under an exception. */
  Counter inScope(Counter counter) {
    return exceptions
        .of(counter.check(), counter.unit())
        .map(c -> counter.less(c.failures(), c.oldestLeft().orElse(0)))
        .orElse(counter);
  }

  /** When a fact may change next by clock alone, in epoch milliseconds. */
  long deadline(Mapping mapping) {
    return new Deadlines(this, mapping).next();
  }
}
