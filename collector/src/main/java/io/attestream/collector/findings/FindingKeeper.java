package io.attestream.collector.findings;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.Severity;
import io.attestream.collector.ingest.ResultChange;
import io.attestream.evidence.model.Status;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

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
  public void apply(Handle handle, List<ResultChange> changes, long at) {
    try (PreparedBatch opened =
            handle.prepareBatch(
                """
                INSERT INTO finding (unit_id, leaf_key, check_id, resource_id, severity, opened_at)
                VALUES (:unit, :key, :check, :resource, :severity, :at)
                ON CONFLICT DO NOTHING
                """);
        PreparedBatch resolved =
            handle.prepareBatch(
                """
                UPDATE finding SET resolved_at = :at, resolution = :resolution
                WHERE unit_id = :unit AND leaf_key = :key AND resolved_at IS NULL
                """)) {
      for (ResultChange change : changes) {
        if (opens(change)) {
          opened
              .bind("unit", change.unitId())
              .bind("key", change.leafKey())
              .bind("check", change.checkId())
              .bind("resource", change.resourceId())
              .bind("severity", severity(change.checkId()))
              .bind("at", change.sinceAfter())
              .add();
        } else {
          resolution(change)
              .ifPresent(
                  resolution ->
                      resolved
                          .bind("unit", change.unitId())
                          .bind("key", change.leafKey())
                          .bind("at", at)
                          .bind("resolution", resolution)
                          .add());
        }
      }
      if (opened.size() > 0) {
        opened.execute();
      }
      if (resolved.size() > 0) {
        resolved.execute();
      }
    }
  }

  private static boolean opens(ResultChange change) {
    return change.after().equals(Optional.of(Status.FAIL))
        && !change.before().equals(Optional.of(Status.FAIL));
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
