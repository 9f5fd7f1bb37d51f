package io.attestream.collector.grading;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.control.ControlRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every estate of the facts files under {@code grading/} is one test. */
class VectorsTest {
  private static final Path DIRECTORY = Path.of("src", "test", "resources", "grading");

  @TestFactory
  Stream<DynamicNode> vectors() throws Exception {
    return files().stream().map(VectorsTest::container);
  }

  /** A vector that expects nothing would always pass. */
  @Test
  void everyVectorExpectsSomething() throws Exception {
    int vectors = 0;
    for (Path file : files()) {
      for (GivenEstate given : read(file)) {
        vectors++;
        assertThat(given.expectedControls().size() + given.expectedClauses().size())
            .as("%s: %s", file, given.name())
            .isPositive();
      }
    }
    assertThat(vectors).isGreaterThanOrEqualTo(169);
  }

  private static DynamicContainer container(Path file) {
    try {
      return DynamicContainer.dynamicContainer(
          file.getFileName().toString(), read(file).stream().map(VectorsTest::test));
    } catch (IOException | FactsException e) {
      throw new IllegalStateException(file + "\n" + e.getMessage(), e);
    }
  }

  private static DynamicTest test(GivenEstate given) {
    return DynamicTest.dynamicTest(
        given.name(),
        () -> {
          GradedEstate graded = GradedEstate.of(given);
          assertThat(graded.differences()).as("%s", graded.now()).isEmpty();
        });
  }

  private static List<GivenEstate> read(Path file) throws IOException, FactsException {
    return FactsFile.read(
        ControlRegistry.bundled(), file.getFileName().toString(), Files.readAllBytes(file));
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }
}
