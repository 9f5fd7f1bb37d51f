package io.attestream.collector.sheet;

import java.util.ArrayList;
import java.util.List;

/** Splits CSV (RFC 4180) into lines of cells. Bounded in size, lines and cells. */
final class CsvText {
  static final int MAX_CHARACTERS = 256 * 1024;
  private static final int MAX_LINES = 2000;

  private final String text;
  private final List<String> problems;
  private final List<SheetLine> lines = new ArrayList<>();
  private List<String> cells = new ArrayList<>();
  private int at;
  private int number = 1;

  private CsvText(String text, List<String> problems) {
    this.text = text;
    this.problems = problems;
  }

  /** Reads a text; a mistake goes to {@code problems} and ends the reading. */
  static List<SheetLine> read(String text, List<String> problems) {
    if (text.length() > MAX_CHARACTERS) {
      problems.add("the file has more than " + MAX_CHARACTERS + " characters");
      return List.of();
    }
    CsvText reader = new CsvText(text.startsWith("\uFEFF") ? text.substring(1) : text, problems);
    reader.read();
    return reader.lines;
  }

  private void read() {
    while (at < text.length() && problems.isEmpty()) {
      int begin = number;
      record();
      if (!(cells.size() == 1 && cells.get(0).isBlank())) {
        lines.add(new SheetLine(begin, cells));
      }
      cells = new ArrayList<>();
      if (lines.size() > MAX_LINES) {
        problems.add("line " + begin + ": more than " + MAX_LINES + " lines");
      }
    }
  }

  /** Reads to the end of a record, and over its line break. */
  private void record() {
    while (true) {
      cells.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
      if (at >= text.length() || text.charAt(at) != ',') {
        break;
      }
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\r') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\n') {
      at++;
    } else if (at < text.length() && problems.isEmpty()) {
      problems.add("line " + number + ": expected a comma or the end of the line after a cell");
    }
    number++;
  }

  private String plain() {
    int begin = at;
    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(begin, at);
  }

  private String quoted() {
    StringBuilder cell = new StringBuilder();
    int begin = number;
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
          at++;
        } else {
          at++;
          return cell.toString();
        }
      } else if (c == '\n') {
        number++;
      }
      cell.append(c);
    }
    problems.add("line " + begin + ": a quote is not closed");
    return cell.toString();
  }
}
