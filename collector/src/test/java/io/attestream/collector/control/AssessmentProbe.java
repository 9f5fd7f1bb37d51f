package io.attestream.collector.control;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.clauses.ClauseRegister;
import io.attestream.collector.ingest.CommitFacts;
import io.attestream.collector.ingest.ResultChange;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.store.Database;
import io.attestream.collector.testing.TestTurns;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.model.Status;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** Times the assessment of what a collector has stored; for benchmarks. */
public final class AssessmentProbe implements AutoCloseable {
  private static final String COUNTED =
      """
      SELECT c.check_id, r.unit_id, SUM(r.status = 0) AS pass, SUM(r.status = 1) AS fail,
        SUM(r.status = 2) AS na, SUM(r.status = 3) AS unknown,
        MIN(CASE WHEN r.status = 1 THEN r.since END) AS oldest_failure
      FROM result r JOIN check_ref c ON c.id = r.check_ref GROUP BY c.check_id, r.unit_id
      """;

  private final Database database;
  private final Clock clock;
  private final Mapping mapping = new Mapping(CatalogueLoader.bundled(), ControlRegistry.bundled());
  private final GradeKeeper grades;
  private final ControlBoard board;

  public AssessmentProbe(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
    ControlRegistry registry = ControlRegistry.bundled();
    this.grades =
        new GradeKeeper(
            database,
            mapping,
            new ClauseRegister(registry),
            new LiveEvents(),
            TestTurns.untold(),
            clock);
    this.board =
        new ControlBoard(
            database,
            CatalogueLoader.bundled(),
            registry,
            new LiveEvents(),
            TestTurns.untold(),
            clock,
            (at, task) -> {});
  }

  /**
   * What one changed result costs: nanoseconds of its part in the commit's transaction, and of the
   * grading after it, durable.
   *
   * @param controls that were graded
   */
  public record OneChange(long inCommit, long grading, int controls) {}

  /** Turns one failing result of the check into a passing one, or back. */
  public OneChange oneChange(String check, boolean pass) {
    long now = clock.millis();
    long[] inCommit = new long[1];
    database.change(
        handle -> {
          ResultChange change =
              handle
                  .createQuery(
                      "SELECT r.unit_id, r.resource_id, r.leaf_key, r.since FROM result r"
                          + " JOIN check_ref c ON c.id = r.check_ref"
                          + " WHERE c.check_id = :check AND r.status = 1 ORDER BY r.since LIMIT 1")
                  .bind("check", check)
                  .map(
                      (row, context) ->
                          new ResultChange(
                              check,
                              row.getLong("unit_id"),
                              row.getLong("resource_id"),
                              LeafKey.of(row.getBytes("leaf_key")),
                              pass ? Status.FAIL : Status.PASS,
                              row.getLong("since"),
                              pass ? Status.PASS : Status.FAIL,
                              row.getLong("since")))
                  .one();
          CommitFacts commit =
              new CommitFacts(change.unitId(), "", "bench", 0, now, now, List.of(change));
          long start = System.nanoTime();
          board.applied(handle, commit);
          inCommit[0] = System.nanoTime() - start;
        });
    Set<String> controls = mapping.controlsOf(Set.of(check));
    long start = System.nanoTime();
    grades.assess(controls);
    return new OneChange(inCommit[0], System.nanoTime() - start, controls.size());
  }

  /** Grades everything from the counters. */
  public long assessAll() {
    long start = System.nanoTime();
    grades.assessAll();
    return System.nanoTime() - start;
  }

  /**
   * Counts every result anew and grades everything.
   *
   * @return nanoseconds
   * @throws IllegalStateException when a counter that was kept is not what the results come to
   */
  public long recompute() {
    long start = System.nanoTime();
    long wrong =
        database.read(
            handle ->
                handle
                    .createQuery(
                        "SELECT COUNT(*) FROM (SELECT * FROM (%1$s) EXCEPT SELECT check_id, unit_id, pass, fail, na, unknown, oldest_failure FROM counter)"
                            .formatted(COUNTED))
                    .mapTo(Long.class)
                    .one());
    if (wrong > 0) {
      throw new IllegalStateException(wrong + " counters differ from the results");
    }
    grades.assessAll();
    return System.nanoTime() - start;
  }

  /** Reads the same rows and nothing more. */
  public long bareScan() {
    long start = System.nanoTime();
    database.read(
        handle ->
            handle
                .createQuery("SELECT SUM(status), SUM(since), SUM(check_ref) FROM result")
                .mapToMap()
                .list());
    return System.nanoTime() - start;
  }

  @Override
  public void close() {
    board.close();
  }
}
