package io.attestream.collector.csv;

import java.util.List;
import java.util.stream.Collectors;

/** Writes records. */
public final class CsvLine {
  /** Characters with which a spreadsheet begins a formula. */
  public static final String FORMULA = "=+-@\t\r";

  private CsvLine() {}

  /** A record with its line break. */
  public static String of(List<String> cells) {
    return cells.stream().map(CsvLine::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  /** A cell; one that a spreadsheet would take for a formula begins with an apostrophe. */
  public static String cell(String text) {
    String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
