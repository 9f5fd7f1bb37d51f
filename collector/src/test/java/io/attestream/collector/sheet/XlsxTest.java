package io.attestream.collector.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;

class XlsxTest {
  private final List<String> problems = new ArrayList<>();

  private List<List<String>> read(byte[] workbook) {
    return Xlsx.read(workbook, problems).stream().map(SheetLine::cells).toList();
  }

  private static byte[] workbook(Consumer<Worksheet> fill) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(out, "Test", "1.0")) {
      fill.accept(workbook.newWorksheet("Sheet"));
    }
    return out.toByteArray();
  }

  @Test
  void whatIsWrittenIsReadAgainAsText() {
    List<List<String>> table =
        List.of(
            List.of("control", "owner", "reason"),
            List.of("8.10", "=HYPERLINK(\"x\")", "two\nlines, <and> \"quotes\""),
            List.of("8.1", "+49 30", ""));
    assertThat(read(Xlsx.write("Statement", table))).isEqualTo(table);
    assertThat(problems).isEmpty();
  }

  @Test
  void aFormulaIsRefusedAndNamed() throws IOException {
    byte[] workbook =
        workbook(
            sheet -> {
              sheet.value(0, 0, "control");
              sheet.formula(1, 1, "1+1");
            });
    read(workbook);
    assertThat(problems).containsExactly("cell B2: holds a formula; formulas are not evaluated");
  }

  @Test
  void aNumberIsRefusedBecauseItMayHaveLostAZero() throws IOException {
    read(workbook(sheet -> sheet.value(0, 0, 8.10)));
    assertThat(problems).singleElement().asString().startsWith("cell A1: is the number 8.1");
  }

  @Test
  void aDayIsADay() throws IOException {
    byte[] workbook =
        workbook(
            sheet -> {
              sheet.value(0, 0, LocalDate.parse("2026-12-31"));
              sheet.style(0, 0).format("yyyy-MM-dd").set();
            });
    assertThat(read(workbook)).containsExactly(List.of("2026-12-31"));
    assertThat(problems).isEmpty();
  }

  @Test
  void aFileThatUnpacksToTooMuchIsRefusedBeforeItIsRead() throws IOException {
    byte[] bomb = zip("xl/sharedStrings.xml", new byte[50 << 20]);
    assertThat(bomb.length).isLessThan(Xlsx.LARGEST);
    assertThat(read(bomb)).isEmpty();
    assertThat(problems).singleElement().asString().startsWith("the file unpacks to more than");
  }

  @Test
  void aFileOfTooManyLinesIsRefused() throws IOException {
    read(
        workbook(
            sheet -> {
              for (int line = 0; line < 2100; line++) {
                sheet.value(line, 0, "x");
              }
            }));
    assertThat(problems).containsExactly("more than 2000 lines");
  }

  @Test
  void whatIsNoWorkbookIsRefused() throws IOException {
    read("control,applicable".getBytes(StandardCharsets.UTF_8));
    read(zip("readme.txt", new byte[3]));
    byte[] cut = Xlsx.write("S", List.of(List.of("a")));
    read(java.util.Arrays.copyOf(cut, cut.length / 2));
    read(new byte[Xlsx.LARGEST + 1]);
    assertThat(problems).hasSize(4).allMatch(problem -> problem.startsWith("the file "));
  }

  @Test
  void anEntityOfAnotherFileIsNotRead() throws IOException {
    String sheet =
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
            + "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
            + "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&e;</t></is></c></row>"
            + "</sheetData></worksheet>";
    byte[] plain = Xlsx.write("S", List.of(List.of("a")));
    byte[] evil =
        replaced(plain, "xl/worksheets/sheet1.xml", sheet.getBytes(StandardCharsets.UTF_8));
    assertThat(read(evil).toString()).doesNotContain("root:");
  }

  private static byte[] replaced(byte[] workbook, String name, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean found = false;
    try (ZipOutputStream zip = new ZipOutputStream(out);
        ZipFile in =
            ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(workbook))
                .get()) {
      for (ZipArchiveEntry entry : Collections.list(in.getEntries())) {
        zip.putNextEntry(new ZipEntry(entry.getName()));
        boolean wanted = entry.getName().equals(name);
        found |= wanted;
        zip.write(wanted ? content : in.getInputStream(entry).readAllBytes());
      }
    }
    assertThat(found).isTrue();
    return out.toByteArray();
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return out.toByteArray();
  }
}
