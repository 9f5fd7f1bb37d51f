package io.attestream.collector.findings;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.Severity;
import io.attestream.collector.ingest.ResultChange;
import io.attestream.evidence.model.Status;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Opens a finding when a result becomes FAIL and resolves it when the failure is seen to have ended:
 * by PASS, by not applying any more, or because the resource is gone. UNKNOWN resolves nothing: a
 * failure that cannot be seen has not been fixed.
 */
public final class FindingKeeper {
  private final Catalogue catalogue;

  public FindingKeeper(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Follows the changes of one commit, in its transaction.
   *
   * @param at when the commit was finished, in epoch milliseconds: the time of resolution
   */
  public void apply(Handle handle, List<ResultChange> changes, long at) throws SQLException {
    try (PreparedStatement opened =
            handle
                .getConnection()
                .prepareStatement(
                    "INSERT INTO finding (unit_id, leaf_key, check_id, resource_id, severity,"
                        + " opened_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
        PreparedStatement resolved =
            handle
                .getConnection()
                .prepareStatement(
                    "UPDATE finding SET resolved_at = ?, resolution = ?"
                        + " WHERE unit_id = ? AND leaf_key = ? AND resolved_at IS NULL")) {
      for (ResultChange change : changes) {
        if (change.opensFailure()) {
          open(opened, change);
        } else {
          Optional<String> resolution = resolution(change);
          if (resolution.isPresent()) {
            resolve(resolved, change, resolution.get(), at);
          }
        }
      }
      opened.executeBatch();
      resolved.executeBatch();
    }
  }

  private void open(PreparedStatement statement, ResultChange change) throws SQLException {
    statement.setLong(1, change.unitId());
    statement.setBytes(2, change.leafKey().bytes());
    statement.setString(3, change.checkId());
    statement.setLong(4, change.resourceId());
    statement.setString(5, severity(change.checkId()));
    statement.setLong(6, change.sinceAfter());
    statement.addBatch();
  }

  private static void resolve(
      PreparedStatement statement, ResultChange change, String resolution, long at)
      throws SQLException {
    statement.setLong(1, at);
    statement.setString(2, resolution);
    statement.setLong(3, change.unitId());
    statement.setBytes(4, change.leafKey().bytes());
    statement.addBatch();
  }

  /** How an open finding ends by this change; empty when it does not, or when none can be open. */
  private static Optional<String> resolution(ResultChange change) {
    boolean mayBeOpen =
        change.before().filter(s -> s == Status.FAIL || s == Status.UNKNOWN).isPresent();
    if (!mayBeOpen) {
      return Optional.empty();
    }
    if (change.after().isEmpty()) {
      return Optional.of("GONE");
    }
    return switch (change.after().get()) {
      case PASS -> Optional.of("PASS");
      case NOT_APPLICABLE -> Optional.of("NOT_APPLICABLE");
      case FAIL, UNKNOWN -> Optional.empty();
    };
  }

  private String severity(String checkId) {
    return catalogue
        .byId(checkId)
        .map(Check::severity)
        .orElse(Severity.MEDIUM)
        .name()
        .toLowerCase(Locale.ROOT);
  }
}
