package io.attestream.collector.assurance;

import io.attestream.checks.model.Check;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;

/**
 * Reads the assurance of controls over one window, in the caller's transaction. The commits of each
 * unit are read once, one at a time, however many controls are asked for.
 */
public final class AssuranceReader {
  private static final CheckState[] STATES = CheckState.values();

  private final Handle handle;
  private final Window window;
  private final Map<String, List<Requirement>> required;
  private final Map<Long, UnitAssurance> units = new HashMap<>();

  public AssuranceReader(Handle handle, Window window) {
    this.handle = handle;
    this.window = window;
    this.required = requirements();
  }

  private record Course(long unit, String name, String check) {}

  /**
   * The assurance of a control.
   *
   * @param checks that are mapped to it
   */
  public ControlAssurance of(Collection<Check> checks) {
    Map<Course, List<Turn>> turns = turns(checks.stream().map(Check::id).toList());
    Map<String, UnitAssurance> found = new TreeMap<>();
    for (Course course : turns.keySet()) {
      found.put(
          course.name(), units.computeIfAbsent(course.unit(), id -> observed(id, course.name())));
    }
    for (String unit : neverSeen(checks)) {
      found.put(unit, new UnitCourse(unit, window, requiredOf(unit)).end());
    }
    List<CheckCourse> courses = new ArrayList<>();
    turns.forEach((c, list) -> courses.add(new CheckCourse(c.check(), c.name(), list)));
    return ControlAssurance.of(window, found.values(), courses);
  }

  /** A unit that is known reports in the window's end or before it. */
  private UnitAssurance observed(long id, String name) {
    UnitCourse course = new UnitCourse(name, window, requiredOf(name));
    ResultIterable<long[]> commits =
        handle
            .createQuery(
                """
                SELECT MIN(c.finished_at, c.received_at) AS at,
                  COALESCE(c.next_by, c.finished_at + u.next_by - u.committed_at) AS next_by
                FROM commit_entry c JOIN unit u ON u.id = c.unit_id
                WHERE c.unit_id = :unit AND c.finished_at >= COALESCE((SELECT MAX(b.finished_at)
                  FROM commit_entry b WHERE b.unit_id = :unit AND b.finished_at < :from), :from)
                ORDER BY c.finished_at, c.idx
                """)
            .bind("unit", id)
            .bind("from", window.start())
            .map((row, context) -> new long[] {row.getLong(1), row.getLong(2)});
    try (var rows = commits.iterator()) {
      Iterator<long[]> each = rows;
      boolean within = true;
      while (within && each.hasNext()) {
        long[] commit = each.next();
        course.commit(commit[0], commit[1]);
        within = commit[0] < window.end();
      }
    }
    return course.end();
  }

  private Map<Course, List<Turn>> turns(List<String> checks) {
    Map<Course, List<Turn>> turns = new LinkedHashMap<>();
    if (checks.isEmpty()) {
      return turns;
    }
    handle
        .createQuery(
            """
            SELECT t.unit_id, u.name, t.check_id, t.at, t.state
            FROM check_turn t JOIN unit u ON u.id = t.unit_id
            WHERE t.check_id IN (<checks>) AND t.at < :to
            ORDER BY u.name, t.check_id, t.at
            """)
        .bindList("checks", checks)
        .bind("to", window.end())
        .map(
            (row, context) ->
                Map.entry(
                    new Course(row.getLong(1), row.getString(2), row.getString(3)),
                    new Turn(row.getLong(4), STATES[row.getInt(5)])))
        .forEach(
            row -> turns.computeIfAbsent(row.getKey(), c -> new ArrayList<>()).add(row.getValue()));
    return turns;
  }

  private List<Requirement> requiredOf(String unit) {
    return required.getOrDefault(unit, List.of());
  }

  /** Declared units without a commit, of the kinds that the checks look at. */
  private Set<String> neverSeen(Collection<Check> checks) {
    Set<String> missing = new HashSet<>();
    boolean aws = checks.stream().anyMatch(check -> check.provider().equals("aws"));
    boolean kubernetes = checks.stream().anyMatch(check -> !check.provider().equals("aws"));
    for (String unit : required.keySet()) {
      if (unit.startsWith("aws:") ? aws : kubernetes) {
        missing.add(unit);
      }
    }
    if (!missing.isEmpty()) {
      handle.createQuery("SELECT name FROM unit").mapTo(String.class).forEach(missing::remove);
    }
    return missing;
  }

  /** By unit; a scope holds until the next one does. */
  private Map<String, List<Requirement>> requirements() {
    Map<String, List<Requirement>> byUnit = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT s.unit, o.valid_from, COALESCE((SELECT MIN(n.valid_from) FROM owner_scope n
              WHERE n.serial > o.serial), 9223372036854775807) AS until, MIN(s.longest), o.serial
            FROM owner_scope o JOIN owner_scope_unit s ON s.serial = o.serial
            WHERE o.valid_from < :to GROUP BY o.serial, s.unit ORDER BY o.serial
            """)
        .bind("to", window.end())
        .map(
            (row, context) ->
                Map.entry(
                    row.getString(1),
                    new Requirement(
                        row.getLong(2), row.getLong(3), row.getLong(4) * 1000, row.getLong(5))))
        .forEach(
            row ->
                byUnit.computeIfAbsent(row.getKey(), u -> new ArrayList<>()).add(row.getValue()));
    return byUnit;
  }
}
