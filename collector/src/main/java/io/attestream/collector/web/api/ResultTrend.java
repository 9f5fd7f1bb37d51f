package io.attestream.collector.web.api;

import io.attestream.collector.web.view.Counts;
import io.attestream.collector.web.view.VerdictBadge;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * How many results had each verdict at the end of each day. A day without a roll-up of a check in a unit
 * had no change: the last one before it holds.
 */
final class ResultTrend {
  private ResultTrend() {}

  private record Key(String check, long unit) {}

  private record Rollup(long day, Key key, Counts counts) {}

  static List<TrendSeries> read(Handle handle, long firstDay, long lastDay) {
    List<Rollup> rollups =
        handle
            .createQuery(
                """
                SELECT day, check_id, unit_id, pass, fail, na, unknown FROM daily_rollup r
                WHERE day <= :last AND (day >= :first OR day = (
                  SELECT MAX(b.day) FROM daily_rollup b WHERE b.check_id = r.check_id
                    AND b.unit_id = r.unit_id AND b.day < :first))
                ORDER BY day
                """)
            .bind("first", firstDay)
            .bind("last", lastDay)
            .map(
                (row, context) ->
                    new Rollup(
                        row.getLong("day"),
                        new Key(row.getString("check_id"), row.getLong("unit_id")),
                        Counts.read(row, context)))
            .list();
    int days = (int) (lastDay - firstDay + 1);
    long[] pass = new long[days];
    long[] fail = new long[days];
    long[] na = new long[days];
    long[] unknown = new long[days];
    Map<Key, Counts> current = new HashMap<>();
    Counts sum = Counts.NONE;
    int next = 0;
    for (int column = 0; column < days; column++) {
      while (next < rollups.size() && rollups.get(next).day() <= firstDay + column) {
        Rollup rollup = rollups.get(next++);
        Counts before = current.put(rollup.key(), rollup.counts());
        sum = sum.plus(rollup.counts()).minus(before == null ? Counts.NONE : before);
      }
      pass[column] = sum.pass();
      fail[column] = sum.fail();
      na[column] = sum.na();
      unknown[column] = sum.unknown();
    }
    return List.of(
        series(VerdictBadge.PASS, pass),
        series(VerdictBadge.NOT_APPLICABLE, na),
        series(VerdictBadge.UNKNOWN, unknown),
        series(VerdictBadge.FAIL, fail));
  }

  private static TrendSeries series(VerdictBadge verdict, long[] values) {
    return new TrendSeries(verdict.name(), verdict.label(), values);
  }
}
