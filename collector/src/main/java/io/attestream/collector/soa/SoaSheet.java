package io.attestream.collector.soa;

import io.attestream.checks.catalogue.Nearest;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.SoaRow.Implementation;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.sheet.Csv;
import io.attestream.collector.sheet.SheetLine;
import io.attestream.collector.sheet.Xlsx;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
          "owner");

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
              row.owner()));
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
    if (lines.isEmpty()) {
      problems.add("line 1: the file is empty");
      return List.of();
    }
    List<String> header = lines.get(0).cells().stream().map(String::strip).toList();
    for (String column : header) {
      if (!COLUMNS.contains(column)) {
        problems.add("line 1: unknown column '" + column + "'" + Nearest.hint(column, COLUMNS));
      }
    }
    if (!header.contains("control") || !header.contains("applicable")) {
      problems.add("line 1: the columns control and applicable must be there");
    }
    if (new HashSet<>(header).size() != header.size()) {
      problems.add("line 1: a column is there twice");
    }
    if (!problems.isEmpty()) {
      return List.of();
    }
    List<SoaEntry> rows = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (SheetLine line : lines.subList(1, lines.size())) {
      if (line.cells().size() != header.size()) {
        problem(line, "has " + line.cells().size() + " cells, the header " + header.size());
        continue;
      }
      SoaEntry row = row(line, cells(header, line));
      if (row != null) {
        rows.add(row);
        if (!seen.add(row.control())) {
          problem(line, "control " + row.control() + " is there twice");
        }
      }
    }
    return rows;
  }

  private static Map<String, String> cells(List<String> header, SheetLine line) {
    Map<String, String> cells = new java.util.HashMap<>();
    for (int i = 0; i < line.cells().size(); i++) {
      cells.put(header.get(i), line.cells().get(i));
    }
    return cells;
  }

  private @Nullable SoaEntry row(SheetLine line, Map<String, String> cells) {
    int before = problems.size();
    String control = cells.getOrDefault("control", "").replaceFirst("^A\\.", "");
    if (registry.byId(control).isEmpty()) {
      problem(line, "Annex A has no control '" + control + "'");
    }
    boolean applicable = yes(line, cells.getOrDefault("applicable", ""));
    SoaEntry row =
        new SoaEntry(
            control,
            applicable,
            reasons(line, cells.getOrDefault("reasons", "")),
            cells.getOrDefault("justification", ""),
            cells.getOrDefault("approvedBy", ""),
            implemented(line, cells.getOrDefault("implemented", "")),
            date(line, cells.getOrDefault("due", "")),
            cells.getOrDefault("owner", ""));
    row.problems().forEach(problem -> problem(line, problem));
    return problems.size() == before ? row : null;
  }

  private boolean yes(SheetLine line, String cell) {
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

  private Set<Reason> reasons(SheetLine line, String cell) {
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

  private Implementation implemented(SheetLine line, String cell) {
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

  private @Nullable LocalDate date(SheetLine line, String cell) {
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

  private void problem(SheetLine line, String message) {
    problems.add("line " + line.number() + ": " + message);
  }
}
