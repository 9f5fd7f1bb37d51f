package io.attestream.collector.web.view;

import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.sheet.Csv;
import io.attestream.collector.sheet.Xlsx;
import io.attestream.collector.web.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Tables that are taken away as files, and workbooks that come back. */
public final class Download {
  private static final String XLSX_TYPE =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private Download() {}

  /**
   * A table as a file.
   *
   * @param name of the file, without its ending
   * @param lines the header first
   * @param xlsx whether it is a workbook, else CSV
   */
  public static Reply table(String name, String sheet, List<List<String>> lines, boolean xlsx) {
    byte[] body =
        xlsx ? Xlsx.write(sheet, lines) : Csv.write(lines).getBytes(StandardCharsets.UTF_8);
    return new Reply.Content(
        200,
        xlsx ? XLSX_TYPE : "text/csv; charset=utf-8",
        body,
        Map.of(
            "Content-Disposition",
            "attachment; filename=\"" + name + (xlsx ? ".xlsx" : ".csv") + "\""));
  }

  /**
   * Bytes that came as base64.
   *
   * @throws DecisionRefused when they did not
   */
  public static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new DecisionRefused("the workbook is not given in base64");
    }
  }
}
