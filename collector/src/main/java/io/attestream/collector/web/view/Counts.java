package io.attestream.collector.web.view;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;

/** How many results have each verdict. */
public record Counts(long pass, long fail, long na, long unknown) {
  public static final Counts NONE = new Counts(0, 0, 0, 0);

  /** Maps a row with the columns {@code pass}, {@code fail}, {@code na} and {@code unknown}. */
  public static Counts read(ResultSet row, StatementContext context) throws SQLException {
    return new Counts(
        row.getLong("pass"), row.getLong("fail"), row.getLong("na"), row.getLong("unknown"));
  }

  public long total() {
    return pass + fail + na + unknown;
  }

  public Counts minus(Counts other) {
    return new Counts(pass - other.pass, fail - other.fail, na - other.na, unknown - other.unknown);
  }

  public long of(VerdictBadge verdict) {
    return switch (verdict) {
      case PASS -> pass;
      case FAIL -> fail;
      case NOT_APPLICABLE -> na;
      case UNKNOWN -> unknown;
    };
  }

  public boolean empty() {
    return total() == 0;
  }

  public Counts plus(Counts other) {
    return new Counts(pass + other.pass, fail + other.fail, na + other.na, unknown + other.unknown);
  }

  /** Where a part of a bar of width 1000 ends that starts with {@code before}; used by the bars. */
  public long width(long part) {
    return total() == 0 ? 0 : Math.max(part == 0 ? 0 : 8, part * 1000 / total());
  }
}
