package io.attestream.collector.readiness;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The audit that is looked ahead to. Days are UTC.
 *
 * @param audit its first day; today or later, at most {@link #FARTHEST} days ahead
 * @param stage1 whether the words are those of a Stage 1 audit, which raises areas of concern
 */
public record AuditPlan(LocalDate today, LocalDate audit, boolean stage1) {
  /** Ten years: beyond any certification cycle. */
  static final long FARTHEST = 3_653;

  public AuditPlan {
    long days = ChronoUnit.DAYS.between(today, audit);
    if (days < 0) {
      throw new IllegalArgumentException(
          "audit is '" + audit + "', expected a day that is not past (today is " + today + ")");
    }
    if (days > FARTHEST) {
      throw new IllegalArgumentException(
          "audit is '" + audit + "', expected a day within " + FARTHEST + " days");
    }
  }

  /**
   * Reads the day of an audit.
   *
   * @param audit {@code 2027-03-01}
   * @throws IllegalArgumentException with a text for the user
   */
  public static AuditPlan parse(Instant now, String audit, boolean stage1) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    LocalDate day;
    try {
      day = LocalDate.parse(audit);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "audit is '" + audit + "', expected a day such as " + today, e);
    }
    return new AuditPlan(today, day, stage1);
  }

  /** Days until the audit. */
  public long days() {
    return ChronoUnit.DAYS.between(today, audit);
  }
}
