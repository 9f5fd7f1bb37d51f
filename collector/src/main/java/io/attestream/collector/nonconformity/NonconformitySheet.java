package io.attestream.collector.nonconformity;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The register as a table with a header, the oldest entry first. */
public final class NonconformitySheet {
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

  private NonconformitySheet() {}

  public static List<List<String>> table(Handle handle, LocalDate today) {
    List<List<String>> table = new ArrayList<>();
    table.add(COLUMNS);
    try (var rows =
        handle
            .createQuery("SELECT * FROM nonconformity ORDER BY id")
            .map((row, context) -> NonconformityTable.read(row))
            .stream()) {
      rows.forEach(
          entry -> table.add(line(entry, NonconformityTable.tickets(handle, entry.id()), today)));
    }
    return table;
  }

  private static List<String> line(Nonconformity entry, List<String> tickets, LocalDate today) {
    return List.of(
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
        String.join(" ", tickets));
  }
}
