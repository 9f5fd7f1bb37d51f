package io.attestream.evidence.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.evidence.testing.FixtureEvidence;
import io.attestream.evidence.testing.ZipEdit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The zip as such: determinism, order, hostile names and sizes. */
class BundleZipTest {
  @TempDir Path folder;

  private final FixtureEvidence evidence = FixtureEvidence.small();

  @Test
  void equalFilesGiveEqualBytes() throws IOException {
    byte[] first = Files.readAllBytes(evidence.write(folder.resolve("a.zip")));
    byte[] second = Files.readAllBytes(FixtureEvidence.small().write(folder.resolve("b.zip")));
    assertThat(first).isEqualTo(second);
  }

  @Test
  void theIndexIsJsonWithAFileALine() throws IOException {
    byte[] index =
        ZipEdit.read(evidence.write(folder.resolve("a.zip")))
            .getOrDefault(BundlePath.INDEX, new byte[0]);
    String text = new String(index, StandardCharsets.UTF_8);
    assertThat(text)
        .startsWith("{\"createdAt\":\"2026-11-20T03:01:00Z\",\"format\":")
        .contains(",\"files\":[\n{\"path\":\"README.txt\",\"sha256\":\"")
        .endsWith("}\n]}\n");
    assertThat(
            io.attestream.evidence.json.JsonReader.read(
                index, io.attestream.evidence.json.JsonLimits.DEFAULT))
        .isInstanceOf(Map.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil",
        "a/../../evil",
        "/etc/passwd",
        "a//b",
        "a/./b",
        "a\\b",
        "C:/x",
        "a/",
        ".",
        "..",
        "caf\u00e9",
        "a b",
        "a\nb"
      })
  void hostileNamesAreNeitherWrittenNorRead(String name) throws IOException {
    BundleWriter writer = new BundleWriter(new ByteArrayOutputStream(), evidence.header());
    assertThatThrownBy(() -> writer.add(name, new byte[0])).isInstanceOf(BundleException.class);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(name, new byte[] {1});
    files.putAll(ZipEdit.read(evidence.write(folder.resolve("a.zip"))));
    assertThatThrownBy(() -> open(ZipEdit.write(folder.resolve("b.zip"), files)))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("not a name for a file in a bundle");
  }

  @Test
  void aNameThatComesTwiceIsRefused() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("AAAA", new byte[] {1});
    files.put("AAAB", new byte[] {2});
    files.putAll(ZipEdit.read(evidence.write(folder.resolve("a.zip"))));
    byte[] zip = Files.readAllBytes(ZipEdit.write(folder.resolve("b.zip"), files));
    String text = new String(zip, StandardCharsets.ISO_8859_1).replace("AAAB", "AAAA");
    Files.write(folder.resolve("b.zip"), text.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> open(folder.resolve("b.zip")))
        .isInstanceOf(BundleException.class)
        .hasMessage("AAAA: comes twice");
  }

  @Test
  void aBombIsRefusedByItsRatio() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("AAAA", new byte[8 << 20]);
    files.putAll(ZipEdit.read(evidence.write(folder.resolve("a.zip"))));
    assertThatThrownBy(() -> open(ZipEdit.write(folder.resolve("b.zip"), files)))
        .hasMessage("AAAA: unpacks to more than 200 times its size");
  }

  @Test
  void countAndSizesAreBounded() throws IOException {
    Path zip = evidence.write(folder.resolve("a.zip"));
    assertThatThrownBy(() -> BundleReader.open(zip, new BundleLimits(10, 1 << 20, 1 << 20, 200)))
        .hasMessageContaining("limit is 10");
    assertThatThrownBy(() -> BundleReader.open(zip, new BundleLimits(100, 1 << 10, 1 << 20, 200)))
        .hasMessageContaining("limit is 1024");
    assertThatThrownBy(() -> BundleReader.open(zip, new BundleLimits(100, 1 << 20, 1 << 12, 200)))
        .hasMessageContaining("bytes in all");
  }

  @Test
  void aFileThatUnpacksToMoreThanListedIsNotReadToItsEnd() throws IOException {
    Map<String, byte[]> files = ZipEdit.read(evidence.write(folder.resolve("a.zip")));
    files.put(BundlePath.README, new byte[1 << 20]);
    try (BundleReader reader = open(ZipEdit.write(folder.resolve("b.zip"), files))) {
      assertThatThrownBy(reader::verifyFiles)
          .hasMessageStartingWith("README.txt: has another size");
      assertThatThrownBy(() -> reader.read(BundlePath.README, 100))
          .hasMessage("README.txt: larger than 100 bytes");
    }
  }

  @Test
  void filesMustComeInOrder() throws IOException {
    BundleWriter writer = new BundleWriter(new ByteArrayOutputStream(), evidence.header());
    writer.add("commits/a/x", new byte[0]);
    writer.add("commits/a-b/x", new byte[0]);
    assertThatThrownBy(() -> writer.add("commits/a-b/x", new byte[0]))
        .hasMessageContaining("comes after");
    assertThatThrownBy(() -> writer.add("commits/a/y", new byte[0]))
        .hasMessageContaining("comes after");
  }

  @Test
  void aFileThatCannotBeWrittenFailsTheExport() throws IOException {
    Path file = folder.resolve("a.zip");
    try (BundleWriter writer = new BundleWriter(Files.newOutputStream(file), evidence.header())) {
      assertThatThrownBy(
              () ->
                  writer.add(
                      "meta/x",
                      out -> {
                        out.write(1);
                        throw new IOException("disk full");
                      }))
          .hasMessage("disk full");
      assertThatThrownBy(() -> writer.add("meta/y", new byte[0]))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> writer.finish(evidence.logKey()))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> open(file)).isInstanceOf(BundleException.class);
  }

  private static BundleReader open(Path zip) {
    return BundleReader.open(zip, BundleLimits.DEFAULT);
  }
}
