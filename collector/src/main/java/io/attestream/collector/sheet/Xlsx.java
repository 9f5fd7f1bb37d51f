package io.attestream.collector.sheet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/**
 * XLSX (ISO/IEC 29500). Every cell is written as text, so nothing of it is a formula. Of a workbook the
 * first sheet is read; formulas are refused and never evaluated.
 */
public final class Xlsx {
  /** Most bytes of a workbook. */
  public static final int LARGEST = 1 << 20;

  private static final int LARGEST_UNPACKED = 8 << 20;
  private static final int MOST_PARTS = 200;
  private static final int MOST_LINES = 2000;
  private static final int MOST_COLUMNS = 100;

  private Xlsx() {}

  /**
   * Writes a table as the only sheet of a workbook.
   *
   * @param lines the header first
   */
  public static byte[] write(String sheet, List<List<String>> lines) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(out, "Attestream", "1.0")) {
      Worksheet worksheet = workbook.newWorksheet(sheet);
      for (int line = 0; line < lines.size(); line++) {
        List<String> cells = lines.get(line);
        for (int column = 0; column < cells.size(); column++) {
          worksheet.value(line, column, cells.get(column));
        }
      }
      if (!lines.isEmpty()) {
        worksheet.range(0, 0, 0, lines.get(0).size() - 1).style().bold().set();
        worksheet.freezePane(0, 1);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Reads a workbook; mistakes go to {@code problems}. */
  public static List<SheetLine> read(byte[] workbook, List<String> problems) {
    if (!bounded(workbook, problems)) {
      return List.of();
    }
    // With formats, which tell days from numbers; a cell that cannot be read becomes an error.
    ReadingOptions options = new ReadingOptions(true, true);
    try (ReadableWorkbook read = new ReadableWorkbook(new ByteArrayInputStream(workbook), options);
        Stream<Row> rows = read.getFirstSheet().openStream()) {
      List<SheetLine> lines = new ArrayList<>();
      rows.limit(MOST_LINES + 1L).forEach(row -> line(row, lines, problems));
      if (lines.size() > MOST_LINES) {
        problems.add("more than " + MOST_LINES + " lines");
      }
      return lines;
    } catch (IOException | RuntimeException e) {
      problems.add("the file is no workbook that can be read: " + said(e));
      return List.of();
    }
  }

  /** Whether it is a zip within the bounds, counted while it is unpacked and thrown away. */
  private static boolean bounded(byte[] workbook, List<String> problems) {
    if (workbook.length > LARGEST) {
      problems.add("the file has more than " + LARGEST + " bytes");
      return false;
    }
    try (ZipFile zip = zip(workbook)) {
      List<ZipArchiveEntry> parts = Collections.list(zip.getEntries());
      if (parts.size() > MOST_PARTS || unpacked(zip, parts) > LARGEST_UNPACKED) {
        problems.add(
            "the file unpacks to more than "
                + LARGEST_UNPACKED
                + " bytes or "
                + MOST_PARTS
                + " parts");
        return false;
      }
      return true;
    } catch (IOException | RuntimeException e) {
      problems.add("the file is no XLSX workbook");
      return false;
    }
  }

  private static ZipFile zip(byte[] workbook) throws IOException {
    return ZipFile.builder()
        .setSeekableByteChannel(new SeekableInMemoryByteChannel(workbook))
        .get();
  }

  /** Bytes of the parts, counted until there are too many. */
  private static long unpacked(ZipFile zip, List<ZipArchiveEntry> parts) throws IOException {
    byte[] buffer = new byte[8192];
    long unpacked = 0;
    for (ZipArchiveEntry part : parts) {
      try (InputStream in = zip.getInputStream(part)) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          unpacked += read;
          if (unpacked > LARGEST_UNPACKED) {
            return unpacked;
          }
        }
      }
    }
    return unpacked;
  }

  private static void line(Row row, List<SheetLine> lines, List<String> problems) {
    List<String> cells = new ArrayList<>();
    int last = 0;
    for (int column = 0; column < Math.min(row.getCellCount(), MOST_COLUMNS); column++) {
      String text = text(row.hasCell(column) ? row.getCell(column) : null, problems);
      cells.add(text);
      last = text.isEmpty() ? last : cells.size();
    }
    if (row.getCellCount() > MOST_COLUMNS) {
      problems.add("line " + row.getRowNum() + ": more than " + MOST_COLUMNS + " columns");
    }
    if (last > 0) {
      List<String> line = new ArrayList<>(cells.subList(0, last));
      // A workbook leaves out the empty cells at the end of a row.
      while (!lines.isEmpty() && line.size() < lines.get(0).cells().size()) {
        line.add("");
      }
      lines.add(new SheetLine(row.getRowNum(), line));
    }
  }

  private static String text(@Nullable Cell cell, List<String> problems) {
    if (cell == null) {
      return "";
    }
    String place = "cell " + cell.getAddress() + ": ";
    CellType type = cell.getType();
    if (cell.getFormula() != null || type == CellType.FORMULA) {
      problems.add(place + "holds a formula; formulas are not evaluated");
      return "";
    }
    if (type == CellType.NUMBER) {
      return number(cell, place, problems);
    }
    if (type == CellType.ERROR) {
      problems.add(place + "holds an error");
      return "";
    }
    return type == CellType.BOOLEAN
        ? String.valueOf(cell.asBoolean())
        : String.valueOf(cell.getText()).strip();
  }

  /** A day is a number with a format for days. */
  private static String number(Cell cell, String place, List<String> problems) {
    String format = String.valueOf(cell.getDataFormatString());
    if (format.contains("y") || format.contains("d")) {
      return cell.asDate().toLocalDate().toString();
    }
    problems.add(
        place
            + "is the number "
            + cell.getRawValue()
            + ", in which 8.1 and 8.10 are the same; "
            + "format the column as text");
    return "";
  }

  private static String said(Exception e) {
    String text = String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}+", " ");
    return e instanceof ExcelReaderException || text.length() <= 200
        ? text.substring(0, Math.min(200, text.length()))
        : e.getClass().getSimpleName();
  }
}
