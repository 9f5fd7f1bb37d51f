package io.attestream.collector.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Reads the values of the metrics that the database holds; never scans results. */
final class MetricsReader {
  /** By kind, so that a kind without open entries counts 0. */
  private static final String OPEN_ENTRIES =
      """
      (SELECT 'MAJOR' AS kind UNION SELECT 'MINOR' UNION SELECT 'OFI') k
      LEFT JOIN nonconformity n ON n.kind = k.kind AND n.due_on IS NOT NULL GROUP BY 1
      """;

  private MetricsReader() {}

  /** A value under a label, which is empty where the metric has none. */
  record Sample(String label, double value) {}

  static Map<CollectorMetric, List<Sample>> read(Handle handle, Instant now) {
    Map<CollectorMetric, List<Sample>> samples = new EnumMap<>(CollectorMetric.class);
    long millis = now.toEpochMilli();
    samples.put(CollectorMetric.RESULTS, results(handle));
    samples.put(
        CollectorMetric.CONTROL_GRADES,
        labelled(handle, millis, "SELECT grade, COUNT(*) FROM grade GROUP BY grade"));
    samples.put(
        CollectorMetric.OPEN_FINDINGS,
        labelled(
            handle,
            millis,
            "SELECT LOWER(severity), COUNT(*) FROM finding WHERE resolved_at IS NULL GROUP BY 1"));
    samples.put(
        CollectorMetric.OPEN_NONCONFORMITIES,
        labelled(handle, millis, "SELECT LOWER(k.kind), COUNT(n.id) FROM " + OPEN_ENTRIES));
    samples.put(
        CollectorMetric.OVERDUE_NONCONFORMITIES,
        labelled(
            handle,
            millis,
            "SELECT LOWER(k.kind), COALESCE(SUM(n.due_on < date(:now / 1000, 'unixepoch')), 0) FROM "
                + OPEN_ENTRIES));
    samples.put(
        CollectorMetric.EVIDENCE_AGE,
        labelled(handle, millis, "SELECT name, (:now - committed_at) / 1000.0 FROM unit"));
    samples.put(
        CollectorMetric.UNIT_LATE,
        labelled(handle, millis, "SELECT name, MAX(0, (:now - next_by) / 1000.0) FROM unit"));
    samples.put(
        CollectorMetric.INCOMPLETE_LISTINGS,
        labelled(
            handle,
            millis,
            "SELECT u.name, c.incomplete FROM unit u JOIN commit_entry c ON c.idx = u.commit_idx"));
    samples.put(
        CollectorMetric.AGENT_LAG,
        labelled(
            handle,
            millis,
            "SELECT id, MAX(0, (:now - next_by) / 1000.0) FROM agent"
                + " WHERE revoked_at IS NULL AND next_by IS NOT NULL"));
    samples.put(
        CollectorMetric.COMMITS, labelled(handle, millis, "SELECT id, last_seq FROM agent"));
    samples.put(
        CollectorMetric.LOG_ENTRIES,
        labelled(handle, millis, "SELECT '', COALESCE(MAX(idx) + 1, 0) FROM log_entry"));
    samples.put(
        CollectorMetric.LOG_CHECKPOINT_AGE,
        labelled(
            handle,
            millis,
            "SELECT '', (:now - at) / 1000.0 FROM log_checkpoint ORDER BY size DESC LIMIT 1"));
    samples.put(
        CollectorMetric.LOG_STAMP_AGE,
        labelled(
            handle,
            millis,
            "SELECT '', (:now - at) / 1000.0 FROM stamp ORDER BY idx DESC LIMIT 1"));
    samples.put(
        CollectorMetric.DATABASE_BYTES,
        labelled(
            handle,
            millis,
            "SELECT '', page_count * page_size FROM pragma_page_count(), pragma_page_size()"));
    samples.put(
        CollectorMetric.NOTIFICATIONS_WAITING,
        labelled(
            handle,
            millis,
            "SELECT channel, SUM(state = 'WAITING') FROM delivery GROUP BY channel"));
    samples.put(CollectorMetric.NOTIFICATIONS_SENT, notifications(handle, "'SENT'"));
    samples.put(CollectorMetric.NOTIFICATIONS_FAILED, notifications(handle, "'ATTEMPT_FAILED'"));
    samples.put(CollectorMetric.NOTIFICATIONS_LOST, notifications(handle, "'FAILED', 'DROPPED'"));
    return samples;
  }

  private static List<Sample> notifications(Handle handle, String outcomes) {
    return labelled(
        handle,
        0,
        "SELECT channel, SUM(count) FROM delivery_total WHERE outcome IN ("
            + outcomes
            + ") GROUP BY channel");
  }

  private static List<Sample> labelled(Handle handle, long now, String sql) {
    var query = handle.createQuery(sql);
    if (sql.contains(":now")) {
      query.bind("now", now);
    }
    return query.map((row, context) -> new Sample(row.getString(1), row.getDouble(2))).list();
  }

  private static List<Sample> results(Handle handle) {
    List<Sample> samples = new ArrayList<>();
    handle
        .createQuery(
            """
            SELECT COALESCE(SUM(pass), 0), COALESCE(SUM(fail), 0), COALESCE(SUM(na), 0),
              COALESCE(SUM(unknown), 0) FROM counter
            """)
        .map(
            (row, context) -> {
              samples.add(new Sample("pass", row.getDouble(1)));
              samples.add(new Sample("fail", row.getDouble(2)));
              samples.add(new Sample("na", row.getDouble(3)));
              samples.add(new Sample("unknown", row.getDouble(4)));
              return true;
            })
        .one();
    return samples;
  }
}
