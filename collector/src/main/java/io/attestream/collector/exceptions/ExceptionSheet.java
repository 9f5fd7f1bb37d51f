package io.attestream.collector.exceptions;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.sheet.Csv;
import io.attestream.collector.sheet.SheetLine;
import io.attestream.collector.sheet.SheetRows;
import io.attestream.collector.sheet.Xlsx;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Exceptions as a table with a header, for CSV and XLSX. */
public final class ExceptionSheet {
  /** What is read; the columns of an export besides these are passed over. */
  public static final List<String> COLUMNS =
      List.of(
          "check",
          "unit",
          "resource",
          "namePattern",
          "owner",
          "reason",
          "approvedBy",
          "ticket",
          "expiresOn");

  /** What an export says besides. */
  public static final List<String> TOLD = List.of("id", "state", "covers");

  private static final List<String> NEEDED = List.of("owner", "reason", "expiresOn");

  private final Catalogue catalogue;
  private final LocalDate today;
  private final List<String> problems = new ArrayList<>();

  private ExceptionSheet(Catalogue catalogue, LocalDate today) {
    this.catalogue = catalogue;
    this.today = today;
  }

  /**
   * Reads a whole CSV file.
   *
   * @param today the day on which they are recorded
   * @throws DecisionRefused with every mistake and its line
   */
  static List<ExceptionRecord> read(String csv, Catalogue catalogue, LocalDate today) {
    ExceptionSheet reader = new ExceptionSheet(catalogue, today);
    return reader.read(Csv.read(csv, reader.problems));
  }

  /** As above, of the first sheet of an XLSX workbook. */
  static List<ExceptionRecord> read(byte[] workbook, Catalogue catalogue, LocalDate today) {
    ExceptionSheet reader = new ExceptionSheet(catalogue, today);
    return reader.read(Xlsx.read(workbook, reader.problems));
  }

  private List<ExceptionRecord> read(List<SheetLine> lines) {
    DecisionRefused.unlessFree(problems);
    List<String> columns = Stream.concat(COLUMNS.stream(), TOLD.stream()).toList();
    List<ExceptionRecord> read = new ArrayList<>();
    SheetRows.read(
        lines,
        columns,
        NEEDED,
        problems,
        row -> {
          ExceptionRecord exception = exception(row);
          if (exception != null) {
            read.add(exception);
          }
        });
    DecisionRefused.unlessFree(problems);
    return read;
  }

  private @Nullable ExceptionRecord exception(SheetRows.Row row) {
    LocalDate expires;
    try {
      expires = LocalDate.parse(row.cell("expiresOn"));
    } catch (DateTimeException e) {
      problems.add(
          row.problem(
              "expiresOn is '" + row.cell("expiresOn") + "', expected a day such as 2026-12-31"));
      return null;
    }
    ExceptionRecord exception =
        new ExceptionRecord(
            0,
            row.cell("check"),
            row.cell("unit"),
            row.cell("resource"),
            row.cell("namePattern"),
            row.cell("owner"),
            row.cell("reason"),
            row.cell("approvedBy"),
            row.cell("ticket"),
            expires);
    if (!exception.check().isEmpty() && catalogue.byId(exception.check()).isEmpty()) {
      problems.add(row.problem("there is no check '" + exception.check() + "'"));
    }
    exception.problems(today).forEach(problem -> problems.add(row.problem(problem)));
    return exception;
  }
}
