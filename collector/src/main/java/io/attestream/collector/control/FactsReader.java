package io.attestream.collector.control;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.AutomationClass;
import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.ControlEdge;
import io.attestream.collector.assessment.CheckFacts;
import io.attestream.collector.assessment.ControlFacts;
import io.attestream.collector.assessment.ExceptionFacts;
import io.attestream.collector.assessment.Role;
import io.attestream.collector.assessment.SoaRow;
import io.attestream.collector.exceptions.Coverage;
import io.attestream.collector.manual.ManualRecord;
import io.attestream.collector.manual.ManualState;
import io.attestream.collector.manual.ManualTable;
import io.attestream.collector.soa.SoaEntry;
import io.attestream.collector.soa.SoaTable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Reads the facts of a control from counters, units, the Statement and the records of people. A unit is stale when its newest commit is
 * older than twice its cadence, which is the time that the agent itself promised between commits.
 */
final class FactsReader {
  private static final SoaRow MISSING =
      new SoaRow(SoaRow.Applicability.MISSING, false, SoaRow.Implementation.NO, 0);

  private final ControlRegistry registry;
  private final Map<String, List<Edge>> edges = new HashMap<>();

  FactsReader(Catalogue catalogue, ControlRegistry registry) {
    this.registry = registry;
    for (Check check : catalogue.checks()) {
      for (ControlEdge edge : check.controls()) {
        edges
            .computeIfAbsent(edge.control(), c -> new ArrayList<>())
            .add(new Edge(check, edge.key() ? Role.KEY : Role.SUPPORTING));
      }
    }
  }

  /** The units, and the counters of these checks: read once for any number of controls. */
  Estate estate(Handle handle, Set<String> checks, long now) {
    Map<Long, UnitState> units = new HashMap<>();
    handle
        .createQuery("SELECT id, name, committed_at, next_by FROM unit")
        .map(
            (row, ctx) -> {
              long committed = row.getLong("committed_at");
              long cadence = Math.max(row.getLong("next_by") - committed, 1);
              return new UnitState(
                  row.getLong("id"),
                  row.getString("name"),
                  now > committed + 2 * cadence,
                  now - committed - 2 * cadence);
            })
        .forEach(unit -> units.put(unit.id(), unit));
    Map<String, SoaEntry> statement = SoaTable.all(handle);
    Map<String, List<ManualRecord>> records = ManualTable.all(handle);
    Map<String, List<Counter>> counters = new HashMap<>();
    Coverage exceptions =
        Coverage.read(
            handle, checks, LocalDate.ofInstant(Instant.ofEpochMilli(now), ZoneOffset.UTC));
    if (checks.isEmpty()) {
      return new Estate(units, counters, exceptions, statement, records, now);
    }
    handle
        .createQuery(
            """
            SELECT check_id, unit_id, pass, fail, na, unknown, oldest_failure FROM counter
            WHERE check_id IN (<checks>)
            """)
        .bindList("checks", List.copyOf(checks))
        .map(
            (row, ctx) ->
                new Counter(
                    row.getString("check_id"),
                    row.getLong("unit_id"),
                    row.getLong("pass"),
                    row.getLong("fail"),
                    row.getLong("na"),
                    row.getLong("unknown"),
                    row.getLong("oldest_failure")))
        .forEach(c -> counters.computeIfAbsent(c.check(), k -> new ArrayList<>()).add(c));
    return new Estate(units, counters, exceptions, statement, records, now);
  }

  /** Ids of the controls that one of these checks is mapped to. */
  Set<String> controlsOf(Set<String> checks) {
    Set<String> controls = new HashSet<>();
    edges.forEach(
        (control, list) -> {
          if (list.stream().anyMatch(e -> checks.contains(e.check().id()))) {
            controls.add(control);
          }
        });
    return controls;
  }

  /** Ids of the checks that are mapped to one of these controls. */
  Set<String> checksOf(Set<String> controls) {
    Set<String> checks = new HashSet<>();
    for (String control : controls) {
      edges.getOrDefault(control, List.of()).forEach(e -> checks.add(e.check().id()));
    }
    return checks;
  }

  ControlFacts facts(Control control, Estate estate) {
    List<CheckFacts> checks = new ArrayList<>();
    long excepted = 0;
    Set<Long> units = new HashSet<>();
    double coverage = 1;
    String leastSeen = "the scope units";
    for (Edge edge : edges.getOrDefault(control.id(), List.of())) {
      List<Counter> counters =
          estate.counters().getOrDefault(edge.check().id(), List.of()).stream()
              .filter(c -> c.all() > 0)
              .toList();
      if (counters.isEmpty()) {
        continue;
      }
      counters.forEach(c -> units.add(c.unit()));
      List<Counter> inScope = counters.stream().map(estate::inScope).toList();
      excepted += failing(counters) - failing(inScope);
      checks.add(checkFacts(edge, inScope, estate));
      if (edge.role() == Role.KEY) {
        long all = counters.stream().mapToLong(Counter::all).sum();
        long unknown = counters.stream().mapToLong(Counter::unknown).sum();
        double seen = (double) (all - unknown) / all;
        if (seen < coverage) {
          coverage = seen;
          leastSeen = "the results of " + edge.check().id();
        }
      }
    }
    if (!units.isEmpty()) {
      long fresh = units.stream().filter(u -> !estate.stale(u)).count();
      double seen = (double) fresh / units.size();
      if (seen < coverage) {
        coverage = seen;
        leastSeen = "the scope units with fresh evidence";
      }
    }
    AutomationClass automation = automation(control, estate);
    return new ControlFacts(
        control.id(),
        automation,
        control.foundation(),
        false,
        estate.owner(control.id()),
        Set.of(),
        estate.soa(control.id()),
        estate.unjustifiedExclusions(),
        ManualState.of(
            estate.records().getOrDefault(control.id(), List.of()), automation, estate.today()),
        coverage,
        leastSeen,
        1,
        false,
        0,
        checks,
        List.of(),
        new ExceptionFacts(
            excepted,
            estate.exceptions().invalid(checks.stream().map(CheckFacts::check).toList())));
  }

