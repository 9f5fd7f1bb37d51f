package io.attestream.collector.sheet;

import io.attestream.checks.catalogue.Nearest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Lines under a header that names their columns, in any order. */
public final class SheetRows {
  private SheetRows() {}

  /**
   * A line by column.
   *
   * @param number where it begins in its file, from 1
   */
  public record Row(int number, Map<String, String> cells) {
    public Row {
      cells = Map.copyOf(cells);
    }

    /** Empty for a column that the file does not have. */
    public String cell(String column) {
      return cells.getOrDefault(column, "");
    }

    /** A mistake with its place. */
    public String problem(String message) {
      return "line " + number + ": " + message;
    }
  }

  /**
   * Reads them in their order; a line with another number of cells than the header is told and left out.
   *
   * @param columns that there may be
   * @param needed columns that must be there
   * @param problems gets a sentence with its line for every mistake
   * @param reader takes each line; none when the header is wrong
   */
  public static void read(
      List<SheetLine> lines,
      List<String> columns,
      List<String> needed,
      List<String> problems,
      Consumer<Row> reader) {
    if (lines.isEmpty()) {
      problems.add("line 1: the file is empty");
      return;
    }
    List<String> header = lines.get(0).cells().stream().map(String::strip).toList();
    int before = problems.size();
    header(header, columns, needed, problems);
    if (problems.size() > before) {
      return;
    }
    for (SheetLine line : lines.subList(1, lines.size())) {
      Map<String, String> cells = new HashMap<>();
      for (int i = 0; i < Math.min(header.size(), line.cells().size()); i++) {
        cells.put(header.get(i), line.cells().get(i));
      }
      Row row = new Row(line.number(), cells);
      if (line.cells().size() == header.size()) {
        reader.accept(row);
      } else {
        problems.add(
            row.problem("has " + line.cells().size() + " cells, the header " + header.size()));
      }
    }
  }

  private static void header(
      List<String> header, List<String> columns, List<String> needed, List<String> problems) {
    for (String column : header) {
      if (!columns.contains(column)) {
        problems.add("line 1: unknown column '" + column + "'" + Nearest.hint(column, columns));
      }
    }
    if (!header.containsAll(needed)) {
      int last = needed.size() - 1;
      problems.add(
          "line 1: the columns "
              + String.join(", ", needed.subList(0, last))
              + " and "
              + needed.get(last)
              + " must be there");
    }
    if (new HashSet<>(header).size() != header.size()) {
      problems.add("line 1: a column is there twice");
    }
  }
}
