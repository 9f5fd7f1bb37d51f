package io.attestream.collector.web.api;

import io.attestream.collector.web.view.GradeBadge;
import io.attestream.collector.web.view.GradeRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** How many controls had each grade at the end of each day, from the history of grades. */
final class GradeTrend {
  private static final long DAY = 86_400_000L;

  private GradeTrend() {}

  private record Change(String control, long day, GradeBadge grade) {}

  static List<TrendSeries> read(Handle handle, long firstDay, long lastDay) {
    List<Change> changes =
        handle
            .createQuery(
                "SELECT control, at, grade, detail FROM grade_history WHERE at < :end ORDER BY at")
            .bind("end", (lastDay + 1) * DAY)
            .map(
                (row, context) -> {
                  long at = row.getLong("at");
                  GradeRow past =
                      GradeRow.of(
                          row.getString("control"),
                          row.getString("grade"),
                          "",
                          row.getString("detail"),
                          at,
                          at);
                  return new Change(past.control(), Math.floorDiv(at, DAY), past.badge());
                })
            .list();
    return count(changes, firstDay, lastDay);
  }

  private static List<TrendSeries> count(List<Change> changes, long firstDay, long lastDay) {
    Map<GradeBadge, long[]> values = new EnumMap<>(GradeBadge.class);
    for (GradeBadge badge : GradeBadge.values()) {
      values.put(badge, new long[(int) (lastDay - firstDay + 1)]);
    }
    Map<String, GradeBadge> current = new HashMap<>();
    int next = 0;
    for (long day = firstDay; day <= lastDay; day++) {
      while (next < changes.size() && changes.get(next).day() <= day) {
        current.put(changes.get(next).control(), changes.get(next).grade());
        next++;
      }
      int column = (int) (day - firstDay);
      current.values().forEach(grade -> values.getOrDefault(grade, new long[column + 1])[column]++);
    }
    List<TrendSeries> series = new ArrayList<>();
    values.forEach(
        (grade, counts) -> series.add(new TrendSeries(grade.name(), grade.label(), counts)));
    Collections.reverse(series);
    return series;
  }
}