  List<Control> controls() {
    return registry.controls();
  }

  private static CheckFacts checkFacts(Edge edge, List<Counter> counters, Estate estate) {
    long population = counters.stream().mapToLong(c -> c.pass() + c.fail()).sum();
    long failing = failing(counters);
    long oldest =
        counters.stream()
            .filter(c -> c.fail() > 0)
            .mapToLong(Counter::oldestFailure)
            .min()
            .orElse(estate.now());
    boolean stale = counters.stream().allMatch(c -> estate.stale(c.unit()));
    long staleFor = counters.stream().mapToLong(c -> estate.staleFor(c.unit())).min().orElse(0);
    return new CheckFacts(
        edge.check().id(),
        edge.role(),
        edge.check().severity(),
        population,
        failing,
        days(estate.now() - oldest),
        (int) counters.stream().filter(c -> c.pass() + c.fail() > 0).count(),
        (int) counters.stream().filter(c -> c.fail() > 0).count(),
        estate.names(counters.stream().filter(c -> c.fail() > 0).map(Counter::unit).toList()),
        false,
        stale,
        stale ? days(staleFor) : 0,
        0,
        0,
        0,
        null);
  }

  private static long failing(List<Counter> counters) {
    return counters.stream().mapToLong(Counter::fail).sum();
  }

  /** The stronger class of the providers that are in sight; of both while nothing is. */
  private static AutomationClass automation(Control control, Estate estate) {
    boolean aws = estate.units().values().stream().anyMatch(u -> u.name().startsWith("aws:"));
    boolean kubernetes =
        estate.units().values().stream().anyMatch(u -> !u.name().startsWith("aws:"));
    if (aws && !kubernetes) {
      return control.awsClass();
    }
    if (kubernetes && !aws) {
      return control.kubernetesClass();
    }
    return control.bestClass();
  }

  private static long days(long millis) {
    return Math.max(0, Duration.ofMillis(millis).toDays());
  }

  private record Edge(Check check, Role role) {}

  private record Counter(
      String check, long unit, long pass, long fail, long na, long unknown, long oldestFailure) {
    long all() {
      return pass + fail + na + unknown;
    }

    Counter less(long failures, long oldestLeft) {
      return new Counter(check, unit, pass, Math.max(0, fail - failures), na, unknown, oldestLeft);
    }
  }

  private record UnitState(long id, String name, boolean stale, long staleFor) {}

  /** Units, counters and what people decided, at one moment. */
  record Estate(
      Map<Long, UnitState> units,
      Map<String, List<Counter>> counters,
      Coverage exceptions,
      Map<String, SoaEntry> statement,
      Map<String, List<ManualRecord>> records,
      long now) {
    LocalDate today() {
      return LocalDate.ofInstant(Instant.ofEpochMilli(now), ZoneOffset.UTC);
    }

    /** A counter less the failures under an exception. */
    Counter inScope(Counter counter) {
      return exceptions
          .of(counter.check(), counter.unit())
          .map(c -> counter.less(c.failures(), c.oldestLeft().orElse(0)))
          .orElse(counter);
    }

    boolean soaRecorded() {
      return !statement.isEmpty();
    }

    /** The row of the Statement; where there is no Statement at all, what is assumed. */
    SoaRow soa(String control) {
      SoaEntry entry = statement.get(control);
      if (entry != null) {
        return entry.row(today());
      }
      return soaRecorded() ? MISSING : SoaRow.ASSUMED;
    }

    String owner(String control) {
      SoaEntry entry = statement.get(control);
      return entry == null ? "" : entry.owner();
    }

    int unjustifiedExclusions() {
      return (int)
          statement.values().stream().filter(e -> !e.applicable() && !e.justified()).count();
    }

    boolean stale(long unit) {
      UnitState state = units.get(unit);
      return state == null || state.stale();
    }

    Set<String> names(List<Long> ids) {
      Set<String> names = new HashSet<>();
      for (Long id : ids) {
        UnitState state = units.get(id);
        if (state != null) {
          names.add(state.name());
        }
      }
      return names;
    }

    long staleFor(long unit) {
      UnitState state = units.get(unit);
      return state == null ? 0 : Math.max(0, state.staleFor());
    }
  }
}
