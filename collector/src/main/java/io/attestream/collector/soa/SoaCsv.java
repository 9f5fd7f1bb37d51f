package io.attestream.collector.soa;

import io.attestream.checks.catalogue.Nearest;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.SoaRow.Implementation;
import io.attestream.collector.csv.CsvLine;
import io.attestream.collector.decision.DecisionRefused;
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

/**
 * The Statement as CSV (RFC 4180, UTF-8). A cell that a spreadsheet would take for a formula begins
 * with an apostrophe, which reading takes away again.
 */
public final class SoaCsv {
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

  private SoaCsv(ControlRegistry registry) {
    this.registry = registry;
  }

  public static String write(List<SoaEntry> rows) {
    StringBuilder csv = new StringBuilder(String.join(",", COLUMNS)).append("\r\n");
    for (SoaEntry row : rows) {
      csv.append(row.control()).append(',');
      csv.append(row.applicable() ? "yes" : "no").append(',');
      csv.append(
              CsvLine.cell(
                  row.reasons().stream()
                      .map(Reason::name)
                      .sorted()
                      .collect(Collectors.joining(" "))))
          .append(',');
      csv.append(CsvLine.cell(row.justification())).append(',');
      csv.append(CsvLine.cell(row.approvedBy())).append(',');
      csv.append(row.implemented().name()).append(',');
      csv.append(row.dueOn().map(LocalDate::toString).orElse("")).append(',');
      csv.append(CsvLine.cell(row.owner())).append("\r\n");
    }
    return csv.toString();
  }

  /**
   * Reads a whole file.
   *
   * @throws DecisionRefused with every mistake and its line
   */
  public static List<SoaEntry> read(String csv, ControlRegistry registry) {
    SoaCsv reader = new SoaCsv(registry);
    List<SoaEntry> rows = reader.rows(CsvText.read(csv, reader.problems));
    DecisionRefused.unlessFree(reader.problems);
    return rows;
  }

  private List<SoaEntry> rows(List<CsvText.Line> lines) {
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
    for (CsvText.Line line : lines.subList(1, lines.size())) {
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

  private static Map<String, String> cells(List<String> header, CsvText.Line line) {
    Map<String, String> cells = new java.util.HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      String cell = line.cells().get(i).strip();
      boolean escaped =
          cell.length() > 1
              && cell.charAt(0) == '\''
              && CsvLine.FORMULA.indexOf(cell.charAt(1)) >= 0;
      cells.put(header.get(i), escaped ? cell.substring(1) : cell);
    }
    return cells;
  }

  private @Nullable SoaEntry row(CsvText.Line line, Map<String, String> cells) {
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

  private boolean yes(CsvText.Line line, String cell) {
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

  private Set<Reason> reasons(CsvText.Line line, String cell) {
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

  private Implementation implemented(CsvText.Line line, String cell) {
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

  private @Nullable LocalDate date(CsvText.Line line, String cell) {
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

  private void problem(CsvText.Line line, String message) {
    problems.add("line " + line.number() + ": " + message);
  }
}
