package io.attestream.collector.soa;

import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.SoaRow.Implementation;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.sheet.Csv;
import io.attestream.collector.sheet.SheetLine;
import io.attestream.collector.sheet.SheetRows;
import io.attestream.collector.sheet.Xlsx;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The Statement as a table with a header, for CSV and XLSX. */
public final class SoaSheet {
  /** The columns, in this order when written, in any order when read. */
  public static final List<String> COLUMNS =
      List.of(
          "control",
          "applicable",
          "reasons",
          "justification",
          "approvedBy",
          "implemented",
          "due",
          "owner",
          "highRisks");

  private static final List<String> NEEDED = List.of("control", "applicable");

  private final ControlRegistry registry;
  private final List<String> problems = new ArrayList<>();

  private SoaSheet(ControlRegistry registry) {
    this.registry = registry;
  }

  /** The header and a line for each row. */
  public static List<List<String>> table(List<SoaEntry> rows) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(COLUMNS);
    for (SoaEntry row : rows) {
      lines.add(
          List.of(
              row.control(),
              row.applicable() ? "yes" : "no",
              row.reasons().stream().map(Reason::name).sorted().collect(Collectors.joining(" ")),
              row.justification(),
              row.approvedBy(),
              row.implemented().name(),
              row.dueOn().map(LocalDate::toString).orElse(""),
              row.owner(),
              row.highRisks()));
    }
    return lines;
  }

  /**
   * Reads a whole CSV file.
   *
   * @throws DecisionRefused with every mistake and its line
   */
  public static List<SoaEntry> read(String csv, ControlRegistry registry) {
    SoaSheet reader = new SoaSheet(registry);
    return reader.read(Csv.read(csv, reader.problems));
  }

  /**
   * Reads the first sheet of an XLSX workbook.
   *
   * @throws DecisionRefused with every mistake and its line or cell
   */
  public static List<SoaEntry> read(byte[] workbook, ControlRegistry registry) {
    SoaSheet reader = new SoaSheet(registry);
    return reader.read(Xlsx.read(workbook, reader.problems));
  }

  private List<SoaEntry> read(List<SheetLine> lines) {
    DecisionRefused.unlessFree(problems);
    List<SoaEntry> rows = rows(lines);
    DecisionRefused.unlessFree(problems);
    return rows;
  }

  private List<SoaEntry> rows(List<SheetLine> lines) {
    List<SoaEntry> rows = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    SheetRows.read(
        lines,
        COLUMNS,
        NEEDED,
        problems,
        line -> {
          SoaEntry row = row(line);
          if (row != null) {
            rows.add(row);
            if (!seen.add(row.control())) {
              problem(line, "control " + row.control() + " is there twice");
            }
          }
        });
    return rows;
  }

  private @Nullable SoaEntry row(SheetRows.Row line) {
    int before = problems.size();
    String control = line.cell("control").replaceFirst("^A\\.", "");
    if (registry.byId(control).isEmpty()) {
      problem(line, "Annex A has no control '" + control + "'");
    }
    boolean applicable = yes(line, line.cell("applicable"));
    SoaEntry row =
        new SoaEntry(
            control,
            applicable,
            reasons(line, line.cell("reasons")),
            line.cell("justification"),
            line.cell("approvedBy"),
            implemented(line, line.cell("implemented")),
            date(line, line.cell("due")),
            line.cell("owner"),
            line.cell("highRisks"));
    row.problems().forEach(problem -> problem(line, problem));
    return problems.size() == before ? row : null;
  }

  private boolean yes(SheetRows.Row line, String cell) {
    switch (cell.toLowerCase(Locale.ROOT)) {
      case "yes", "true" -> {
        return true;
      }
      case "no", "false" -> {
        return false;
      }
      default -> problem(line, "applicable is '" + cell + "', expected yes or no");
    }
    return true;
  }

  private Set<Reason> reasons(SheetRows.Row line, String cell) {
    Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    for (String word : cell.split("[ ,;]+")) {
      if (word.isEmpty()) {
        continue;
      }
      try {
        reasons.add(Reason.valueOf(word.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        problem(line, "reason '" + word + "', expected RISK, LAW, CONTRACT or RULE");
      }
    }
    return reasons;
  }

  private Implementation implemented(SheetRows.Row line, String cell) {
    if (cell.isEmpty()) {
      return Implementation.YES;
    }
    try {
      return Implementation.valueOf(cell.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      problem(line, "implemented is '" + cell + "', expected YES, PLANNED or NO");
      return Implementation.YES;
    }
  }

  private @Nullable LocalDate date(SheetRows.Row line, String cell) {
    if (cell.isEmpty()) {
      return null;
    }
    try {
      return LocalDate.parse(cell);
    } catch (DateTimeException e) {
      problem(line, "due is '" + cell + "', expected a day such as 2026-12-31");
      return null;
    }
  }

  private void problem(SheetRows.Row line, String message) {
    problems.add(line.problem(message));
  }
}
