package io.attestream.checks.organisation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One column of a CSV file (RFC 4180, UTF-8) with a line of headings. Bounded. */
final class CsvColumn {
  private static final int MAX_BYTES = 16 << 20;
  private static final int MAX_ROWS = 200_000;

  private final String text;
  private int at;

  private CsvColumn(String text) {
    this.text = text;
  }

  /**
   * The values of a column that are not blank, each once, in the order of the file.
   *
   * @throws IOException that says what is wrong, with the row
   */
  static List<String> read(Path file, String column) throws IOException {
    CsvColumn csv = new CsvColumn(text(file));
    int index = csv.row(1).indexOf(column);
    if (index < 0) {
      throw new IOException("has no column '" + column + "'");
    }
    Set<String> values = new LinkedHashSet<>();
    for (int row = 2; csv.at < csv.text.length(); row++) {
      if (row > MAX_ROWS) {
        throw new IOException("has more than " + MAX_ROWS + " rows");
      }
      List<String> cells = csv.row(row);
      if (index < cells.size() && !cells.get(index).isBlank()) {
        values.add(cells.get(index).strip());
      } else if (cells.size() > 1 && index >= cells.size()) {
        throw new IOException("row " + row + " has no column '" + column + "'");
      }
    }
    return List.copyOf(values);
  }

  private static String text(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw new IOException("cannot be read: " + e.getClass().getSimpleName(), e);
    }
    if (bytes.length > MAX_BYTES) {
      throw new IOException("is larger than " + MAX_BYTES + " bytes");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IOException("is not UTF-8", e);
    }
  }

  private List<String> row(int number) throws IOException {
    List<String> cells = new ArrayList<>();
    while (true) {
      cells.add(cell(number));
      if (at >= text.length() || text.charAt(at) != ',') {
        break;
      }
      at++;
    }
    if (text.startsWith("\r\n", at)) {
      at += 2;
    } else if (at < text.length()) {
      at++;
    }
    return cells;
  }

  private String cell(int row) throws IOException {
    if (at >= text.length() || text.charAt(at) != '"') {
      int from = at;
      while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(from, at);
    }
    StringBuilder quoted = new StringBuilder();
    for (at++; at < text.length(); at++) {
      if (text.charAt(at) != '"') {
        quoted.append(text.charAt(at));
      } else if (text.startsWith("\"\"", at)) {
        quoted.append('"');
        at++;
      } else {
        at++;
        if (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
          throw new IOException("row " + row + " has text after a closing quote");
        }
        return quoted.toString();
      }
    }
    throw new IOException("row " + row + " has a quote that is not closed");
  }
}
