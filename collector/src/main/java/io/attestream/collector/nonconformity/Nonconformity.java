package io.attestream.collector.nonconformity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the register as it stands.
 *
 * @param number {@code NC-2026-001} or {@code OFI-2026-001}
 * @param evidence in words
 * @param failures failing results in its scope when it was opened
 * @param dueOn last day of the next step, in UTC; {@code null} when it is closed
 * @param actionDue last day of the corrective action while it is not implemented
 */
public record Nonconformity(
    long id,
    String number,
    Kind kind,
    Requirement requirement,
    Source source,
    String statement,
    String evidence,
    long failures,
    String owner,
    Opening opening,
    Progress progress,
    @Nullable LocalDate dueOn,
    @Nullable LocalDate actionDue) {

  /**
   * How it was opened.
   *
   * @param grade the product's grade of the control then, with the rule and facts that decided; empty
   *     texts for an entry by hand
   */
  public record Opening(String by, Instant at, String grade, String rule, String facts) {}

  public Stage stage() {
    return progress.stage();
  }

  public boolean open() {
    return !stage().closed();
  }

  public Optional<LocalDate> due() {
    return Optional.ofNullable(dueOn);
  }

  public Optional<LocalDate> actionDueOn() {
    return Optional.ofNullable(actionDue);
  }

  public boolean overdue(LocalDate today) {
    return due().map(today::isAfter).orElse(false);
  }
}
