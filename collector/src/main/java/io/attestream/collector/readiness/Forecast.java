package io.attestream.collector.readiness;

import io.attestream.collector.assessment.Assessment;
import io.attestream.collector.assessment.Grade;
import java.time.LocalDate;
import java.util.List;

/**
 * One control or clause, now and at the audit when nothing is done.
 *
 * @param id {@code 8.15}; for a clause {@code 6.1.3} or, over two, {@code 8.1/9.1}
 * @param title a control's title; empty for a clause
 * @param turns when the grade gets worse by time alone, in the order of the days
 * @param by the last day to act: the day before the first turn, else the audit
 */
public record Forecast(
    Kind kind,
    String id,
    String title,
    Assessment now,
    Assessment then,
    List<Turn> turns,
    LocalDate by) {
  public Forecast {
    turns = List.copyOf(turns);
  }

  /** What is graded. */
  public enum Kind {
    CONTROL,
    CLAUSE
  }

  /** The first day on which the grade is this bad. */
  public record Turn(LocalDate on, Grade grade) {}

  /** {@code A.8.15} or {@code Clause 6.1.3}. */
  public String name() {
    return kind == Kind.CONTROL ? "A." + id : "Clause " + id;
  }

  /** Whether anything has to happen. */
  public boolean open() {
    return then.grade() != Grade.CONFORMING && then.grade() != Grade.NOT_APPLICABLE;
  }
}
