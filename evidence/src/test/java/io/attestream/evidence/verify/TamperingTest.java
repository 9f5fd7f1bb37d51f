package io.attestream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.testing.FixtureCommit;
import io.attestream.evidence.testing.FixtureEvidence;
import io.attestream.evidence.testing.ZipEdit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What anyone can do to a bundle's files, with and without the log's key to sign the list anew. */
class TamperingTest {
  @TempDir Path folder;

  private final FixtureEvidence evidence = FixtureEvidence.small();

  @Test
  void anUntouchedBundleIsValid() throws IOException {
    VerificationReport report = verify(evidence.write(zip()));
    assertThat(report.problems()).isEmpty();
    assertThat(report.outcome()).isEqualTo(Outcome.VALID);
    assertThat(report.units()).hasSize(3);
    assertThat(report.files()).isEqualTo(evidence.files().size());
    assertThat(report.notes()).contains(Verifier.NOT_ANCHORED);
  }

  /** Somebody without any key changes one bit of one file. */
  @TestFactory
  Stream<DynamicTest> oneBitInAnyFileIsFoundAndNamed() throws IOException {
    Map<String, byte[]> original = ZipEdit.read(evidence.write(zip()));
    assertThat(original).hasSize(evidence.files().size() + 2);
    return original.keySet().stream()
        .map(
            path ->
                DynamicTest.dynamicTest(
                    path,
                    () -> {
                      Map<String, byte[]> files = new LinkedHashMap<>(original);
                      files.computeIfPresent(path, (name, bytes) -> ZipEdit.flip(bytes));
                      assertInvalid(verify(ZipEdit.write(zip(), files)), path);
                    }));
  }

  /** The operator, who holds the log's key, changes one bit of one file and signs the list anew. */
  @TestFactory
  Stream<DynamicTest> evenTheLogsKeyCannotChangeWhatAgentsSigned() {
    return evidence.files().keySet().stream()
        .filter(path -> path.matches("(commits|log|trust)/.*"))
        .map(
            path ->
                DynamicTest.dynamicTest(
                    path,
                    () ->
                        assertInvalid(
                            resigned(
                                files ->
                                    files.computeIfPresent(
                                        path, (name, bytes) -> ZipEdit.flip(bytes))),
                            path.equals(tile("0")) ? tile("entries") : path)));
  }

  /** The same for a file that is taken away. */
  @TestFactory
  Stream<DynamicTest> everyFileOfTheEvidenceIsMissed() {
    return evidence.files().keySet().stream()
        .filter(path -> path.matches("(commits|log)/.*"))
        .map(
            path ->
                DynamicTest.dynamicTest(
                    path, () -> assertInvalid(resigned(files -> files.remove(path)), path)));
  }

  /** Files that the log knows nothing of cannot stand among those that it vouches for. */
  @TestFactory
  Stream<DynamicTest> nothingUnverifiedStandsAmongTheVerified() {
    FixtureCommit unchanged = evidence.commits().get(4);
    return Stream.of(
            "commits/cloud/000000000001/snapshot.ndjson",
            "commits/cloud/000000000001/notes.txt",
            "commits/cloud/000000000099/envelope.json",
            "commits/cloud/1/envelope.json",
            "commits/nobody/000000000001/envelope.json",
            unchanged.path(BundlePath.LEAVES),
            unchanged.path(BundlePath.SNAPSHOT),
            unchanged.path(BundlePath.DELS),
            "log/tile/0/001.p/1",
            "log/tile/1/000.p/1",
            "log/other",
            "trust/agents/cloud/0123456789abcdef.pem",
            "trust/agents/nobody/" + evidence.cloud().key().keyId() + ".pem",
            "trust/policy")
        .map(
            path ->
                DynamicTest.dynamicTest(
                    path,
                    () ->
                        assertInvalid(
                            resigned(
                                files ->
                                    files.put(path, "x\n".getBytes(StandardCharsets.US_ASCII))),
                            path)));
  }

  @Test
  void aFileThatIsNotListedIsNamed() throws IOException {
    Map<String, byte[]> files = ZipEdit.read(evidence.write(zip()));
    Map<String, byte[]> more = new LinkedHashMap<>();
    files.forEach(
        (path, bytes) -> {
          more.put(path, bytes);
          if (path.equals("meta/mapping.json")) {
            more.put("meta/mapping.json.bak", bytes);
          }
        });
    assertInvalid(verify(ZipEdit.write(zip(), more)), "meta/mapping.json.bak");
  }

  @Test
  void aListedFileThatIsMissingIsNamed() throws IOException {
    for (String path : List.of(BundlePath.README, "meta/mapping.json", BundlePath.LOG_KEY)) {
      Map<String, byte[]> files = ZipEdit.read(evidence.write(zip()));
      files.remove(path);
      assertInvalid(verify(ZipEdit.write(zip(), files)), path);
    }
  }

  @Test
  void theListAndItsSignatureMustBeThere() throws IOException {
    Map<String, byte[]> files = ZipEdit.read(evidence.write(zip()));
    byte[] index = files.remove(BundlePath.INDEX);
    assertInvalid(verify(ZipEdit.write(zip(), files)), BundlePath.SIGNATURE);
    files.remove(BundlePath.SIGNATURE);
    assertInvalid(verify(ZipEdit.write(zip(), files)), BundlePath.INDEX);
    files.put(BundlePath.INDEX, index == null ? new byte[0] : index);
    assertInvalid(verify(ZipEdit.write(zip(), files)), BundlePath.SIGNATURE);
  }

