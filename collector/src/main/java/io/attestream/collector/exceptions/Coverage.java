package io.attestream.collector.exceptions;

import io.attestream.collector.scopes.ScopeUnits;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * What exceptions take out of the counters on a day. Reads open findings alone, and nothing while there
 * is no exception: passing results are never under one.
 */
public final class Coverage {
  static final String FAILING =
      """
      FROM finding f JOIN resource s ON s.id = f.resource_id JOIN unit u ON u.id = f.unit_id
        JOIN result r ON r.unit_id = f.unit_id AND r.leaf_key = f.leaf_key
      """;

  /** A finding stays open over UNKNOWN; only what fails now counts. 1 is FAIL. */
  static final String STILL = "f.resolved_at IS NULL AND r.status = 1";

  static final String MATCH =
      """
      (e.check_id = '' OR e.check_id = f.check_id) AND (e.unit = '' OR e.unit = u.name)
        AND (e.resource = '' OR e.resource = s.rid)
        AND (e.name_pattern = '' OR s.name GLOB e.name_pattern)
      """;

  static final String IN_FORCE =
      "e.withdrawn_at IS NULL AND e.approved_by != '' AND e.expires_on >= :today";

  private final ScopeUnits in;
  private final Map<String, Map<Long, Covered>> covered = new HashMap<>();
  private final Map<String, Set<Long>> invalid = new HashMap<>();

  /**
   * Covered failures of one check in one unit.
   *
   * @param failures how many, above 0
   * @param oldestLeft since when the oldest failure fails that is not covered, in epoch milliseconds
   */
  public record Covered(long failures, OptionalLong oldestLeft) {}

  private Coverage(ScopeUnits in) {
    this.in = in;
  }

  /** Reads it for the failures of these checks in these units. */
  public static Coverage read(Handle handle, Set<String> checks, ScopeUnits in, LocalDate today) {
    Coverage coverage = new Coverage(in);
    if (!checks.isEmpty() && ExceptionTable.count(handle) > 0) {
      coverage.readCovered(handle, List.copyOf(checks), today);
      coverage.readInvalid(handle, List.copyOf(checks), today);
    }
    return coverage;
  }

  public Optional<Covered> of(String check, long unit) {
    return Optional.ofNullable(covered.getOrDefault(check, Map.of()).get(unit));
  }

  /** How many failures of a check are covered, over all units. */
  public long of(String check) {
    return covered.getOrDefault(check, Map.of()).values().stream()
        .mapToLong(Covered::failures)
        .sum();
  }

  /** How many exceptions that expired or were never approved match failures of these checks. */
  public long invalid(List<String> checks) {
    Set<Long> ids = new HashSet<>();
    checks.forEach(check -> ids.addAll(invalid.getOrDefault(check, Set.of())));
    return ids.size();
  }

  /** Whether an exception that is in force on the day covers failures of the check on this resource. */
  public static boolean inForce(Handle handle, String check, long resourceId, LocalDate today) {
    return ExceptionTable.count(handle) > 0
        && handle
            .createQuery(
                """
                SELECT EXISTS (SELECT 1 FROM (SELECT :check AS check_id) f, exception_row e,
                  resource s JOIN unit u ON u.id = s.unit_id
                WHERE s.id = :resource AND %s AND %s)
                """
                    .formatted(IN_FORCE, MATCH))
            .bind("check", check)
            .bind("resource", resourceId)
            .bind("today", today.toString())
            .mapTo(Boolean.class)
            .one();
  }

  private void readCovered(Handle handle, List<String> checks, LocalDate today) {
    handle
        .createQuery(
            """
            SELECT check_id, unit_id, SUM(covered) AS failures,
              MIN(CASE WHEN covered = 0 THEN since END) AS oldest_left
            FROM (SELECT f.check_id, f.unit_id, r.since,
                EXISTS (SELECT 1 FROM exception_row e WHERE %s AND %s) AS covered
              %s WHERE %s AND f.check_id IN (<checks>))
            GROUP BY check_id, unit_id HAVING SUM(covered) > 0
            """
                .formatted(IN_FORCE, MATCH, FAILING, STILL))
        .bindList("checks", checks)
        .bind("today", today.toString())
        .map(
            (row, context) -> {
              long oldest = row.getLong("oldest_left");
              OptionalLong left = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(oldest);
              return new Row(
                  row.getString("check_id"),
                  row.getLong("unit_id"),
                  new Covered(row.getLong("failures"), left));
            })
        .stream()
        .filter(row -> in.has(row.unit()))
        .forEach(
            row ->
                covered
                    .computeIfAbsent(row.check(), c -> new HashMap<>())
                    .put(row.unit(), row.covered()));
  }

  /** A failure that a valid exception covers as well, a renewal, does not count against the old one. */
  private void readInvalid(Handle handle, List<String> checks, LocalDate today) {
    String valid = (IN_FORCE + " AND " + MATCH).replace("e.", "v.");
    handle
        .createQuery(
            """
            SELECT DISTINCT f.check_id, f.unit_id, e.id
            %s JOIN exception_row e ON %s
            WHERE %s AND f.check_id IN (<checks>) AND e.withdrawn_at IS NULL
              AND (e.approved_by = '' OR :today > e.expires_on)
              AND NOT EXISTS (SELECT 1 FROM exception_row v WHERE %s)
            """
                .formatted(FAILING, MATCH, STILL, valid))
        .bindList("checks", checks)
        .bind("today", today.toString())
        .map(
            (row, context) ->
                new Invalid(row.getString("check_id"), row.getLong("unit_id"), row.getLong("id")))
        .stream()
        .filter(row -> in.has(row.unit()))
        .forEach(
            row -> invalid.computeIfAbsent(row.check(), c -> new HashSet<>()).add(row.exception()));
  }

  private record Row(String check, long unit, Covered covered) {}

  private record Invalid(String check, long unit, long exception) {}
}
