package io.attestream.collector.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * CSV (RFC 4180, UTF-8). A cell that a spreadsheet would take for a formula begins with an apostrophe,
 * which reading takes away again.
 */
public final class Csv {
  private static final String FORMULA = "=+-@\t\r";

  private Csv() {}

  /**
   * Writes a table.
   *
   * @param lines the header first
   */
  public static String write(List<List<String>> lines) {
    return lines.stream().map(Csv::line).collect(Collectors.joining());
  }

  /** A record with its line break. */
  public static String line(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  /** Reads a text; a mistake goes to {@code problems} and ends the reading. */
  public static List<SheetLine> read(String csv, List<String> problems) {
    List<SheetLine> lines = new ArrayList<>();
    for (SheetLine line : CsvText.read(csv, problems)) {
      lines.add(new SheetLine(line.number(), line.cells().stream().map(Csv::text).toList()));
    }
    return lines;
  }

  private static String cell(String text) {
    boolean escaped = formula(text, 0) || text.startsWith("'") && formula(text, 1);
    String safe = escaped ? "'" + text : text;
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  private static String text(String cell) {
    String text = cell.strip();
    boolean escaped =
        text.startsWith("'") && (formula(text, 1) || text.startsWith("''") && formula(text, 2));
    return escaped ? text.substring(1) : text;
  }

  private static boolean formula(String text, int at) {
    return text.length() > at && FORMULA.indexOf(text.charAt(at)) >= 0;
  }
}