  @Test
  void aMissingDisclosureThatNoRedactionExplainsIsFound() throws IOException {
    String path = evidence.commits().get(0).path(BundlePath.LEAVES);
    VerificationReport report =
        resigned(
            files ->
                files.computeIfPresent(
                    path,
                    (name, bytes) ->
                        text(bytes)
                            .replaceFirst("\"evidence\":\"[^\"]*\"", "\"evidence\":\"\"")
                            .getBytes(StandardCharsets.UTF_8)));
    assertInvalid(report, path + " line 1");
    assertThat(report.problems().get(0).message()).contains("disclosure is missing");
  }

  @Test
  void aDisclosureOfAnotherLeafIsFound() throws IOException {
    String path = evidence.commits().get(0).path(BundlePath.LEAVES);
    VerificationReport report =
        resigned(
            files ->
                files.computeIfPresent(
                    path,
                    (name, bytes) -> {
                      String[] lines = text(bytes).split("\n", -1);
                      String first = lines[0].replaceAll(".*\"identity\":\"([^\"]*)\".*", "$1");
                      String second = lines[1].replaceAll(".*\"identity\":\"([^\"]*)\".*", "$1");
                      return text(bytes).replace(first, second).getBytes(StandardCharsets.UTF_8);
                    }));
    assertInvalid(report, path + " line 1");
    assertThat(report.problems().get(0).message()).contains("identity disclosure is not the one");
  }

  @Test
  void aDuplicateOrMisplacedLeafIsFound() throws IOException {
    String path = evidence.commits().get(0).path(BundlePath.LEAVES);
    List<String> lines =
        new ArrayList<>(
            List.of(text(evidence.files().getOrDefault(path, new byte[0])).split("\n")));
    String twice = lines.get(0) + '\n' + lines.get(0) + '\n' + lines.get(1) + '\n';
    VerificationReport duplicate =
        resigned(files -> files.put(path, twice.getBytes(StandardCharsets.UTF_8)));
    assertInvalid(duplicate, path + " line 2");
    assertThat(duplicate.problems().get(0).message()).contains("comes twice");
    String swapped = lines.get(1) + '\n' + lines.get(0) + '\n' + lines.get(2) + '\n';
    VerificationReport misplaced =
        resigned(files -> files.put(path, swapped.getBytes(StandardCharsets.UTF_8)));
    assertInvalid(misplaced, path + " line 2");
    assertThat(misplaced.problems().get(0).message()).contains("is not after");
  }

  @Test
  void aFailingResultThatIsLeftOutOrTurnedToPassIsFound() throws IOException {
    String path = evidence.commits().get(3).path(BundlePath.LEAVES);
    VerificationReport turned =
        resigned(
            files ->
                files.computeIfPresent(
                    path,
                    (name, bytes) ->
                        text(bytes)
                            .replace("\"status\":\"fail\"", "\"status\":\"pass\"")
                            .getBytes(StandardCharsets.UTF_8)));
    assertInvalid(turned, "commits/cloud/000000000003/");
    assertThat(turned.problems().get(0).message()).contains("tally");
    VerificationReport cut =
        resigned(
            files ->
                files.computeIfPresent(
                    path,
                    (name, bytes) ->
                        text(bytes)
                            .replaceAll("[^\n]*\"status\":\"fail\"[^\n]*\n", "")
                            .getBytes(StandardCharsets.UTF_8)));
    assertInvalid(cut, path);
  }

  /** Any bit of the zip itself: either it does not matter at all, or the bundle is invalid. */
  @Test
  void noFlippedBitOfTheZipChangesWhatIsReported() throws IOException {
    byte[] original = Files.readAllBytes(evidence.write(zip()));
    VerificationReport expected = verify(evidence.write(folder.resolve("bundle.zip")));
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = original.clone();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      VerificationReport report = verify(Files.write(folder.resolve("bundle.zip"), bytes));
      if (report.outcome() == Outcome.INVALID) {
        assertThat(report.problems().get(0).file()).isNotEmpty();
      } else {
        assertThat(report).isEqualTo(expected);
      }
    }
  }

  private VerificationReport resigned(Consumer<SortedMap<String, byte[]>> change)
      throws IOException {
    SortedMap<String, byte[]> files = evidence.files();
    change.accept(files);
    return verify(evidence.write(zip(), evidence.header(), files));
  }

  private VerificationReport verify(Path zip) {
    return Verifier.verify(zip, VerifyOptions.withLogKey(evidence.logVerifier()));
  }

  private static void assertInvalid(VerificationReport report, String file) {
    assertThat(report.outcome()).as("%s", report.problems()).isEqualTo(Outcome.INVALID);
    assertThat(report.problems())
        .as("a problem in %s", file)
        .anyMatch(problem -> problem.file().startsWith(file));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String tile(String level) {
    return "log/tile/" + level + "/000.p/13";
  }

  private Path zip() throws IOException {
    return Files.createTempFile(folder, "bundle", ".zip");
  }
}
