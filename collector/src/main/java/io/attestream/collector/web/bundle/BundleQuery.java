package io.attestream.collector.web.bundle;

import io.attestream.collector.web.bundle.BundleListView.Line;
import io.attestream.collector.web.view.When;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads exports, newest first. */
public final class BundleQuery {
  private static final int MOST = 100;

  public List<Line> list(Handle handle, Instant now) {
    return handle
        .createQuery("SELECT * FROM bundle ORDER BY id DESC LIMIT :most")
        .bind("most", MOST)
        .map((row, context) -> line(row, now))
        .list();
  }

  public Optional<Line> one(Handle handle, long id, Instant now) {
    return handle
        .createQuery("SELECT * FROM bundle WHERE id = :id")
        .bind("id", id)
        .map((row, context) -> line(row, now))
        .findOne();
  }

  private static Line line(ResultSet row, Instant now) throws SQLException {
    long bytes = row.getLong("bytes");
    long finished = row.getLong("finished_at");
    return new Line(
        row.getLong("id"),
        row.getString("requested_by"),
        When.of(row.getLong("requested_at"), now),
        row.getString("state"),
        row.getInt("progress"),
        row.getString("message"),
        text(row.getString("file")),
        bytes == 0 ? "" : size(bytes),
        text(row.getString("sha256")),
        finished == 0 ? Optional.empty() : Optional.of(When.of(finished, now)));
  }

  private static String text(@Nullable String column) {
    return column == null ? "" : column;
  }

  static String size(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double value = bytes / 1024.0;
    return value < 1024
        ? String.format(Locale.ROOT, "%.1f KiB", value)
        : String.format(Locale.ROOT, "%.1f MiB", value / 1024);
  }
}
