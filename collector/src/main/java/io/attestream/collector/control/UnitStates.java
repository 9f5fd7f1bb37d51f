package io.attestream.collector.control;

import io.attestream.checks.control.AutomationClass;
import io.attestream.checks.control.Control;
import io.attestream.collector.scopes.ScopeUnits;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The scope units at one moment. Evidence of a unit is fresh for so many times its cadence, which is the
 * time that the agent itself promised between two commits.
 *
 * @param now epoch milliseconds
 */
record UnitStates(Map<Long, Unit> byId, long now) {

  /** @param freshUntil the last moment at which its evidence is fresh, in epoch milliseconds */
  record Unit(long id, String name, long freshUntil) {}

  /** @param cadences for how many times its cadence evidence stays fresh */
  static UnitStates read(Handle handle, ScopeUnits in, int cadences, long now) {
    Map<Long, Unit> units = new HashMap<>();
    handle
        .createQuery("SELECT id, name, committed_at, next_by FROM unit")
        .map(
            (row, ctx) -> {
              long committed = row.getLong("committed_at");
              long until = freshUntil(committed, row.getLong("next_by"), cadences);
              return new Unit(row.getLong("id"), row.getString("name"), until);
            })
        .stream()
        .filter(unit -> in.has(unit.id()))
        .forEach(unit -> units.put(unit.id(), unit));
    return new UnitStates(units, now);
  }

  static long freshUntil(long committed, long nextBy, int cadences) {
    return committed + cadences * Math.max(nextBy - committed, 1);
  }

  /** A unit that is not known any more has no fresh evidence. */
  boolean stale(long unit) {
    return freshUntil(unit) < now;
  }

  long staleFor(long unit) {
    @Nullable Unit state = byId.get(unit);
    return state == null ? 0 : Math.max(0, now - state.freshUntil());
  }

  long freshUntil(long unit) {
    @Nullable Unit state = byId.get(unit);
    return state == null ? Long.MIN_VALUE : state.freshUntil();
  }

  /** When the next unit that is fresh now will be stale, if nothing comes in. */
  OptionalLong nextStale() {
    return byId.values().stream()
        .mapToLong(Unit::freshUntil)
        .filter(until -> until >= now)
        .map(until -> until + 1)
        .min();
  }

  Set<String> names(Collection<Long> ids) {
    Set<String> names = new HashSet<>();
    for (Long id : ids) {
      @Nullable Unit unit = byId.get(id);
      if (unit != null) {
        names.add(unit.name());
      }
    }
    return names;
  }

  /** The stronger class of the providers that are in sight; of both while nothing is. */
  AutomationClass automation(Control control) {
    boolean aws = byId.values().stream().anyMatch(u -> u.name().startsWith("aws:"));
    boolean kubernetes = byId.values().stream().anyMatch(u -> !u.name().startsWith("aws:"));
    if (aws && !kubernetes) {
      return control.awsClass();
    }
    if (kubernetes && !aws) {
      return control.kubernetesClass();
    }
    return control.bestClass();
  }
}
