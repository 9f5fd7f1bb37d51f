package io.attestream.collector.nonconformity;

import io.attestream.collector.sheet.Csv;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The register as CSV (RFC 4180, UTF-8), the oldest entry first. */
public final class NonconformityCsv {
  private static final List<String> COLUMNS =
      List.of(
          "number",
          "kind",
          "requirement",
          "source",
          "statement",
          "evidence",
          "failures",
          "owner",
          "grade",
          "rule",
          "openedBy",
          "openedAt",
          "stage",
          "reopenings",
          "causeCategory",
          "due",
          "overdue",
          "windowEnds",
          "tickets");

  private NonconformityCsv() {}

  public static String write(Handle handle, LocalDate today) {
    StringBuilder csv = new StringBuilder(Csv.line(COLUMNS));
    try (var rows =
        handle
            .createQuery("SELECT * FROM nonconformity ORDER BY id")
            .map((row, context) -> NonconformityTable.read(row))
            .stream()) {
      rows.forEach(
          entry -> csv.append(line(entry, NonconformityTable.tickets(handle, entry.id()), today)));
    }
    return csv.toString();
  }

  private static String line(Nonconformity entry, List<String> tickets, LocalDate today) {
    return Csv.line(
        List.of(
            entry.number(),
            entry.kind().name(),
            entry.requirement().text(),
            entry.source().name(),
            entry.statement(),
            entry.evidence(),
            Long.toString(entry.failures()),
            entry.owner(),
            entry.opening().grade(),
            entry.opening().rule(),
            entry.opening().by(),
            entry.opening().at().toString(),
            entry.stage().name(),
            Integer.toString(entry.progress().reopenings()),
            entry.progress().category(),
            entry.due().map(LocalDate::toString).orElse(""),
            entry.overdue(today) ? "yes" : "no",
            entry.progress().windowEnds().map(Object::toString).orElse(""),
            String.join(" ", tickets)));
  }
}
