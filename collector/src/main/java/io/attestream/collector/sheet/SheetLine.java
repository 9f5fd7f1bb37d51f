package io.attestream.collector.sheet;

import java.util.List;

/**
 * Cells of a record, without blanks around them.
 *
 * @param number where it begins in its file, from 1
 */
public record SheetLine(int number, List<String> cells) {
  public SheetLine {
    cells = List.copyOf(cells);
  }
}
