package io.attestream.collector.web.exception;

import io.attestream.collector.exceptions.ExceptionRecord;
import io.attestream.collector.exceptions.ExceptionState;
import io.attestream.collector.exceptions.ExceptionTable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The exceptions that stand, the newest first.
 *
 * @param problems why nothing was changed; empty when nothing was refused
 * @param done what was done, or empty
 */
public record ExceptionListView(
    LocalDate today, List<Line> lines, List<String> problems, String done) {
  public ExceptionListView {
    lines = List.copyOf(lines);
    problems = List.copyOf(problems);
  }

  /**
   * An exception.
   *
   * @param covers failing results that it matches now
   */
  public record Line(ExceptionRecord exception, ExceptionState state, long covers) {
    public boolean unused() {
      return covers == 0;
    }

    /** Whether it takes failures out of the grades. */
    public boolean holds() {
      return state == ExceptionState.IN_FORCE || state == ExceptionState.EXPIRING;
    }
  }

  public static ExceptionListView load(
      Handle handle, Instant now, List<String> problems, String done) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    List<Line> lines =
        ExceptionTable.all(handle).stream()
            .map(
                counted ->
                    new Line(
                        counted.exception(), counted.exception().state(today), counted.covers()))
            .toList();
    return new ExceptionListView(today, lines, problems, done);
  }

  /** The header and a line for each exception, for a file. */
  List<List<String>> table() {
    List<List<String>> table = new ArrayList<>();
    table.add(
        List.of(
            "id",
            "check",
            "unit",
            "resource",
            "namePattern",
            "owner",
            "reason",
            "approvedBy",
            "ticket",
            "expiresOn",
            "state",
            "covers"));
    for (Line line : lines) {
      ExceptionRecord exception = line.exception();
      table.add(
          List.of(
              Long.toString(exception.id()),
              exception.check(),
              exception.unit(),
              exception.resource(),
              exception.namePattern(),
              exception.owner(),
              exception.reason(),
              exception.approvedBy(),
              exception.ticket(),
              exception.expiresOn().toString(),
              line.state().name(),
              Long.toString(line.covers())));
    }
    return table;
  }

  public long in(ExceptionState state) {
    return lines.stream().filter(line -> line.state() == state).count();
  }

  public long unused() {
    return lines.stream().filter(Line::unused).count();
  }

  public LocalDate latest() {
    return today.plusDays(ExceptionRecord.LONGEST_DAYS);
  }
}
